package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Table;

/** One SELECT that is being written: what it selects from so far, and what it has named. */
final class QueryBlock {

  /** Where in the SELECT the text has come to. */
  enum Clause {
    START,
    WITH,
    SELECT,
    FROM,
    ON,
    WHERE,
    GROUP,
    HAVING,
    ORDER,
    LIMIT
  }

  /** A table in scope; without one, its columns are not known. */
  private record Source(@Nullable SqlToken alias, @Nullable SqlToken name, @Nullable Table table) {

    /** What its columns are qualified with. */
    @Nullable SqlToken qualifier() {
      return alias != null ? alias : name;
    }
  }

  /** A column as it is written, and its table. */
  record Column(Table table, SqlToken name) {}

  private record Reference(@Nullable SqlToken qualifier, SqlToken column) {}

  /** Longer chains of joins are a model going in circles. */
  private static final int MOST_SOURCES = 8;

  private final SchemaNames names;
  private final @Nullable QueryBlock outer;
  private final boolean laterPart;
  private final List<Source> sources = new ArrayList<>();
  private final List<Reference> selected = new ArrayList<>();
  private final Set<String> outputs = new HashSet<>();
  private final Set<String> queries = new HashSet<>();
  private final JoinLinks links;

  private Clause clause = Clause.START;
  private boolean aggregated;
  private boolean grouped;

  QueryBlock(SchemaNames names, @Nullable QueryBlock outer, boolean laterPart) {
    this.names = names;
    this.outer = outer;
    this.laterPart = laterPart;
    this.links = new JoinLinks(names);
  }

  Clause clause() {
    return clause;
  }

  void enter(Clause next) {
    grouped |= next == Clause.GROUP;
    clause = next;
  }

  /** Whether HAVING may follow. */
  boolean hasGroups() {
    return grouped || aggregated;
  }

  /**
   * Takes note of an aggregate function; false where none may stand. SQLite's MIN and MAX of
   * several values are not told apart from aggregates.
   */
  boolean aggregate() {
    aggregated |= clause == Clause.SELECT;
    return switch (clause) {
      case WHERE, ON, GROUP -> false;
      case ORDER -> hasGroups() || laterPart;
      default -> true;
    };
  }

  /** The block that follows UNION and its like. */
  QueryBlock nextPart() {
    QueryBlock next = new QueryBlock(names, outer, true);
    next.outputs.addAll(outputs);
    next.queries.addAll(queries);
    return next;
  }

  boolean isLaterPart() {
    return laterPart;
  }

  /** Names a query of WITH; its columns are not followed. */
  void addQuery(SqlToken name) {
    queries.add(SchemaNames.lower(name.name()));
  }

  void addOutput(SqlToken name) {
    outputs.add(SchemaNames.lower(name.name()));
  }

  /** Brings a table into scope; false if there is none of that name, or none to join. */
  boolean addSource(SqlToken name, boolean joined) {
    Table table = names.table(name);
    boolean query = isQuery(name);
    if (table == null && !query || sources.size() == MOST_SOURCES) {
      return false;
    }
    if (table != null && !query && joined && !links.reach(tables(), table)) {
      return false;
    }
    sources.add(new Source(null, name, query ? null : table));
    return true;
  }

  /** Whether a table or query could have a name that begins so. */
  boolean couldAddSource(SqlToken name, boolean joined) {
    return queryBegins(name)
        || names.tablesThatBegin(name).anyMatch(table -> !joined || links.reach(tables(), table));
  }

  /**
   * Whether a column may begin a join's condition, or stand opposite another one in it: where the
   * tables are linked, only linked columns may.
   */
  boolean joins(@Nullable Column before, Column column, boolean cut) {
    if (sources.size() < 2) {
      return true;
    }
    Table last = sources.get(sources.size() - 1).table();
    List<Table> others = tables().subList(0, sources.size() - 1);
    if (last == null || others.contains(null)) {
      return true;
    }
    return links.join(others, last, before, column, cut);
  }

  /** A column of a table in scope, or null where that is not clear. cut: its name may go on. */
  @Nullable Column found(@Nullable SqlToken qualifier, SqlToken column, boolean cut) {
    Column found = null;
    for (Source source : sources) {
      SqlToken name = source.qualifier();
      Table table = source.table();
      boolean here = qualifier == null || same(qualifier, name);
      if (here && table != null && names.isColumnOf(table, column, cut)) {
        if (found != null) {
          return null;
        }
        found = new Column(table, column);
      }
    }
    return found;
  }

  private List<@Nullable Table> tables() {
    List<@Nullable Table> tables = new ArrayList<>();
    sources.forEach(source -> tables.add(source.table()));
    return tables;
  }

  /** Brings a derived table into scope, whose columns are not followed. */
  void addDerived() {
    sources.add(new Source(null, null, null));
  }

