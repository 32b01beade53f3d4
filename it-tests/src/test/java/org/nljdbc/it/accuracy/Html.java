package org.nljdbc.it.accuracy;

import java.util.List;

/** Builds a page of HTML; whatever text is given stands in it as text. */
final class Html {

  private final StringBuilder page = new StringBuilder();

  /**
   * Begins a page.
   *
   * @param title its title
   * @param style its style sheet
   */
  Html(String title, String style) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title><style>")
        .append(style)
        .append("</style></head><body>\n");
    element("h1", title);
  }

  /** Adds an element that holds a text. */
  Html element(String name, String text) {
    page.append('<').append(name).append('>').append(escaped(text));
    page.append("</").append(name).append(">\n");
    return this;
  }

  /** Opens an element of a class. */
  Html open(String name, String cssClass) {
    page.append('<').append(name).append(" class=\"").append(cssClass).append("\">\n");
    return this;
  }

  /** Closes an element. */
  Html close(String name) {
    page.append("</").append(name).append(">\n");
    return this;
  }

  /** Adds a table. */
  Html table(List<String> head, List<List<String>> rows) {
    page.append("<table><tr>");
    head.forEach(cell -> cell("th", cell));
    page.append("</tr>\n");
    for (List<String> row : rows) {
      page.append("<tr>");
      row.forEach(cell -> cell("td", cell));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
    return this;
  }

  private void cell(String name, String text) {
    page.append('<').append(name).append('>').append(escaped(text));
    page.append("</").append(name).append('>');
  }

  /** Adds a bar. share: 0 to 1. */
  Html bar(String label, double share, String value) {
    long percent = Math.round(share * 100);
    page.append("<div class=\"bar\"><span class=\"label\">")
        .append(escaped(label))
        .append("</span><span class=\"track\"><span class=\"fill\" style=\"width:")
        .append(percent)
        .append("%\"></span></span><span>")
        .append(escaped(value))
        .append("</span></div>\n");
    return this;
  }

  /** The whole page. */
  String text() {
    return page + "</body></html>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
