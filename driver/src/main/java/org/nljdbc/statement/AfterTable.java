package org.nljdbc.statement;

import java.util.Set;

/** What follows a table of a FROM clause. */
enum AfterTable {
  /** Its alias, and then what may follow that. */
  ALIAS,
  /** What may follow a table without an alias. */
  NO_ALIAS,
  /** Something that follows no table. */
  ELSE;

  private static final Set<String> WORDS =
      Set.of(
          "JOIN",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "OUTER",
          "CROSS",
          "NATURAL",
          "STRAIGHT_JOIN",
          "ON",
          "USING",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "FOR",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MINUS",
          "WINDOW",
          "QUALIFY",
          "RETURNING",
          "WITH",
          "WHEN",
          "CONNECT",
          "START",
          "TABLESAMPLE",
          "PIVOT",
          "UNPIVOT",
          "LOCK",
          "INTO");

  /** Words that stand in no place of an alias. */
  private static final Set<String> NO_NAMES = Set.of("AND", "OR", "NOT", "SELECT", "FROM", "IN");

  /** Looks at what comes next, and moves the cursor. */
  static AfterTable read(SqlCursor cursor) {
    cursor.next();
    if (isEnd(cursor)) {
      return NO_ALIAS;
    }
    if (cursor.word().equals("AS")) {
      cursor.next();
    }
    boolean name = cursor.kind() == SqlCursor.Kind.WORD || cursor.kind() == SqlCursor.Kind.QUOTED;
    if (!name || NO_NAMES.contains(cursor.word())) {
      return ELSE;
    }
    cursor.next();
    if (cursor.isMark('(')) {
      while (!cursor.isMark(')') && cursor.kind() != SqlCursor.Kind.END) {
        cursor.next();
      }
      cursor.next();
    }
    return isEnd(cursor) ? ALIAS : ELSE;
  }

  /**
   * The alias that a cursor has come to behind a table.
   *
   * @return it as written, or an empty text; after FOR, TABLESAMPLE and their like there is none
   */
  static String alias(SqlCursor cursor) {
    if (cursor.word().equals("AS")) {
      cursor.next();
    }
    boolean name =
        cursor.kind() == SqlCursor.Kind.QUOTED
            || cursor.kind() == SqlCursor.Kind.WORD
                && !isEnd(cursor)
                && !NO_NAMES.contains(cursor.word())
                && !cursor.word().equals("SET");
    return name ? cursor.text() : "";
  }

  private static boolean isEnd(SqlCursor token) {
    return token.kind() == SqlCursor.Kind.END
        || token.isMark(')')
        || token.isMark(',')
        || token.isMark(';')
        || token.isMark('}')
        || WORDS.contains(token.word());
  }
}
