package org.nljdbc.runtime.generate;

import java.util.List;
import org.nljdbc.runtime.engine.TopTokens;

/**
 * The greedy answer. It notes where other answers would leave it, and where the constraint allows
 * none of the likely tokens it goes back to the likeliest of these branches itself: the cache still
 * holds what comes before.
 */
final class GreedyLane extends Lane {

  /** Tokens that are looked at for each token of an answer: more never come among the best. */
  private static final int WIDTH = 8;

  /** How often an answer goes back to its likeliest branch when the constraint ends its way. */
  private static final int RETREATS = 6;

  private final TokenChoice choice;
  private final int width;
  private final Drafts drafts;
  private final Branches branches = new Branches();
  private final DeadEnds deadEnds = new DeadEnds();
  private int retreats;
  private boolean strayed;

  /**
   * Starts the greedy answer.
   *
   * @param row the row
   * @param promptTokens how many tokens the prompt has
   * @param answer its answer
   * @param choice chooses tokens
   * @param others whether other answers follow
   * @param drafts guesses how it goes on
   */
  GreedyLane(
      int row, int promptTokens, Answer answer, TokenChoice choice, boolean others, Drafts drafts) {
    super(row, promptTokens, answer);
    this.choice = choice;
    this.width = choice.isFree() && !others ? 1 : WIDTH;
    this.drafts = drafts;
  }

  /** Where other answers leave it. */
  Branches branches() {
    return branches;
  }

  /** What is to be remembered of the answer. */
  KnownAnswer remembered() {
    return drafts.remembered(answer(), deadEnds, !strayed);
  }

  @Override
  int[] likely(int most) {
    return drafts.likeDeadEnds(answer(), deadEnds, most);
  }

  @Override
  int[] guess(int most) {
    return drafts.after(answer(), most);
  }

  @Override
  int[] known(int most) {
    return drafts.again(answer(), most);
  }

  @Override
  boolean choose(TopTokens next, int at) {
    List<TokenStep> steps = choice.steps(answer(), next, at, width, TokenChoice.LIKELY);
    KnownAnswer same = drafts.same(answer());
    if (same != null) {
      // Where it went back then, it takes at once what it took in the end.
      int place = answer().ids().size();
      steps = deadEnds.without(place, same.vainAt(place), steps);
    } else if (steps.isEmpty() && retreats++ < RETREATS) {
      Branches.Branch back = branches.takeBest();
      if (back != null) {
        deadEnds.add(answer().ids(), back.position());
        turnTo(answer().leaveAt(back.position(), back.step()));
        return false;
      }
    }
    if (steps.isEmpty()) {
      steps = choice.steps(answer(), next, at, width, TokenChoice.POSSIBLE);
    }
    if (steps.isEmpty()) {
      steps = choice.aside(answer(), next, at);
      strayed = true;
    }
    List<TokenStep> others = steps.subList(1, steps.size());
    branches.note(answer().ids().size(), answer().logProbability(), others);
    answer().add(steps.get(0));
    return true;
  }
}
