package org.nljdbc.runtime.generate;

import java.util.List;
import org.nljdbc.runtime.engine.TopTokens;

/** An answer that has left the greedy one at a branch and goes on greedily. */
final class BranchLane extends Lane {

  private final TokenChoice choice;

  BranchLane(int row, int promptTokens, Answer answer, TokenChoice choice) {
    super(row, promptTokens, answer);
    this.choice = choice;
  }

  @Override
  boolean choose(TopTokens next, int at) {
    List<TokenStep> steps = choice.steps(answer(), next, at, 1, TokenChoice.POSSIBLE);
    answer().add((steps.isEmpty() ? choice.aside(answer(), next, at) : steps).get(0));
    return true;
  }
}
