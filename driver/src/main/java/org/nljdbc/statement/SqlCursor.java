package org.nljdbc.statement;

import java.util.Locale;
import java.util.Set;

/** Goes over the words, strings, names and marks of a written statement, as a database reads it. */
final class SqlCursor {

  /** What a token is. */
  enum Kind {
    /** A key word, a name without quotes, or a number. */
    WORD,
    /** A string. */
    STRING,
    /** A name in quotes. */
    QUOTED,
    /** Any other single character. */
    MARK,
    /** The statement is at its end. */
    END
  }

  private final String sql;
  private final Set<Habit> habits;
  private Kind kind = Kind.END;
  private int start;
  private int end;
  private boolean open;

  SqlCursor(String sql, Set<Habit> habits, int from) {
    this.sql = sql;
    this.habits = habits;
    this.end = from;
  }

  /** Another cursor over the same statement. */
  SqlCursor from(int place) {
    return new SqlCursor(sql, habits, place);
  }

  /** Goes on from there. */
  void moveTo(int place) {
    end = place;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  Kind kind() {
    return kind;
  }

  /** Whether a quote or a comment was met that does not end. */
  boolean isOpen() {
    return open;
  }

  /** The token in upper case if it is a word, otherwise an empty text. */
  String word() {
    return kind == Kind.WORD ? sql.substring(start, end).toUpperCase(Locale.ROOT) : "";
  }

  /** The token as it is written. */
  String text() {
    return sql.substring(start, end);
  }

  boolean isMark(char c) {
    return kind == Kind.MARK && sql.charAt(start) == c;
  }

  /** The character at a place, or 0 behind the end. */
  char at(int place) {
    return place < sql.length() ? sql.charAt(place) : 0;
  }

  Kind next() {
    start = skip(end);
    kind = read();
    return kind;
  }

  private Kind read() {
    char c = at(start);
    if (start >= sql.length()) {
      end = start;
      return Kind.END;
    }
    if (c == '\'') {
      return quoted(Kind.STRING, start + 1, '\'', habits.contains(Habit.BACKSLASH));
    }
    if (c == '"') {
      return quoted(Kind.QUOTED, start + 1, '"', habits.contains(Habit.BACKSLASH));
    }
    if (c == '`') {
      return quoted(Kind.QUOTED, start + 1, '`', false);
    }
    if (c == '[' && habits.contains(Habit.BRACKETS)) {
      return until(Kind.QUOTED, "]", start + 1);
    }
    if (c == '$' && habits.contains(Habit.DOLLAR)) {
      return dollar();
    }
    end = endOfWord(start);
    if (end == start) {
      end++;
      return Kind.MARK;
    }
    return prefixed();
  }

  /** A word, or a string that begins with a letter. */
  private Kind prefixed() {
    if (end == start + 1 && at(end) == '\'') {
      char prefix = (char) (at(start) | ' ');
      if (prefix == 'e' && habits.contains(Habit.E_STRING)) {
        return quoted(Kind.STRING, end + 1, '\'', true);
      }
      if (prefix == 'q' && habits.contains(Habit.Q_STRING)) {
        char opener = at(end + 1);
        int pair = "([{<".indexOf(opener);
        String closer = (pair < 0 ? opener : ")]}>".charAt(pair)) + "'";
        return until(Kind.STRING, closer, end + 2);
      }
    }
    return Kind.WORD;
  }

  private Kind quoted(Kind found, int from, char quote, boolean backslash) {
    int place = from;
    while (place < sql.length()) {
      char c = sql.charAt(place++);
      if (c == '\\' && backslash) {
        place++;
      } else if (c == quote && at(place) == quote) {
        place++;
      } else if (c == quote) {
        end = place;
        return found;
      }
    }
    return unended(found);
  }

  private Kind until(Kind found, String closer, int from) {
    int close = sql.indexOf(closer, from);
    if (close < 0) {
      return unended(found);
    }
    end = close + closer.length();
    return found;
  }

  private Kind dollar() {
    int close = start + 1;
    while (Character.isLetterOrDigit(at(close)) || at(close) == '_') {
      close++;
    }
    if (at(close) != '$' || Character.isDigit(at(start + 1))) {
      end = start + 1;
      return Kind.MARK;
    }
    return until(Kind.STRING, sql.substring(start, close + 1), close + 1);
  }

  private Kind unended(Kind found) {
    open = true;
    end = sql.length();
    return found;
  }

  private int endOfWord(int from) {
    int place = from;
    while (place < sql.length()
        && Scan.isWordPart(sql.charAt(place))
        && !(sql.charAt(place) == '#' && habits.contains(Habit.HASH))) {
      place++;
    }
    return place;
  }

  /** The first place that is neither white space nor within a comment. */
  int skip(int from) {
    int place = from;
    while (true) {
      place = Scan.skipWhite(sql, place);
      if (isLineComment(place)) {
        place = Scan.endOfLine(sql, place);
      } else if (sql.startsWith("/*", place)) {
        int close = Scan.endOfBlockComment(sql, place, habits.contains(Habit.NESTED_COMMENT));
        open |= close < 0;
        place = close < 0 ? sql.length() : close;
      } else {
        return place;
      }
    }
  }

  private boolean isLineComment(int place) {
    return at(place) == '#' && habits.contains(Habit.HASH)
        || sql.startsWith("--", place)
            && !(habits.contains(Habit.SPACED_DASHES) && at(place + 2) > ' ');
  }
}
