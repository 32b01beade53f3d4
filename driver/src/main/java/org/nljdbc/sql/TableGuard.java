package org.nljdbc.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Shows that a statement reads no table but the schema's and those of its own WITH. Like {@link
 * ReadOnlyPolicy} it works on tokens alone, so that SQL which our parser reads differently from the
 * database, or not at all, reaches no table that it may not see.
 */
final class TableGuard {

  private static final Set<String> JOINS = Set.of("FROM", "JOIN", "STRAIGHT_JOIN", "APPLY");
  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

  /** A query of WITH: its name as stored, and the tokens between which it can be named. */
  private record CommonTable(String name, int from, int to) {}

  /** What stands in the same parentheses. */
  private static final class Level {
    boolean query;
    boolean inFrom;
    boolean tableExpected;

    Level(boolean query, boolean tableExpected) {
      this.query = query;
      this.inFrom = tableExpected;
      this.tableExpected = tableExpected;
    }
  }

  private final List<SqlToken> tokens;
  private final Schema schema;
  private final List<CommonTable> commonTables = new ArrayList<>();
  private final List<ColumnGuard.Use> uses = new ArrayList<>();

  private TableGuard(List<SqlToken> tokens, Schema schema) {
    this.tokens = tokens;
    this.schema = schema;
  }

  /**
   * Checks a statement.
   *
   * @param tokens its tokens
   * @param schema the tables that it may read
   * @return the first table or column that it may not, or null
   */
  static @Nullable SqlProblem check(List<SqlToken> tokens, Schema schema) {
    TableGuard guard = new TableGuard(tokens, schema);
    guard.findCommonTables();
    SqlProblem fault = guard.fault();
    return fault != null || guard.uses.isEmpty()
        ? fault
        : new ColumnGuard(tokens, schema, guard.uses, guard.commonNames()).fault();
  }

  private List<String> commonNames() {
    return commonTables.stream().map(CommonTable::name).toList();
  }

  /** Takes note of a table that has hidden columns. */
  private void use(int start, int end, boolean whole) {
    if (end == start + 1 && isCommonTable(start)) {
      return;
    }
    for (Table table : schema.tables()) {
      if (!table.hidden().isEmpty()
          && Names.same(schema.rules(), tokens.get(end - 1).text(), table.name())) {
        uses.add(new ColumnGuard.Use(table, start, end, whole));
      }
    }
  }

