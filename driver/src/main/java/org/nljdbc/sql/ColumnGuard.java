package org.nljdbc.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Shows that a statement reads no hidden column of the tables that it names. On tokens alone, like
 * {@link TableGuard}, and rather too strict: the name of a hidden column may stand in such a
 * statement only behind the name or alias of something else; what would read columns without naming
 * them (a wildcard, a whole row, NATURAL) may not stand there at all.
 */
final class ColumnGuard {

  /**
   * A table with hidden columns where a statement names it.
   *
   * @param table the table
   * @param start the first token of its name
   * @param end behind the last
   * @param whole whether all of it is read, as by {@code TABLE customers}
   */
  record Use(Table table, int start, int end, boolean whole) {}

  /** Words that follow a table and cannot be its alias in databases that have whole rows. */
  private static final Set<String> NO_ALIAS =
      Set.of(
          ("WHERE JOIN INNER LEFT RIGHT FULL CROSS NATURAL ON USING GROUP ORDER HAVING LIMIT OFFSET"
                  + " FETCH UNION INTERSECT EXCEPT MINUS WINDOW FOR TABLESAMPLE QUALIFY"
                  + " STRAIGHT_JOIN USE")
              .split(" "));

  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");
  private static final Set<String> BEFORE_STAR = Set.of("SELECT", "DISTINCT", "ALL");
  private static final Set<String> ROW_NUMBERS = Set.of("ROWID", "OID", "_ROWID_");

  private final List<SqlToken> tokens;
  private final Schema schema;
  private final List<Use> uses;
  private final Set<String> others = new HashSet<>();

  /** A part of the statement with a FROM of its own. */
  private static final class Part {
    boolean begun;
    boolean star;
    @Nullable Table partial;
  }

  ColumnGuard(List<SqlToken> tokens, Schema schema, List<Use> uses, List<String> commonNames) {
    this.tokens = tokens;
    this.schema = schema;
    this.uses = uses;
    commonNames.forEach(name -> others.add(lower(name)));
  }

  /** What is wrong, or null. */
  @Nullable SqlProblem fault() {
    findOthers();
    for (Use use : uses) {
      SqlProblem fault = fault(use);
      if (fault != null) {
        return fault;
      }
    }
    return wildcard();
  }