  /** Names the last table; false if columns that were selected through that name are not its. */
  boolean alias(SqlToken alias) {
    Source last = sources.remove(sources.size() - 1);
    sources.add(new Source(alias, last.name(), last.table()));
    Table table = last.table();
    return table == null
        || selected.stream()
            .filter(reference -> same(reference.qualifier(), alias))
            .allMatch(reference -> names.isColumnOf(table, reference.column(), false));
  }

  private boolean isTableOrQuery(SqlToken name, boolean cut) {
    return cut
        ? names.tablesThatBegin(name).findAny().isPresent() || queryBegins(name)
        : names.table(name) != null || isQuery(name);
  }

  private boolean queryBegins(SqlToken name) {
    return allQueries().stream().anyMatch(query -> SchemaNames.startsWith(query, name.text()));
  }

  /** Takes note of a column; false if it cannot be one. cut: its name may go on. */
  boolean column(@Nullable SqlToken qualifier, SqlToken column, boolean cut) {
    if (clause != Clause.SELECT) {
      return resolves(new Reference(qualifier, column), cut)
          || qualifier == null && isOutput(column, cut);
    }
    if (!couldBe(qualifier, column, cut)) {
      return false;
    }
    if (!cut) {
      selected.add(new Reference(qualifier, column));
    }
    return true;
  }

  /** Whether a name may stand before a dot. cut: it may go on. */
  boolean qualifier(SqlToken name, boolean cut) {
    if (clause == Clause.SELECT) {
      // Aliases are made up freely before FROM, but they are short.
      return name.text().length() <= 4 || isTableOrQuery(name, cut) || isSource(name, cut);
    }
    return isSource(name, cut);
  }

  /** Whether the FROM clause covers what was selected. */
  boolean covers() {
    return selected.stream().allMatch(reference -> resolves(reference, false));
  }

  private boolean couldBe(@Nullable SqlToken qualifier, SqlToken column, boolean cut) {
    if (outer != null && outer.resolves(new Reference(qualifier, column), cut)) {
      return true;
    }
    if (!allQueries().isEmpty()) {
      return true;
    }
    if (qualifier == null) {
      return names.isColumn(column, cut);
    }
    Table table = names.table(qualifier);
    if (table != null && names.isColumnOf(table, column, cut)) {
      return true;
    }
    List<SqlToken> together =
        selected.stream()
            .filter(reference -> same(reference.qualifier(), qualifier))
            .map(Reference::column)
            .toList();
    return table == null
        && names
            .withColumns(together)
            .anyMatch(candidate -> names.isColumnOf(candidate, column, cut));
  }

  private boolean resolves(Reference reference, boolean cut) {
    for (QueryBlock block = this; block != null; block = block.outer) {
      if (block != this && block.clause == Clause.SELECT) {
        // What the outer query selects from is not written yet.
        return block.couldBe(reference.qualifier(), reference.column(), cut);
      }
      if (block.has(reference, cut)) {
        return true;
      }
    }
    return false;
  }

  private boolean has(Reference reference, boolean cut) {
    for (Source source : sources) {
      SqlToken name = source.qualifier();
      if (reference.qualifier() != null && !same(reference.qualifier(), name)) {
        continue;
      }
      Table table = source.table();
      if (table == null || names.isColumnOf(table, reference.column(), cut)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSource(SqlToken written, boolean cut) {
    for (QueryBlock block = this; block != null; block = block.outer) {
      if (block != this && block.clause == Clause.SELECT) {
        return true;
      }
      for (Source source : block.sources) {
        SqlToken name = source.qualifier();
        boolean matches =
            cut && name != null
                ? SchemaNames.startsWith(name.name(), SchemaNames.name(written))
                : same(written, name);
        if (matches) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isOutput(SqlToken column, boolean cut) {
    boolean lasts = clause == Clause.GROUP || clause == Clause.HAVING || clause == Clause.ORDER;
    if (!lasts) {
      return false;
    }
    if (laterPart && clause == Clause.ORDER && names.isColumn(column, cut)) {
      return true;
    }
    String name = SchemaNames.lower(SchemaNames.name(column));
    return cut
        ? outputs.stream().anyMatch(output -> output.startsWith(name))
        : outputs.contains(name);
  }

  private boolean isQuery(SqlToken name) {
    return allQueries().contains(SchemaNames.lower(name.name()));
  }

  private Set<String> allQueries() {
    if (outer == null) {
      return queries;
    }
    Set<String> all = new HashSet<>(queries);
    all.addAll(outer.allQueries());
    return all;
  }

  private static boolean same(@Nullable SqlToken one, @Nullable SqlToken other) {
    return one != null && other != null && one.name().equalsIgnoreCase(other.name());
  }
}
