package org.nljdbc.statement;

import java.util.Locale;
import java.util.Set;

/**
 * A token of a written statement.
 *
 * @param kind what it is
 * @param text as it is written
 * @param start where it begins
 */
record Token(SqlCursor.Kind kind, String text, int start) {

  /** The token where a cursor stands. */
  static Token of(SqlCursor cursor) {
    return new Token(cursor.kind(), cursor.text(), cursor.start());
  }

  /** What stands in an expression for a question that was taken. */
  static Token ofQuestion(int start) {
    return new Token(SqlCursor.Kind.STRING, "", start);
  }

  boolean isMark(char c) {
    return kind == SqlCursor.Kind.MARK && text.charAt(0) == c;
  }

  boolean isOneOf(Set<String> upperCaseWords) {
    return kind == SqlCursor.Kind.WORD && upperCaseWords.contains(text.toUpperCase(Locale.ROOT));
  }

  boolean isWord(String upperCase) {
    return kind == SqlCursor.Kind.WORD && text.equalsIgnoreCase(upperCase);
  }

  /** A name or a key word, but no number. */
  boolean isName() {
    return kind == SqlCursor.Kind.QUOTED
        || kind == SqlCursor.Kind.WORD && !Character.isDigit(text.charAt(0));
  }
}