  private @Nullable SqlProblem fault(Use use) {
    int alias = at(use.end, "AS") ? use.end + 1 : use.end;
    boolean aliased = isName(alias) && (alias > use.end || !isWord(alias, NO_ALIAS));
    if (use.whole || aliased && at(alias + 1, "(") || isNamedOtherwise(use, alias)) {
      return wildcard(use.table);
    }
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean quotedInUnicode =
          token.kind() == SqlToken.Kind.QUOTED && at(i - 1, "&") && at(i - 2, "U");
      if (quotedInUnicode
          || at(i, "NATURAL") && isName(i + 1)
          || isRowNumber(token)
          || isWholeRow(i, use, aliased ? alias : -1)) {
        return wildcard(use.table);
      }
      if (isHidden(i, use) && !isAnothers(i, use, alias) && !isOutput(i)) {
        return unknown(token, use.table);
      }
    }
    return null;
  }

  /** Whether the table gets a name in a way that is not followed here. */
  private boolean isNamedOtherwise(Use use, int alias) {
    boolean text = alias < tokens.size() && tokens.get(alias).kind() == SqlToken.Kind.STRING;
    if (text || at(use.end, "*") || at(use.end, "PARTITION")) {
      return true;
    }
    for (int open = enclosing(use.start); open >= 0; open = enclosing(open)) {
      if (isWord(open + 1, QUERIES)) {
        return false;
      }
      int behind = closing(open) + 1;
      if (at(behind, "AS") || isName(behind) && !isWord(behind, NO_ALIAS)) {
        return true; // (customers JOIN orders ON ...) x
      }
    }
    return false;
  }

  private boolean isHidden(int i, Use use) {
    SqlToken token = tokens.get(i);
    // SQLite takes a string for a name where only a name can stand.
    boolean named =
        token.isName()
            || schema.dialect() == Dialect.SQLITE && token.kind() == SqlToken.Kind.STRING;
    boolean value = token.kind() == SqlToken.Kind.STRING && !at(i - 1, ".") && !isInUsing(i);
    String name = Names.unquote(token.text());
    return named
        && !isUse(i)
        && !value
        && use.table.hidden().stream().anyMatch(column -> column.equalsIgnoreCase(name));
  }

  private boolean isInUsing(int i) {
    int open = i - 1;
    while (open > 0 && !at(open, "(") && !at(open, ")")) {
      open--;
    }
    return at(open, "(") && at(open - 1, "USING");
  }

  /** Whether a column stands behind a name that is known not to be the table's. */
  private boolean isAnothers(int i, Use use, int alias) {
    if (!at(i - 1, ".") || !isName(i - 2)) {
      return false;
    }
    String qualifier = lower(tokens.get(i - 2).name());
    boolean own =
        qualifier.equals(lower(use.table.name()))
            || isName(alias) && qualifier.equals(lower(tokens.get(alias).name()));
    return !own && others.contains(qualifier);
  }

  /** Whether a name is given to a column of the result. */
  private boolean isOutput(int i) {
    return at(i - 1, "AS") && (at(i + 1, ",") || at(i + 1, "FROM"));
  }

  /** Whether the table's name stands for its rows, as PostgreSQL and DuckDB have it. */
  private boolean isWholeRow(int i, Use use, int alias) {
    boolean possible = schema.dialect() == Dialect.POSTGRESQL || schema.dialect().isPlain();
    if (!possible || !isName(i) || i == alias || use.start <= i && i < use.end) {
      return false;
    }
    String name = lower(tokens.get(i).name());
    boolean own =
        alias < 0
            ? name.equals(lower(use.table.name()))
            : name.equals(lower(tokens.get(alias).name()));
    return own && !isUse(i) && !at(i + 1, ".") && !at(i - 1, ".") && !at(i - 1, "AS");
  }

  private boolean isRowNumber(SqlToken token) {
    boolean has = schema.dialect() == Dialect.SQLITE || schema.dialect() == Dialect.H2;
    return has && token.isName() && ROW_NUMBERS.contains(token.name().toUpperCase(Locale.ROOT));
  }

  /** Names that FROM gives to what is none of these tables. */
  private void findOthers() {
    for (Table table : schema.tables()) {
      if (table.hidden().isEmpty()) {
        others.add(lower(table.name()));
      }
    }
    Set<String> tables = Set.copyOf(others);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean table = isName(i) && !isUse(i) && tables.contains(lower(tokens.get(i).name()));
      boolean query = at(i, ")") && isWord(opening(i) + 1, QUERIES);
      int alias = at(i + 1, "AS") ? i + 2 : i + 1;
      if ((table || query) && isName(alias) && !isUse(alias)) {
        others.add(lower(tokens.get(alias).name()));
      }
    }
  }

  private boolean isUse(int i) {
    return uses.stream().anyMatch(use -> use.start <= i && i < use.end);
  }

  /** The parenthesis that opens around a token, or -1. */
  private int enclosing(int i) {
    int depth = 0;
    for (int at = i - 1; at >= 0; at--) {
      if (at(at, ")")) {
        depth++;
      } else if (at(at, "(") && depth-- == 0) {
        return at;
      }
    }
    return -1;
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
    return tokens.size();
  }

  /** The parenthesis that one closes. */
  private int opening(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      if (at(i, ")")) {
        depth++;
      } else if (at(i, "(") && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable SqlProblem wildcard() {
    List<Part> parts = new ArrayList<>();
    Deque<Part> outer = new ArrayDeque<>();
    Part part = new Part();
    parts.add(part);
    for (int i = 0; i < tokens.size(); i++) {
      int here = i;
      if (at(i, "(")) {
        outer.push(part);
        if (isWord(i + 1, QUERIES)) {
          part = new Part();
          parts.add(part);
        }
      } else if (at(i, ")") && !outer.isEmpty()) {
        part = outer.pop();
      } else if (at(i, "SELECT")) {
        if (part.begun) {
          part = new Part();
          parts.add(part);
        }
        part.begun = true;
      } else if (isStar(i)) {
        part.star = true;
      }
      for (Use use : uses) {
        if (use.start == here) {
          part.partial = use.table;
        }
      }
    }
    for (Part each : parts) {
      if (each.star && each.partial != null) {
        return wildcard(each.partial);
      }
    }
    return null;
  }

  /** Whether a star stands for columns: not a factor, nor the one of COUNT(*). */
  private boolean isStar(int i) {
    if (!at(i, "*") || at(i - 1, "(") && at(i + 1, ")")) {
      return false;
    }
    return i + 1 == tokens.size()
        || at(i - 1, ",")
        || at(i - 1, ".")
        || isWord(i - 1, BEFORE_STAR)
        || at(i + 1, ",")
        || at(i + 1, ")")
        || at(i + 1, "FROM");
  }

  private SqlProblem wildcard(Table table) {
    return new SqlProblem.HiddenColumns(schema.rules().write(table.name()), columns(table));
  }

  private SqlProblem unknown(SqlToken token, Table table) {
    return new SqlProblem.UnknownColumn(
        token.text(), schema.rules().write(table.name()), columns(table), List.of());
  }

  private List<String> columns(Table table) {
    return table.columns().stream().map(Column::name).map(schema.rules()::write).toList();
  }

  private boolean isName(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isName();
  }

  private boolean isWord(int i, Set<String> upperCaseWords) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isOneOf(upperCaseWords);
  }

  private boolean at(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
