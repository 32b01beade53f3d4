package org.nljdbc.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects the tables that a written statement names, from its tokens in their order. It knows the
 * tables of SELECT, and the one that UPDATE or DELETE FROM begins with.
 */
final class NamedTables {

  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE", "ONLY");

  private final List<NamedTable> tables = new ArrayList<>();
  private boolean named = true;
  private String first = "";
  private String last = "";

  /**
   * Takes the next token.
   *
   * @param token where it stands
   * @param here whether a table of a SELECT may stand there
   */
  void take(SqlCursor token, boolean here) {
    String word = token.word();
    boolean target =
        last.equals("UPDATE") && first.equals("UPDATE")
            || last.equals("FROM") && first.equals("DELETE") && tables.isEmpty();
    if (word.equals("WITH")) {
      named = false; // its queries may have the names of tables
    }
    if ((here || target) && !word.equals("LATERAL")) {
      table(token, word);
    }
    first = first.isEmpty() ? word : first;
    last = word;
  }

  /** Takes a question in place of a table. */
  void takeQuestion() {
    tables.add(NamedTable.DERIVED);
    last = "";
  }

  /** The tables; none if it is not sure which are. */
  List<NamedTable> all() {
    return named ? List.copyOf(tables) : List.of();
  }

  private void table(SqlCursor token, String word) {
    if (QUERIES.contains(word)) {
      tables.add(NamedTable.DERIVED);
    } else if (token.kind() == SqlCursor.Kind.WORD || token.kind() == SqlCursor.Kind.QUOTED) {
      tables.add(read(token.from(token.start())));
    }
  }

  private static NamedTable read(SqlCursor cursor) {
    List<String> path = new ArrayList<>();
    do {
      cursor.next();
      path.add(cursor.text());
      cursor.next();
    } while (cursor.isMark('.'));
    if (cursor.isMark('(')) {
      return NamedTable.DERIVED; // a function
    }
    return new NamedTable(path, AfterTable.alias(cursor));
  }
}
