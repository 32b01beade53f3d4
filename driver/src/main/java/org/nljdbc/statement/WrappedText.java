package org.nljdbc.statement;

import java.sql.SQLException;

/**
 * Finds where a free text in parentheses ends. English has apostrophes and SQL has quotes, so each
 * parenthesis is tried that balances the opening one, with what stands in quotes left out and with
 * it counted; the one is taken behind which the statement goes on as it can behind a table.
 */
final class WrappedText {

  private final String sql;
  private final SqlCursor cursor;
  private final int from;
  private final int depth;

  /**
   * Prepares.
   *
   * @param sql the statement
   * @param cursor how the statement is read
   * @param from where the text begins
   * @param depth how many parentheses are open around the one that holds the text
   */
  WrappedText(String sql, SqlCursor cursor, int from, int depth) {
    this.sql = sql;
    this.cursor = cursor;
    this.from = from;
    this.depth = depth;
  }

  /**
   * Where the closing parenthesis stands.
   *
   * @param inWith whether the text stands for a query of WITH rather than a table
   * @throws SQLException 42000 if there is none, or a doubt which one it is
   */
  int end(boolean inWith) throws SQLException {
    int plain = balance(false);
    int unquoted = balance(true);
    boolean plainHolds = holds(plain, inWith);
    boolean unquotedHolds = holds(unquoted, inWith);
    if (plain == unquoted ? !plainHolds : plainHolds == unquotedHolds) {
      throw new SQLException(
          "It is not clear where the question ends that begins at character "
              + (from + 1)
              + ": a bracket or an apostrophe in it has no partner, or something follows that fits"
              + " no table. Quote the question: (NL 'what''s the total')",
          "42000");
    }
    return plainHolds ? plain : unquoted;
  }

  /** The parenthesis that balances the one before the text, or -1. */
  private int balance(boolean skipQuoted) {
    int open = 1;
    char quote = 0;
    for (int at = from; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (quote != 0) {
        quote = c == quote && closes(at) ? 0 : quote;
      } else if (skipQuoted && (c == '\'' || c == '"') && opens(at)) {
        quote = c;
      } else if (c == '(') {
        open++;
      } else if (c == ')' && --open == 0) {
        return at;
      }
    }
    return -1;
  }

  /** Whether a mark can open quotes: not the apostrophe of {@code what's}, nor an inch. */
  private boolean opens(int mark) {
    return !Character.isLetterOrDigit(sql.charAt(mark - 1)) && cursor.at(mark + 1) > ' ';
  }

  private boolean closes(int mark) {
    return !Character.isLetterOrDigit(cursor.at(mark + 1)) && sql.charAt(mark - 1) > ' ';
  }

  private boolean holds(int end, boolean inWith) {
    return end >= 0
        && !sharesOdd('\'', end)
        && !sharesOdd('"', end)
        && goesOn(end + 1, inWith)
        && isWhole(end + 1);
  }

  /** Whether the text has a mark without a partner, which may be one behind the text. */
  private boolean sharesOdd(char mark, int end) {
    long inText = sql.substring(from, end).chars().filter(c -> c == mark).count();
    return inText % 2 == 1 && sql.indexOf(mark, end) >= 0;
  }

  private boolean goesOn(int place, boolean inWith) {
    SqlCursor next = cursor.from(place);
    if (!inWith) {
      return AfterTable.read(next) != AfterTable.ELSE;
    }
    next.next();
    return next.isMark(',') || next.kind() == SqlCursor.Kind.WORD;
  }

  /**
   * Whether quotes and parentheses close in the rest of the statement, and none of its comments
   * hides a parenthesis, which might be the text's own.
   */
  private boolean isWhole(int place) {
    SqlCursor rest = cursor.from(place);
    int open = depth;
    boolean hidden = false;
    int end = place;
    while (rest.next() != SqlCursor.Kind.END && open >= 0) {
      open += rest.isMark('(') ? 1 : rest.isMark(')') ? -1 : 0;
      hidden |= sql.substring(end, rest.start()).indexOf(')') >= 0;
      end = rest.end();
    }
    hidden |= open >= 0 && sql.substring(end, rest.start()).indexOf(')') >= 0;
    return open == 0 && !hidden && !rest.isOpen();
  }
}
