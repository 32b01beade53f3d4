package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Makes the question of what was written for it.
 *
 * @param maxCodePoints most Unicode code points of a question, 1 or more
 */
record QuestionText(int maxCodePoints) {

  private static final String SYNTAX = "42000";
  private static final String TOO_LONG = "54000";

  /**
   * Where one question ends and another one begins. A '?' behind white space may be a parameter.
   */
  private static final Pattern SEVERAL = Pattern.compile("[\\p{L}\\p{N}_]\\?\\s*;\\s*\\p{L}");

  /** What is quoted within a question, which may be anything. */
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])");

  /**
   * The question of a text after a colon: its lines up to its end, without comments.
   *
   * @throws SQLException 42000 if something follows its end; else as {@link #checked}
   */
  String free(String rest) throws SQLException {
    return single(freeEarlier(rest));
  }

  /**
   * The same for a question that was taken before, whatever it holds.
   *
   * @throws SQLException 42000 if something follows its end; else as {@link #earlier}
   */
  String freeEarlier(String rest) throws SQLException {
    String body = Scan.withoutTrailingBlockComments(rest).stripLeading();
    StringBuilder text = new StringBuilder();
    int at = 0;
    boolean ended = false;
    while (at < body.length() && !ended) {
      int lineEnd = Scan.endOfLine(body, at);
      String line = body.substring(at, lineEnd).strip();
      at = Scan.startOfNextLine(body, lineEnd);
      if (line.startsWith("--")) {
        continue;
      }
      ended = line.isEmpty() || line.endsWith(";");
      while (line.endsWith(";")) {
        line = line.substring(0, line.length() - 1).stripTrailing();
      }
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
    if (Scan.skipWhiteAndComments(body, at) < body.length()) {
      throw new SQLException(
          "More than one statement: a question ends at a ';' at the end of a line or at a blank"
              + " line, and something follows it. Did an apostrophe hide the ';' from the tool that"
              + " sent this? Then quote the question: NL 'what''s the total'",
          SYNTAX);
    }
    return earlier(Scan.withoutTrailingBlockComments(text.toString()));
  }

  /**
   * The question of a text that is nothing else.
   *
   * @throws SQLException 42000 if it is empty or several, 54000 if it is too long
   */
  String checked(String text) throws SQLException {
    return single(earlier(text));
  }

  /**
   * A question that was taken before, to be named again.
   *
   * @throws SQLException 42000 if it is empty, 54000 if it is too long
   */
  String earlier(String text) throws SQLException {
    String question = text.strip();
    if (question.isEmpty()) {
      throw new SQLException("The question is empty. " + Phrase.FORM, SYNTAX);
    }
    int length = question.codePointCount(0, question.length());
    if (length > maxCodePoints) {
      throw new SQLException(
          "The question is too long: "
              + length
              + " characters; nl.questionMaxLength allows "
              + maxCodePoints
              + ". Ask more briefly, or raise that setting.",
          TOO_LONG);
    }
    return question;
  }

  private static String single(String question) throws SQLException {
    if (SEVERAL.matcher(QUOTED.matcher(question).replaceAll("''")).find()) {
      throw new SQLException(
          "More than one question: a '?' and a ';' stand between them. Ask each in a statement of"
              + " its own.",
          SYNTAX);
    }
    return question;
  }
}
