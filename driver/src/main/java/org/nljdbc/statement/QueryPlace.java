package org.nljdbc.statement;

import java.util.List;
import java.util.Set;

/**
 * Tells by what stands before it whether the query of a statement begins: behind EXPLAIN and its
 * options, behind the AS of CREATE TABLE or VIEW, and behind the table and the columns of INSERT.
 */
final class QueryPlace {

  /** What begins the statement itself, behind which no other one begins. */
  private static final Set<String> BEGUN =
      Set.of(
          "SELECT", "WITH", "VALUES", "VALUE", "DEFAULT", "UPDATE", "DELETE", "MERGE", "EXECUTE");

  private static final Set<String> RELATIONS = Set.of("TABLE", "VIEW");
  private static final Set<String> NO_TARGET = Set.of("INTO", "AS", "INSERT");

  private QueryPlace() {}

  /**
   * Whether a query may follow and nothing else.
   *
   * @param before the tokens of the statement so far, with no parenthesis open
   */
  static boolean isBehind(List<Token> before) {
    if (before.isEmpty() || has(before, BEGUN) || before.stream().anyMatch(t -> t.isMark(';'))) {
      return false;
    }
    Token first = before.get(0);
    Token last = before.get(before.size() - 1);
    if (first.isWord("EXPLAIN")) {
      return true;
    }
    if (first.isWord("CREATE")) {
      return last.isWord("AS") && has(before, RELATIONS);
    }
    return first.isWord("INSERT")
        && has(before, Set.of("INTO"))
        && (last.isMark(')') || last.isName() && !last.isOneOf(NO_TARGET));
  }

  private static boolean has(List<Token> tokens, Set<String> words) {
    return tokens.stream().anyMatch(token -> token.isOneOf(words));
  }
}
