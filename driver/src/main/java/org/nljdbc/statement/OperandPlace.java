package org.nljdbc.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.SubQueryPlace.Kind;

/**
 * Tells by what stands before a parenthesis whether a sub-query may stand in it as part of an
 * expression. Behind a name, arguments or columns stand in it; behind VALUES, a row.
 */
final class OperandPlace {

  /** Words behind which an expression begins. */
  private static final Set<String> BEFORE =
      Set.of(
          "SELECT",
          "DISTINCT",
          "WHERE",
          "AND",
          "OR",
          "XOR",
          "NOT",
          "ON",
          "HAVING",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "BETWEEN",
          "LIKE",
          "ILIKE",
          "DIV",
          "MOD",
          "RETURNING");

  private static final Set<String> BEFORE_LEFT_SIDE =
      Set.of("WHERE", "AND", "OR", "XOR", "NOT", "ON", "HAVING", "WHEN", "SET", "SELECT");

  private static final Set<String> BEFORE_QUERY =
      Set.of("UNION", "ALL", "EXCEPT", "INTERSECT", "MINUS", "AS");

  private static final Set<String> QUANTIFIERS = Set.of("ANY", "SOME", "ALL");
  private static final Set<String> EQUALITIES = Set.of("=", "<>", "!=");
  private static final String COMPARING = "=<>!";
  private static final String CALCULATING = "+-*/%|&^~";

  private final List<Token> tokens;

  private OperandPlace(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * What a sub-query would have to give.
   *
   * @param before the tokens of the statement that stand before the parenthesis
   * @return null if none may stand there
   */
  static @Nullable SubQueryPlace of(List<Token> before) {
    return before.isEmpty() ? null : new OperandPlace(before).place();
  }

  private @Nullable SubQueryPlace place() {
    int last = tokens.size() - 1;
    Token token = tokens.get(last);
    if (token.isWord("IN")) {
      return compared(Kind.SET, isWord(last - 1, "NOT") ? last - 2 : last - 1);
    }
    if (token.isWord("EXISTS")) {
      return SubQueryPlace.ROWS;
    }
    if (token.isOneOf(QUANTIFIERS)) {
      return isMarkOf(last - 1, COMPARING) ? comparison(Kind.SET, last - 1) : null;
    }
    if (isMarkOf(last, COMPARING)) {
      return comparison(Kind.VALUE, last);
    }
    boolean operand =
        token.isOneOf(BEFORE)
            || isMarkOf(last, CALCULATING)
            || token.isMark('(') && last > 0 && !tokens.get(last - 1).isOneOf(BEFORE_QUERY)
            || token.isMark(',') && !isBetweenRows(last);
    return operand ? new SubQueryPlace(Kind.VALUE, List.of()) : null;
  }

  private SubQueryPlace comparison(Kind kind, int lastMark) {
    int first = lastMark;
    while (isMarkOf(first - 1, COMPARING + CALCULATING + ":@#?")
        && tokens.get(first - 1).start() + 1 == tokens.get(first).start()) {
      first--;
    }
    StringBuilder operator = new StringBuilder();
    tokens.subList(first, lastMark + 1).forEach(mark -> operator.append(mark.text()));
    return EQUALITIES.contains(operator.toString())
        ? compared(kind, first - 1)
        : new SubQueryPlace(kind, List.of());
  }

  /** What is compared with the left side that ends there. */
  private SubQueryPlace compared(Kind kind, int end) {
    if (end >= 0 && tokens.get(end).isMark(')')) {
      return isRow(end) ? SubQueryPlace.ROWS : new SubQueryPlace(kind, List.of());
    }
    List<String> path = new ArrayList<>();
    int at = end;
    while (at >= 0 && tokens.get(at).isName()) {
      path.add(0, tokens.get(at).text());
      if (at == 0 || !tokens.get(at - 1).isMark('.')) {
        break;
      }
      at -= 2;
    }
    return new SubQueryPlace(kind, !path.isEmpty() && beginsAlone(at) ? path : List.of());
  }

  /** Whether what begins there is no part of something larger that ends where it does. */
  private boolean beginsAlone(int start) {
    if (start <= 0) {
      return false;
    }
    Token before = tokens.get(start - 1);
    return before.isOneOf(BEFORE_LEFT_SIDE) || before.isMark('(') || before.isMark(',');
  }

  /** Whether parentheses that end there hold several values rather than one, or arguments. */
  private boolean isRow(int close) {
    int open = opening(close);
    boolean several = false;
    int depth = 0;
    for (int i = open + 1; i < close; i++) {
      depth += tokens.get(i).isMark('(') ? 1 : tokens.get(i).isMark(')') ? -1 : 0;
      several |= depth == 0 && tokens.get(i).isMark(',');
    }
    boolean plain = open > 0 && tokens.get(open - 1).isOneOf(BEFORE_LEFT_SIDE);
    return several && (plain || isWord(open - 1, "ROW") || isMarkOf(open - 1, "(,"));
  }

  /** Whether a comma stands between rows of VALUES. */
  private boolean isBetweenRows(int comma) {
    int at = comma;
    while (at > 0 && tokens.get(at).isMark(',') && tokens.get(at - 1).isMark(')')) {
      at = opening(at - 1) - 1;
    }
    return at >= 0 && isWord(at, "VALUES");
  }

  /** Where the parenthesis stands that is closed there, or -1. */
  private int opening(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      depth += tokens.get(i).isMark(')') ? 1 : tokens.get(i).isMark('(') ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private boolean isWord(int at, String word) {
    return at >= 0 && tokens.get(at).isWord(word);
  }

  private boolean isMarkOf(int at, String marks) {
    return at >= 0
        && tokens.get(at).kind() == SqlCursor.Kind.MARK
        && marks.indexOf(tokens.get(at).text().charAt(0)) >= 0;
  }
}
