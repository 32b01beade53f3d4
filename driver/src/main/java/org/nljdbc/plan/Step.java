package org.nljdbc.plan;

import java.util.ArrayList;
import java.util.List;

/** A step that is being read. */
final class Step {

  private static final int MOST_DEPTH = 100;

  String operation;
  String object = "";
  double rows = Double.NaN;
  double cost = Double.NaN;
  final List<String> details = new ArrayList<>();
  final List<Step> inputs = new ArrayList<>();

  Step(String operation) {
    this.operation = operation;
  }

  /** Takes a step below this one. */
  Step add(Step input) {
    inputs.add(input);
    return input;
  }

  /** Adds what else is told, unless it is nothing. */
  void detail(String text) {
    String told = text.strip().replaceAll("\\s+", " ");
    if (!told.isEmpty()) {
      details.add(told);
    }
  }

  /** Adds what goes on from the last detail, such as after a line break within a literal. */
  void more(String text) {
    int last = details.size() - 1;
    detail(last < 0 ? text : details.remove(last) + " " + text);
  }

  /** The step, once all is read. */
  PlanStep done() {
    return done(0);
  }

  private PlanStep done(int depth) {
    List<PlanStep> below = new ArrayList<>();
    if (depth < MOST_DEPTH) {
      inputs.forEach(each -> below.add(each.done(depth + 1)));
    }
    return new PlanStep(operation, object, details, rows, cost, below);
  }

  /** One step for several that nothing stands above. */
  static Step over(List<Step> tops) {
    if (tops.size() == 1) {
      return tops.get(0);
    }
    Step top = new Step("Query");
    top.inputs.addAll(tops);
    return top;
  }
}