  private @Nullable SqlProblem fault() {
    Deque<Level> levels = new ArrayDeque<>();
    Level level = new Level(true, false);
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.is("(")) {
        levels.push(level);
        boolean query = i + 1 < tokens.size() && tokens.get(i + 1).isOneOf(QUERIES);
        Level inner = new Level(query || level.query && opensQuery(i), false);
        if (level.tableExpected) {
          level.tableExpected = false;
          inner = new Level(true, !query);
        }
        level = inner;
      } else if (token.is(")")) {
        if (level.tableExpected || levels.isEmpty()) {
          return unknown(i, i + 1);
        }
        level = levels.pop();
      } else if (level.tableExpected) {
        if (token.is("LATERAL") || token.is("ONLY") && !isTable(i)) {
          continue;
        }
        if (!token.isName() || token.isOneOf(QUERIES) && !at(i + 1, "(")) {
          return unknown(i, i + 1);
        }
        int end = endOfName(i);
        if (!at(end, "(") && !isTable(i)) {
          return unknown(i, end);
        }
        use(i, end, false);
        level.tableExpected = false;
        i = end - 1;
      } else if (token.kind() == SqlToken.Kind.WORD && !at(i - 1, ".")) {
        SqlProblem fault = word(i, level);
        if (fault != null) {
          return fault;
        }
      } else if (token.is(",") && level.query && level.inFrom) {
        level.tableExpected = true;
      }
    }
    return level.tableExpected ? unknown(tokens.size() - 1, tokens.size()) : null;
  }

  private @Nullable SqlProblem word(int i, Level level) {
    SqlToken token = tokens.get(i);
    if (token.is("TABLE") && i + 1 < tokens.size() && tokens.get(i + 1).isName()) {
      use(i + 1, endOfName(i + 1), true);
      return isTable(i + 1) ? null : unknown(i + 1, endOfName(i + 1));
    }
    boolean sqlite = schema.dialect() == Dialect.SQLITE;
    if (sqlite && token.is("IN") && i + 1 < tokens.size() && !at(i + 1, "(")) {
      // x IN name reads the table of that name.
      SqlToken next = tokens.get(i + 1);
      if (next.kind() == SqlToken.Kind.STRING || next.isName() && !isTable(i + 1)) {
        return unknown(i + 1, endOfName(i + 1));
      }
      if (next.isName()) {
        use(i + 1, endOfName(i + 1), true);
      }
      return null;
    }
    level.query |= token.is("SELECT"); // as behind ((SELECT ...) UNION
    if (!level.query) {
      return null;
    }
    if (token.isOneOf(JOINS) && !(token.is("FROM") && isDistinctFrom(i))) {
      level.inFrom = true;
      level.tableExpected = true;
    } else if (endsFrom(i)) {
      level.inFrom = false;
    }
    return null;
  }

  /**
   * Whether FROM has ended, so that commas bring in no more tables. Words that some databases take
   * for an alias count only together with what makes them a clause.
   */
  private boolean endsFrom(int i) {
    SqlToken word = tokens.get(i);
    SqlToken next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
    if (word.is("SELECT") || word.is("WHERE") || word.is("HAVING")) {
      return true;
    }
    if (word.is("GROUP") || word.is("ORDER")) {
      return at(i + 1, "BY");
    }
    if (word.is("LIMIT") || word.is("OFFSET")) {
      return next != null && (next.kind() == SqlToken.Kind.NUMBER || next.is("(") || next.is("?"));
    }
    return word.is("WINDOW") && at(i + 2, "AS") && at(i + 3, "(");
  }

  private boolean isDistinctFrom(int i) {
    return at(i - 1, "DISTINCT") && (at(i - 2, "IS") || at(i - 2, "NOT"));
  }

  /** Whether a parenthesis among others opens a query in further parentheses. */
  private boolean opensQuery(int open) {
    int at = open;
    while (at(at, "(")) {
      at++;
    }
    return at < tokens.size() && tokens.get(at).isOneOf(QUERIES);
  }

  private SqlProblem unknown(int start, int end) {
    Findings findings = new Findings(schema);
    StringBuilder name = new StringBuilder();
    tokens.subList(start, end).forEach(part -> name.append(part.text()));
    findings.unknownTable(name.toString());
    return findings.problems().get(0);
  }

  private int endOfName(int start) {
    int end = start + 1;
    while (at(end, ".") && end + 1 < tokens.size() && tokens.get(end + 1).isName()) {
      end += 2;
    }
    return end;
  }

  private boolean isTable(int start) {
    int parts = (endOfName(start) - start + 1) / 2;
    SqlToken name = tokens.get(start + 2 * (parts - 1));
    if (!name.isName()) {
      return false;
    }
    if (parts == 1 && isCommonTable(start) || parts == 1 && isDual(name)) {
      return true;
    }
    boolean here =
        switch (parts) {
          case 1 -> true;
          case 2 -> Names.isSchema(schema, tokens.get(start).text());
          case 3 ->
              Names.isSchema(schema, tokens.get(start + 2).text())
                  && schema.catalog() != null
                  && Names.same(schema.rules(), tokens.get(start).text(), schema.catalog());
          default -> false;
        };
    return here
        && schema.tables().stream()
            .map(Table::name)
            .anyMatch(stored -> Names.same(schema.rules(), name.text(), stored));
  }

  private boolean isDual(SqlToken name) {
    boolean has = schema.dialect().hasDual();
    return has && name.is("DUAL");
  }

  private boolean isCommonTable(int i) {
    return commonTables.stream()
        .anyMatch(
            table ->
                table.from <= i
                    && i < table.to
                    && Names.same(schema.rules(), tokens.get(i).text(), table.name));
  }

  /** Takes note of {@code name [(columns)] AS [[NOT] MATERIALIZED] (query)} after WITH. */
  private void findCommonTables() {
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).is("WITH") || at(i - 1, ".")) {
        continue;
      }
      boolean recursive = at(i + 1, "RECURSIVE") || schema.dialect() == Dialect.SQLITE;
      int end = enclosingEnd(i);
      int next = at(i + 1, "RECURSIVE") ? i + 2 : i + 1;
      while (next < end && tokens.get(next).isName()) {
        int name = next;
        next = at(name + 1, "(") ? closing(name + 1) + 1 : name + 1;
        if (!at(next, "AS")) {
          break;
        }
        next++;
        while (at(next, "NOT") || at(next, "MATERIALIZED")) {
          next++;
        }
        if (!at(next, "(")) {
          break;
        }
        int close = closing(next);
        String stored = Names.stored(schema.rules(), tokens.get(name).text());
        commonTables.add(new CommonTable(stored, recursive ? next : close, end));
        next = at(close + 1, ",") ? close + 2 : end;
      }
    }
  }

  /** The parenthesis that closes around a token, or the end. */
  private int enclosingEnd(int i) {
    int depth = 0;
    for (int at = i; at < tokens.size(); at++) {
      if (at(at, "(")) {
        depth++;
      } else if (at(at, ")") && --depth < 0) {
        return at;
      }
    }
    return tokens.size();
  }

  private int closing(int open) {
    return enclosingEnd(open + 1);
  }

  private boolean at(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }
}
