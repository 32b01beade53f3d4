package org.nljdbc.statement;

import java.sql.SQLException;

/** Reads a question in apostrophes. */
final class QuotedText {

  private QuotedText() {}

  /**
   * The text of a quoted question that ends its statement.
   *
   * @param statement the whole statement
   * @param quote where the opening apostrophe stands
   * @return the text, with {@code ''} read as one apostrophe
   * @throws SQLException 42000 if it does not end, or something follows
   */
  static String read(String statement, int quote) throws SQLException {
    StringBuilder text = new StringBuilder();
    int at = quote + 1;
    while (at < statement.length()) {
      char c = statement.charAt(at++);
      if (c != '\'') {
        text.append(c);
      } else if (at < statement.length() && statement.charAt(at) == '\'') {
        text.append(c);
        at++;
      } else {
        end(statement, at);
        return text.toString();
      }
    }
    throw new SQLException(
        "The quoted question does not end: its closing apostrophe is missing.", "42000");
  }

  private static void end(String statement, int from) throws SQLException {
    int at = Scan.skipWhiteAndComments(statement, from);
    while (at < statement.length() && statement.charAt(at) == ';') {
      at = Scan.skipWhiteAndComments(statement, at + 1);
    }
    if (at < statement.length()) {
      throw new SQLException(
          "Something follows the quoted question, at character "
              + (at + 1)
              + ". If an apostrophe within the question ended it, write that apostrophe twice:"
              + " NL 'what''s the total'",
          "42000");
    }
  }
}
