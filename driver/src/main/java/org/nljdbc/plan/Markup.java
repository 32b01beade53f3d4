package org.nljdbc.plan;

/**
 * Text for HTML and SVG. Names and values are data of others: they become text and nothing else, in
 * elements as in attributes with quotes.
 */
final class Markup {

  private Markup() {}

  /**
   * Escapes a text; characters that show nothing, or turn the direction of others, are replaced.
   */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.appendCodePoint(character);
      default -> escaped.appendCodePoint(shows(character) ? character : '\ufffd');
    }
  }

  private static boolean shows(int character) {
    int kind = Character.getType(character);
    boolean turns =
        character >= 0x202a && character <= 0x202e || character >= 0x2066 && character <= 0x2069;
    return kind != Character.CONTROL
        && kind != Character.SURROGATE
        && kind != Character.LINE_SEPARATOR
        && kind != Character.PARAGRAPH_SEPARATOR
        && !turns
        && (character & 0xfffe) != 0xfffe;
  }
}
