package org.nljdbc.statement;

import java.sql.SQLException;

/**
 * A text in apostrophes.
 *
 * @param text the text, with {@code ''} read as one apostrophe
 * @param end behind its closing apostrophe
 */
record QuotedText(String text, int end) {

  private static final String DOUBLE_IT =
      ". If an apostrophe within the question ended it, write that apostrophe twice:"
          + " NL 'what''s the total'";

  /**
   * Reads one.
   *
   * @param statement the whole statement
   * @param quote where the opening apostrophe stands
   * @return the text
   * @throws SQLException 42000 if it does not end
   */
  static QuotedText read(String statement, int quote) throws SQLException {
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
        return new QuotedText(text.toString(), at);
      }
    }
    throw new SQLException(
        "The quoted question does not end: its closing apostrophe is missing.", "42000");
  }

  /** The error that says what follows the question at a place. */
  static SQLException followed(int place) {
    return new SQLException(
        "Something follows the quoted question, at character " + (place + 1) + DOUBLE_IT, "42000");
  }
}
