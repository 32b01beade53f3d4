package org.nljdbc.plan;

import java.util.Locale;

/**
 * A plan as SVG: the query's result at the top, below each step those that it takes rows from. It
 * holds no script and no style sheet, so that it can stand in any page.
 */
final class PlanPicture {

  private static final double MARGIN = 12;
  private static final double ARROW = 6;

  private final StringBuilder svg = new StringBuilder();
  private final double total;

  private PlanPicture(double total) {
    this.total = total;
  }

  /**
   * Draws a plan.
   *
   * @param top its topmost step
   * @return an element {@code svg}
   */
  static String of(PlanStep top) {
    PlanBox box = PlanBox.of(top, MARGIN, MARGIN);
    return new PlanPicture(top.cost()).drawn(box);
  }

  private String drawn(PlanBox top) {
    String width = number(top.right() + MARGIN);
    String height = number(top.bottom() + MARGIN);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"The plan\"")
        .append(" width=\"" + width + "\" height=\"" + height + "\"")
        .append(" viewBox=\"0 0 " + width + " " + height + "\"")
        .append(" font-family=\"monospace\" font-size=\"12\" fill=\"currentColor\">\n");
    draw(top);
    return svg.append("</svg>\n").toString();
  }

  private void draw(PlanBox box) {
    svg.append("<g>\n<title>" + Markup.text(PlanLabel.whole(box.step())) + "</title>\n");
    svg.append("<rect")
        .append(pair("x", box.x()) + pair("y", box.y()))
        .append(pair("width", box.width()) + pair("height", box.height()))
        .append(" rx=\"4\" stroke=\"currentColor\" fill=\"#e67e22\"")
        .append(pair("fill-opacity", 0.04 + 0.5 * share(box.step())) + "/>\n");
    double line = box.y() + PlanBox.PADDING + 12;
    for (int i = 0; i < box.label().lines().size(); i++) {
      text(box, box.label().lines().get(i), line + i * PlanBox.LINE, i == 0);
    }
    svg.append("</g>\n");
    for (PlanBox input : box.inputs()) {
      arrow(input, box);
      draw(input);
    }
  }

  /** Its width is told too, so that it stays in its box whatever font the browser has. */
  private void text(PlanBox box, String text, double y, boolean bold) {
    svg.append("<text" + pair("x", box.x() + PlanBox.PADDING) + pair("y", y))
        .append(pair("textLength", PlanLabel.width(text) * PlanBox.COLUMN))
        .append(" lengthAdjust=\"spacingAndGlyphs\"")
        .append(bold ? " font-weight=\"bold\">" : ">")
        .append(Markup.text(text) + "</text>\n");
  }

  /** Rows go up; the more there are, the thicker the line. */
  private void arrow(PlanBox from, PlanBox to) {
    double end = to.y() + to.height();
    double middle = (from.y() + end) / 2;
    double rows = from.step().rows();
    double width = Double.isNaN(rows) ? 1 : 1 + Math.min(4, Math.log10(Math.max(1, rows)) / 2);
    svg.append("<path d=\"M" + point(from.centre(), from.y()) + " V" + number(middle))
        .append(" H" + number(to.centre()) + " V" + number(end + ARROW))
        .append("\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.6\"")
        .append(pair("stroke-width", width) + "/>\n");
    svg.append("<path d=\"M" + point(to.centre(), end) + " l-4 " + number(ARROW) + " h8 z\"/>\n");
  }

  /** What share of the whole cost a step has by itself; 0 where costs are not known. */
  private double share(PlanStep step) {
    double own = step.ownCost();
    return total > 0 && own > 0 ? Math.min(1, own / total) : 0;
  }

  private static String pair(String name, double value) {
    return " " + name + "=\"" + number(value) + "\"";
  }

  private static String point(double x, double y) {
    return number(x) + " " + number(y);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }
}
