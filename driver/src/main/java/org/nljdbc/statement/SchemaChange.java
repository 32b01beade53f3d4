package org.nljdbc.statement;

import org.jspecify.annotations.Nullable;

/** Tells by its first word whether a statement may change the schema that questions see. */
public final class SchemaChange {

  /** Definitions, and what makes another schema the current one. */
  private static final String[] FIRST_WORDS = {
    "CREATE", "ALTER", "DROP", "RENAME", "COMMENT", "SET", "USE", "ATTACH", "DETACH"
  };

  private SchemaChange() {}

  /**
   * Whether the schema may be another after a statement. Allocates nothing.
   *
   * @param statement the statement, or null
   * @return true if so; too often rather than too seldom
   */
  public static boolean mayFollow(@Nullable String statement) {
    if (statement == null) {
      return false;
    }
    int start = Scan.skipWhiteAndComments(statement, 0);
    int length = Scan.endOfWord(statement, start) - start;
    for (String word : FIRST_WORDS) {
      if (length == word.length() && statement.regionMatches(true, start, word, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
