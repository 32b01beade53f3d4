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

  /**
   * Whether NL stands somewhere within a statement as a word, in front of it what may come before a
   * table (the end of FROM, JOIN, LATERAL or {@code oj}, a parenthesis, a comma, a semicolon or a
   * comment) or anything in a statement that may end in a query, and after it what opens a question
   * (a parenthesis, an apostrophe or a colon, with or without a verb). Whether that is within
   * quotes or a comment is not looked at, but the mere string {@code 'nl'} is none.
   */
  static boolean holdsNl(String statement) {
    // Every question has one of these, and to look for one character costs next to nothing.
    if (statement.indexOf('\'') < 0 && statement.indexOf(':') < 0) {
      return false;
    }
    for (int at = 1; at + 2 < statement.length(); at++) {
      if ((statement.charAt(at) | ' ') == 'n'
          && (statement.charAt(at + 1) | ' ') == 'l'
          && !isWordPart(statement.charAt(at + 2))
          && !isWordPart(statement.charAt(at - 1))
          && (mayComeBeforeTable(statement, at - 1) || mayEndInQuery(statement))
          && opensQuestion(statement, at + 2)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayComeBeforeTable(String statement, int last) {
    int at = last;
    while (at >= 0 && isWhite(statement.charAt(at))) {
      if (statement.charAt(at) == '\n' || statement.charAt(at) == '\r') {
        return true; // the line may end with a comment
      }
      at--;
    }
    return at >= 0
        && switch (statement.charAt(at)) {
          case '(', ',', ';', '/', 'M', 'm', 'N', 'n', 'L', 'l', 'J', 'j' -> true;
          default -> false;
        };
  }

  /** Whether a statement begins as EXPLAIN, CREATE and INSERT do, which may end in a query. */
  private static boolean mayEndInQuery(String statement) {
    int start = skipWhiteAndComments(statement, 0);
    return start < statement.length()
        && switch (statement.charAt(start) | ' ') {
          case 'e', 'c', 'i' -> true;
          default -> false;
        };
  }

  private static boolean opensQuestion(String statement, int afterNl) {
    int at = skipWhiteAndComments(statement, afterNl);
    if (at < statement.length() && statement.charAt(at) == '(') {
      return true;
    }
    at = skipWhite(statement, endOfWord(statement, at));
    return at < statement.length() && (statement.charAt(at) == ':' || statement.charAt(at) == '\'');
  }

  /**
   * The first place that is neither white space nor within a comment; an open comment goes on.
   * Comments nest; where they do not, this reads further and finds no question.
   */
  static int skipWhiteAndComments(String text, int from) {
    int at = from;
    while (true) {
      at = skipWhite(text, at);
      char first = at + 1 < text.length() ? text.charAt(at) : 0;
      if (first == '-' && text.charAt(at + 1) == '-') {
        at = endOfLine(text, at);
      } else if (first == '/' && text.charAt(at + 1) == '*') {
        int end = endOfBlockComment(text, at, true);
        at = end < 0 ? text.length() : end;
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

  /**
   * Where a block comment ends that begins there, or -1 if it does not end.
   *
   * @param nested whether a comment may hold a comment, as in standard SQL
   */
  static int endOfBlockComment(String text, int from, boolean nested) {
    int depth = 1;
    int at = from + 2;
    while (at < text.length()) {
      if (nested && text.startsWith("/*", at)) {
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
    return -1;
  }

  private static boolean isWhite(char c) {
    return c <= ' ' || (c >= 0x7F && (Character.isWhitespace(c) || isInvisible(c)));
  }

  /** The no-break space and the byte order mark, which editors leave in copied text. */
  private static boolean isInvisible(char c) {
    return c == 0xA0 || c == 0xFEFF;
  }

  static boolean isWordPart(char c) {
    return c == '_' || c == '$' || c == '#' || Character.isLetterOrDigit(c);
  }
}
