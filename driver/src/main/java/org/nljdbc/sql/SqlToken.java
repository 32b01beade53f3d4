package org.nljdbc.sql;

import java.util.Locale;

/**
 * A token of SQL.
 *
 * @param kind what it is
 * @param text its text as written, quotes included
 * @param start index of its first character
 * @param end index after its last character
 */
record SqlToken(Kind kind, String text, int start, int end) {

  enum Kind {
    /** A key word or a name without quotes. */
    WORD,
    /** A name in quotes. */
    QUOTED,
    /** A string. */
    STRING,
    /** A number, or a parameter that stands for a value. */
    NUMBER,
    /** An operator or a mark, one character each. */
    MARK
  }

  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.MARK) && text.equalsIgnoreCase(word);
  }

  boolean isOneOf(java.util.Set<String> upperCaseWords) {
    return kind == Kind.WORD && upperCaseWords.contains(text.toUpperCase(Locale.ROOT));
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** The name without its quotes. */
  String name() {
    return kind == Kind.QUOTED ? Names.unquote(text) : text;
  }
}
