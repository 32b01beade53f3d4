package org.nljdbc.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Shows that a statement can only read, or says why it cannot be shown. It works on tokens alone:
 * no parser's view of the statement has to agree with the database's.
 *
 * <p>A statement passes if it is one statement, begins a query, holds no word that writes, locks or
 * executes in a place where it could do so, and calls only functions that are known to compute.
 */
final class ReadOnlyPolicy {

  private static final Set<String> HEADS = Set.of("SELECT", "WITH", "VALUES");
  private static final Set<String> WRITES =
      Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "UPSERT", "TRUNCATE");
  private static final Set<String> QUERY_STARTS = Set.of("SELECT", "WITH", "VALUES", "TABLE");
  private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE", "NO", "KEY", "READ");

  /** What may follow a column that has the name of a command. */
  private static final Set<String> AFTER_A_NAME =
      Set.of(
          "AS",
          "FROM",
          "IS",
          "IN",
          "NOT",
          "LIKE",
          "BETWEEN",
          "AND",
          "OR",
          "THEN",
          "ELSE",
          "END",
          "WHEN",
          "ASC",
          "DESC",
          "NULLS",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "COLLATE");

  /** Words that begin a statement of their own where no semicolon is needed in between. */
  private static final Set<String> Q_QUOTES = Set.of("Q", "NQ");

  private static final Set<String> DUCKDB_QUERIES =
      Set.of("FROM", "PIVOT", "UNPIVOT", "SUMMARIZE", "DESCRIBE", "DESC", "SHOW", "TABLE");

  private static final Set<String> COMMANDS =
      Set.of(
          "EXEC",
          "EXECUTE",
          "CREATE",
          "ALTER",
          "DROP",
          "GRANT",
          "REVOKE",
          "DENY",
          "SHUTDOWN",
          "KILL",
          "BACKUP",
          "RESTORE",
          "DBCC",
          "BULK",
          "WAITFOR",
          "RECONFIGURE",
          "CHECKPOINT",
          "DECLARE",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "SAVE",
          "USE",
          "SET",
          "CALL");

  private static final Set<String> SEQUENCES = Set.of("NEXTVAL", "CURRVAL", "SETVAL");

  private final List<SqlToken> tokens;
  private final Dialect dialect;

  private ReadOnlyPolicy(List<SqlToken> tokens, Dialect dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
  }

  /**
   * Checks a statement.
   *
   * @param tokens its tokens, without a closing semicolon
   * @param dialect its dialect
   * @return what is wrong, or null if it can only read
   */
  static SqlProblem.@Nullable NotReadOnly check(List<SqlToken> tokens, Dialect dialect) {
    String fault = new ReadOnlyPolicy(tokens, dialect).fault();
    return fault == null ? null : new SqlProblem.NotReadOnly(fault);
  }

  private @Nullable String fault() {
    int head = 0;
    while (head < tokens.size() && tokens.get(head).is("(")) {
      head++;
    }
    if (head == tokens.size() || !tokens.get(head).isOneOf(HEADS)) {
      String word = head == tokens.size() ? "nothing" : tokens.get(head).text();
      return "a beginning other than SELECT or WITH (" + shortened(word) + ")";
    }
    for (int i = 0; i < tokens.size(); i++) {
      String fault = faultAt(i);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String faultAt(int i) {
    SqlToken token = tokens.get(i);
    if (token.is(";")) {
      return "a second statement after a semicolon";
    }
    if (token.is(":") && at(i + 1, "=")) {
      return "an assignment to a variable";
    }
    String own = ownFault(i, token);
    if (own != null) {
      return own;
    }
    if (token.is(")") && at(i + 1, ".") && dialect == Dialect.POSTGRESQL) {
      return "a field or function taken from an expression in parentheses";
    }
    if (token.kind() == SqlToken.Kind.WORD) {
      String fault = wordFault(i, token.text().toUpperCase(Locale.ROOT));
      if (fault != null) {
        return fault;
      }
    }
    if (token.isName() && at(i + 1, "(")) {
      return callFault(i);
    }
    return null;
  }

  /** What only one database understands, and our parser does not. */
  private @Nullable String ownFault(int i, SqlToken token) {
    boolean string = i + 1 < tokens.size() && tokens.get(i + 1).kind() == SqlToken.Kind.STRING;
    return switch (dialect) {
      case ORACLE ->
          string && token.isOneOf(Q_QUOTES) ? "a string in quotes of its own (q'...')" : null;
      case SQLSERVER -> token.is("WITH") && at(i + 1, "(") ? "a table hint (WITH (...))" : null;
      case DUCKDB -> {
        boolean query =
            token.is("(") && i + 1 < tokens.size() && tokens.get(i + 1).isOneOf(DUCKDB_QUERIES);
        boolean file = token.is("TABLE") && string || token.is("GLOB") && at(i + 1, "(");
        boolean position =
            token.is("#")
                && i + 1 < tokens.size()
                && tokens.get(i + 1).kind() == SqlToken.Kind.NUMBER;
        yield query || file
            ? "a query in a form that is not checked"
            : position ? "a column by its place (#)" : null;
      }
      default -> null;
    };
  }

  private @Nullable String wordFault(int i, String word) {
    boolean isColumn = at(i - 1, ".");
    if (isColumn) {
      return SEQUENCES.contains(word) ? "a sequence that would move on (" + word + ")" : null;
    }
    if (WRITES.contains(word) && writes(i)) {
      return "a " + word + " inside";
    }
    if (dialect.isPlain() && COMMANDS.contains(word) && !at(i - 1, "AS")) {
      return "a " + word + " inside";
    }
    return switch (word) {
      case "INTO" -> "INTO";
      case "OUTFILE", "DUMPFILE" -> dialect.isMySqlFamily() ? "output to a file" : null;
      case "PROCEDURE" -> dialect.isMySqlFamily() ? "PROCEDURE" : null;
      case "FOR" ->
          i + 1 < tokens.size() && tokens.get(i + 1).isOneOf(LOCKS) ? "FOR UPDATE or SHARE" : null;
      case "LOCK" -> at(i + 1, "IN") ? "LOCK IN SHARE MODE" : null;
      case "VALUE" ->
          at(i + 1, "FOR") && (at(i - 1, "NEXT") || at(i - 1, "PREVIOUS"))
              ? "a sequence that would move on"
              : null;
      default -> null;
    };
  }

  /** Whether a writing word stands where it would be a command rather than a name or function. */
  private boolean writes(int i) {
    if (at(i + 1, "FROM") && at(i, "DELETE")) {
      return true;
    }
    boolean couldBegin = i == 0 || at(i - 1, "(") || at(i - 1, ")");
    if (i + 1 >= tokens.size()) {
      return false;
    }
    SqlToken next = tokens.get(i + 1);
    if (Set.of("(", ")", ",", ".", "=", "<", ">", "+", "-", "*", "/", "|", "!", ":")
        .contains(next.text())) {
      return false;
    }
    // A command needs nothing in front of it: WITH ... SEARCH ... SET name UPDATE, SELECT 1 UPDATE.
    return couldBegin || !next.isOneOf(AFTER_A_NAME);
  }

  private @Nullable String callFault(int i) {
    SqlToken token = tokens.get(i);
    boolean qualified = at(i - 1, ".");
    boolean plainWord = token.kind() == SqlToken.Kind.WORD && !qualified;
    if (plainWord && PureFunctions.isKeyword(token.text())) {
      return null;
    }
    boolean wellKnownPlace =
        !qualified || at(i - 2, "pg_catalog") || dialect == Dialect.H2 && at(i - 2, "INFORMATION");
    boolean lowerCase = token.kind() == SqlToken.Kind.WORD || dialect != Dialect.POSTGRESQL;
    if (wellKnownPlace && lowerCase && PureFunctions.contains(token.name())) {
      return null;
    }
    if (namesColumns(i)) {
      return null;
    }
    return "a call of "
        + shortened(token.text())
        + "(), which is not among the functions known to change nothing";
  }

  /**
   * Whether the parenthesis after a name lists columns rather than arguments: {@code AS name (a,
   * b)}, {@code WITH name (a, b) AS (SELECT}, a type after {@code ::}, or {@code (SELECT ...) name
   * (a, b)}.
   */
  private boolean namesColumns(int i) {
    if (at(i - 1, "AS") || at(i - 1, ":") && at(i - 2, ":")) {
      return true;
    }
    int close = closing(i + 1);
    boolean isList = close > 0 && holdsOnlyNames(i + 2, close);
    boolean isCommonTable = isList && at(close + 1, "AS") && beginsQuery(close + 2);
    if (isCommonTable && (at(i - 1, "WITH") || at(i - 1, "RECURSIVE") || at(i - 1, ","))) {
      return true;
    }
    return isList && at(i - 1, ")") && isFromItem(i - 1);
  }

  private boolean beginsQuery(int i) {
    int at = i;
    while (at < tokens.size() && (at(at, "NOT") || at(at, "MATERIALIZED"))) {
      at++;
    }
    return at(at, "(") && at + 1 < tokens.size() && startsQuery(at + 1);
  }

  private boolean startsQuery(int i) {
    int at = i;
    while (at(at, "(")) {
      at++;
    }
    return at < tokens.size() && tokens.get(at).isOneOf(QUERY_STARTS);
  }

  /**
   * Whether the parenthesis that closes here holds a query or arguments in FROM: what follows it
   * can only be an alias.
   */
  private boolean isFromItem(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      if (at(i, ")")) {
        depth++;
      } else if (at(i, "(") && --depth == 0) {
        boolean call = i > 0 && tokens.get(i - 1).isName() && !isFrom(i - 1);
        return isFrom(call ? i - 2 : i - 1) && (call || startsQuery(i + 1));
      }
    }
    return false;
  }

  private boolean isFrom(int i) {
    return at(i, "FROM") || at(i, "JOIN") || at(i, "LATERAL");
  }

  private boolean holdsOnlyNames(int from, int to) {
    for (int i = from; i < to; i++) {
      if ((i - from) % 2 == 0 ? !tokens.get(i).isName() : !at(i, ",")) {
        return false;
      }
    }
    return to > from;
  }

  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (at(i, "(")) {
        depth++;
      } else if (at(i, ")") && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private boolean at(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
