package org.nljdbc.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a step stands in the picture, in pixels from the left upper corner. Each has a strip of its
 * own, as wide as all that is below it, so that no two boxes meet.
 */
record PlanBox(
    PlanStep step,
    PlanLabel label,
    double x,
    double y,
    double width,
    double height,
    List<PlanBox> inputs) {

  /** Width of a column of text. */
  static final double COLUMN = 7.2;

  /** Height of a line of text. */
  static final double LINE = 16;

  static final double PADDING = 8;
  private static final double BESIDE = 20;
  private static final double BELOW = 36;

  /** Places a step and all below it. */
  static PlanBox of(PlanStep top, double left, double upper) {
    PlanLabel label = PlanLabel.of(top);
    double width = label.columns() * COLUMN + 2 * PADDING;
    double height = label.lines().size() * LINE + 2 * PADDING;
    double below = upper + height + BELOW;
    double strip = strip(top);
    double at = left + Math.max(0, (strip - inputs(top)) / 2);
    List<PlanBox> inputs = new ArrayList<>();
    for (PlanStep input : top.inputs()) {
      inputs.add(of(input, at, below));
      at += strip(input) + BESIDE;
    }
    return new PlanBox(
        top, label, left + (strip - width) / 2, upper, width, height, List.copyOf(inputs));
  }

  private static double strip(PlanStep step) {
    double own = PlanLabel.of(step).columns() * COLUMN + 2 * PADDING;
    return Math.max(own, inputs(step));
  }

  private static double inputs(PlanStep step) {
    double all = step.inputs().stream().mapToDouble(PlanBox::strip).sum();
    return all + Math.max(0, step.inputs().size() - 1) * BESIDE;
  }

  double centre() {
    return x + width / 2;
  }

  /** The right edge of all of it. */
  double right() {
    return inputs.stream().mapToDouble(PlanBox::right).reduce(x + width, Math::max);
  }

  /** The lower edge of all of it. */
  double bottom() {
    return inputs.stream().mapToDouble(PlanBox::bottom).reduce(y + height, Math::max);
  }
}
