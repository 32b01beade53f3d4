package org.nljdbc.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in Oracle's words what all others say alike: a table's short name without AS, and MINUS for
 * EXCEPT, which it has since 21 only. Works on tokens.
 */
final class OracleMender {

  private static final Set<String> TABLES = Set.of("FROM", "JOIN");
  private static final Set<String> OTHER_CLAUSES =
      Set.of(
          "SELECT",
          "ON",
          "USING",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "UNION",
          "EXCEPT",
          "MINUS",
          "INTERSECT",
          "FETCH",
          "OFFSET",
          "LIMIT");

  private OracleMender() {}

  /** The change, or null if there is nothing to change. */
  static @Nullable Mend find(List<SqlToken> tokens) {
    List<Rewrite> edits = new ArrayList<>();
    Deque<Boolean> amongTables = new ArrayDeque<>(List.of(false)); // of each open parenthesis
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.is("(")) {
        amongTables.push(false);
      } else if (token.is(")") && amongTables.size() > 1) {
        amongTables.pop();
      } else if (token.isOneOf(TABLES) || token.isOneOf(OTHER_CLAUSES)) {
        amongTables.pop();
        amongTables.push(token.isOneOf(TABLES));
      }
      boolean named =
          i > 0 && i + 1 < tokens.size() && token.is("AS") && tokens.get(i + 1).isName();
      if (named && amongTables.element()) {
        edits.add(new Rewrite(token.start(), tokens.get(i + 1).start(), ""));
      } else if (token.is("EXCEPT")) {
        edits.add(new Rewrite(token.start(), token.end(), "MINUS"));
      }
    }
    return edits.isEmpty()
        ? null
        : new Mend(Mend.Kind.WORD, edits, "wrote short names and EXCEPT as this database has them");
  }
}
