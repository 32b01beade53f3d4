package org.nljdbc.plan;

import java.util.List;

/**
 * A step of a plan, with the steps whose rows it takes.
 *
 * @param operation what is done, as the database calls it
 * @param object what it is done to, such as a table with its alias; empty where there is nothing
 * @param details what else the database tells, one fact each
 * @param rows rows that the database expects of it, NaN where it does not tell
 * @param cost what the database thinks it costs with all that is below it, in the database's own
 *     unit; NaN where it does not tell
 * @param inputs the steps below, in the order in which the database tells them
 */
public record PlanStep(
    String operation,
    String object,
    List<String> details,
    double rows,
    double cost,
    List<PlanStep> inputs) {

  /** Keeps its own copies of the lists. */
  public PlanStep {
    details = List.copyOf(details);
    inputs = List.copyOf(inputs);
  }

  /** What it costs without the steps below, never negative; NaN where that is not known. */
  double ownCost() {
    double below = inputs.stream().mapToDouble(PlanStep::cost).filter(each -> each > 0).sum();
    return Math.max(0, cost - below);
  }
}
