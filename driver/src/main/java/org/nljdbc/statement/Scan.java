package org.nljdbc.statement;

/** Steps over white space, comments and words of a statement. Allocates nothing. */
final class Scan {

  private Scan() {}

  /** Where the statement goes on after its leading NL, or -1 if it does not begin with that. */
  static int afterNl(String statement) {
    int at = skipWhiteAndComments(statement, 0);
    if (at + 2 > statement.length()
        || (statement.charAt(at) | ' ') != 'n'
        || (statement.charAt(at + 1) | ' ') != 'l') {
      return -1;
    }
    int end = at + 2;
    return end == statement.length() || !isWordPart(statement.charAt(end)) ? end : -1;
  }

  /** The first place that is neither white space nor within a comment; an open comment goes on. */
  static int skipWhiteAndComments(String text, int from) {
    int at = from;
    while (true) {
      at = skipWhite(text, at);
      if (text.startsWith("--", at)) {
        at = endOfLine(text, at);
      } else if (text.startsWith("/*", at)) {
        at = endOfBlockComment(text, at);
      } else {
        return at;
      }
    }
  }

  static int skipWhite(String text, int from) {
    int at = from;
    while (at < text.length() && isWhite(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static int endOfLine(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  static int startOfNextLine(String text, int lineEnd) {
    if (lineEnd >= text.length()) {
      return lineEnd;
    }
    return lineEnd + (text.startsWith("\r\n", lineEnd) ? 2 : 1);
  }

  /** Cuts off block comments at the end, as tools append them. */
  static String withoutTrailingBlockComments(String text) {
    String rest = text;
    while (true) {
      String stripped = rest.stripTrailing();
      int opening = stripped.endsWith("*/") ? stripped.lastIndexOf("/*") : -1;
      if (opening < 0 || opening + 4 > stripped.length()) {
        return rest;
      }
      rest = stripped.substring(0, opening);
    }
  }

  /** Comments nest in standard SQL; where they do not, this reads further and finds no question. */
  private static int endOfBlockComment(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return at;
        }
      } else {
        at++;
      }
    }
    return at;
  }

  private static boolean isWhite(char c) {
    return c <= ' ' || (c >= 0x7F && (Character.isWhitespace(c) || isInvisible(c)));
  }

  /** The no-break space and the byte order mark, which editors leave in copied text. */
  private static boolean isInvisible(char c) {
    return c == 0xA0 || c == 0xFEFF;
  }

  private static boolean isWordPart(char c) {
    return c == '_' || c == '$' || c == '#' || Character.isLetterOrDigit(c);
  }
}
