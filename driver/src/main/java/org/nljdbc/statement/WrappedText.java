package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.Set;

/**
 * Finds where a free text in parentheses ends. English has apostrophes and SQL has quotes, so each
 * parenthesis is tried that balances the opening one, with what stands in quotes left out and with
 * it counted; the one is taken behind which the statement goes on as it can behind what the text
 * stands for.
 */
final class WrappedText {

  /** What the text stands for, on which it depends what may follow. */
  enum Behind {
    /** A table. */
    TABLE,
    /** A query of WITH. */
    QUERY,
    /** A part of an expression. */
    OPERAND
  }

  /** What may follow a part of an expression, besides an alias in a SELECT list. */
  private static final Set<String> AFTER_OPERAND =
      Set.of(
          ("AND OR XOR IS IN NOT LIKE ILIKE BETWEEN THEN ELSE END WHEN AS FROM WHERE GROUP HAVING"
                  + " ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS RETURNING ON JOIN INNER"
                  + " LEFT RIGHT FULL CROSS NATURAL WINDOW QUALIFY ASC DESC NULLS COLLATE DIV MOD FOR"
                  + " INTO SET")
              .split(" "));

  private static final String MARKS_AFTER_OPERAND = "),;=<>!+-*/%|&]}:";

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
   * @param behind what the text stands for
   * @throws SQLException 42000 if there is none, or a doubt which one it is
   */
  int end(Behind behind) throws SQLException {
    int plain = balance(false);
    int unquoted = balance(true);
    boolean plainHolds = holds(plain, behind);
    boolean unquotedHolds = holds(unquoted, behind);
    if (plain == unquoted ? !plainHolds : plainHolds == unquotedHolds) {
      throw new SQLException(
          "It is not clear where the question ends that begins at character "
              + (from + 1)
              + ": a bracket or an apostrophe in it has no partner, or something follows that fits"
              + " what it stands for. Quote the question: (NL 'what''s the total')",
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

  private boolean holds(int end, Behind behind) {
    return end >= 0
        && !sharesOdd('\'', end)
        && !sharesOdd('"', end)
        && goesOn(end + 1, behind)
        && isWhole(end + 1);
  }

  /** Whether the text has a mark without a partner, which may be one behind the text. */
  private boolean sharesOdd(char mark, int end) {
    long inText = sql.substring(from, end).chars().filter(c -> c == mark).count();
    return inText % 2 == 1 && sql.indexOf(mark, end) >= 0;
  }

  private boolean goesOn(int place, Behind behind) {
    SqlCursor next = cursor.from(place);
    return switch (behind) {
      case TABLE -> AfterTable.read(next) != AfterTable.ELSE;
      case QUERY -> {
        next.next();
        yield next.isMark(',') || next.kind() == SqlCursor.Kind.WORD;
      }
      case OPERAND -> goesOnBehindOperand(next);
    };
  }

  private static boolean goesOnBehindOperand(SqlCursor next) {
    return switch (next.next()) {
      case END -> true;
      case MARK -> MARKS_AFTER_OPERAND.contains(next.text());
      case STRING -> false;
      case WORD, QUOTED -> AFTER_OPERAND.contains(next.word()) || isAlias(next);
    };
  }

  /** Whether it is a name of a SELECT list, which it or its FROM goes on behind. */
  private static boolean isAlias(SqlCursor name) {
    name.next();
    return name.isMark(',') || name.word().equals("FROM") || name.kind() == SqlCursor.Kind.END;
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
