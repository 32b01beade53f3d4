package org.nljdbc.runtime.generate;

import java.util.List;
import org.nljdbc.runtime.engine.TopTokens;

/** An answer that has left the greedy one at a branch and goes on greedily. */
final class BranchLane extends Lane {

  private final TokenChoice choice;
  private final List<Lane> lanes;
  private final int maxTokens;

  /**
   * Starts a branch.
   *
   * @param row the row, which holds what it shares with the greedy answer
   * @param promptTokens how many tokens the prompt has
   * @param answer its answer, the first token of its own included
   * @param choice chooses tokens
   * @param lanes all answers of the request, which tell how it may go on
   * @param maxTokens most tokens of an answer
   */
  BranchLane(
      int row,
      int promptTokens,
      Answer answer,
      TokenChoice choice,
      List<Lane> lanes,
      int maxTokens) {
    super(row, promptTokens, answer);
    this.choice = choice;
    this.lanes = lanes;
    this.maxTokens = maxTokens;
  }

  @Override
  int[] likely(int most) {
    List<Integer> ids = answer().ids();
    int room = Math.min(most, maxTokens - ids.size());
    return room <= 0
        ? NO_DRAFT
        : Echo.after(ids, lanes.stream().map(lane -> lane.answer().ids()).toList(), room);
  }

  @Override
  boolean choose(TopTokens next, int at) {
    List<TokenStep> steps = choice.steps(answer(), next, at, 1, TokenChoice.POSSIBLE);
    answer().add((steps.isEmpty() ? choice.aside(answer(), next, at) : steps).get(0));
    return true;
  }
}
