package org.nljdbc.statement;

import java.util.ArrayList;
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

  /** The same behind CREATE, whose options may have the others. */
  private static final Set<String> BEGUN_IN_CREATE =
      Set.of("SELECT", "VALUES", "UPDATE", "DELETE", "MERGE", "EXECUTE");

  private static final Set<String> RELATIONS = Set.of("TABLE", "VIEW");
  private static final Set<String> NO_TARGET = Set.of("INTO", "AS", "INSERT");

  private QueryPlace() {}

  /**
   * Whether a query may follow and nothing else.
   *
   * @param before the tokens of the statement so far, with no parenthesis open
   */
  static boolean isBehind(List<Token> before) {
    if (before.isEmpty() || before.stream().anyMatch(t -> t.isMark(';'))) {
      return false;
    }
    List<Token> outside = outside(before);
    Token first = before.get(0);
    Token last = before.get(before.size() - 1);
    if (first.isWord("EXPLAIN")) {
      return !has(outside, BEGUN);
    }
    if (first.isWord("CREATE")) {
      return last.isWord("AS")
          && outside.stream().filter(token -> token.isWord("AS")).count() == 1
          && has(outside, RELATIONS)
          && !has(outside, BEGUN_IN_CREATE);
    }
    return first.isWord("INSERT")
        && !has(outside, BEGUN)
        && has(before, Set.of("INTO"))
        && (last.isMark(')') || last.isName() && !last.isOneOf(NO_TARGET));
  }

  /** The tokens outside parentheses: within them are names of columns, or options. */
  private static List<Token> outside(List<Token> tokens) {
    List<Token> outside = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      depth += token.isMark('(') ? 1 : token.isMark(')') ? -1 : 0;
      if (depth == 0) {
        outside.add(token);
      }
    }
    return outside;
  }

  private static boolean has(List<Token> tokens, Set<String> words) {
    return tokens.stream().anyMatch(token -> token.isOneOf(words));
  }
}
