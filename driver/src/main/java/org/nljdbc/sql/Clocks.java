package org.nljdbc.sql;

import java.util.List;
import java.util.Set;
import org.nljdbc.schema.Dialect;

/** The words by which SQL asks the database what day or time it is. */
public final class Clocks {

  private static final Set<String> WORDS =
      Set.of(
          "CURRENT_DATE",
          "CURRENT_TIMESTAMP",
          "LOCALTIMESTAMP",
          "CURDATE",
          "NOW",
          "SYSDATE",
          "UTC_DATE",
          "UTC_TIMESTAMP");

  private Clocks() {}

  /**
   * Whether a statement reads the database's clock.
   *
   * @param sql the statement
   * @param dialect its dialect
   * @return false also where the statement has no single reading
   */
  public static boolean areReadBy(String sql, Dialect dialect) {
    try {
      List<SqlToken> tokens = SqlLexer.tokens(sql, dialect);
      return tokens.stream().anyMatch(token -> token.isOneOf(WORDS) || isNow(token));
    } catch (SqlLexer.LexException unreadable) {
      return false;
    }
  }

  /** SQLite's way. */
  private static boolean isNow(SqlToken token) {
    return token.kind() == SqlToken.Kind.STRING
        && Names.unquote(token.text()).equalsIgnoreCase("now");
  }
}
