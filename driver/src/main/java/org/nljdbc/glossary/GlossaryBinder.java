package org.nljdbc.glossary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.BoundGlossary.ColumnName;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.schema.TableFilter;
import org.nljdbc.sql.JoinText;
import org.nljdbc.sql.NearestNames;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.StandingFilter;

/**
 * Compares a glossary with a schema: every name must exist, every fragment must be SQL over what is
 * not hidden. What the settings exclude ({@code nl.tables}, {@code nl.exclude}) is passed over.
 */
public final class GlossaryBinder {

  private static final Pattern WHERE = Pattern.compile("at line 1, column (\\d+)");
  private static final int MOST_NAMES = 3;

  private final Glossary glossary;
  private final Schema live;
  private final TableFilter filter;
  private final Map<String, TableTerms> tables = new LinkedHashMap<>();
  private final Map<ColumnName, ColumnTerms> columns = new LinkedHashMap<>();

  private GlossaryBinder(Glossary glossary, Schema live, TableFilter filter) {
    this.glossary = glossary;
    this.live = live;
    this.filter = filter;
  }

  /**
   * Binds a glossary to a schema.
   *
   * @param glossary the glossary
   * @param live the schema as it was read
   * @param filter which tables were read
   * @return the schema as the glossary makes it, and what there is to say about it
   * @throws GlossaryException if they do not fit
   */
  public static BoundGlossary bind(Glossary glossary, Schema live, TableFilter filter)
      throws GlossaryException {
    return glossary.isEmpty()
        ? BoundGlossary.none(live)
        : new GlossaryBinder(glossary, live, filter).bind();
  }

  private BoundGlossary bind() throws GlossaryException {
    Schema visible = visible();
    Schema joined = joined(visible);
    List<Metric> metrics = new ArrayList<>();
    for (Metric metric : glossary.metrics()) {
      if (!isExcluded(metric.table())) {
        metrics.add(metric(metric, joined));
      }
    }
    List<StandingFilter> filters = new ArrayList<>();
    for (DefaultFilter each : glossary.filters()) {
      if (!isExcluded(each.table())) {
        String table = visibleTable(each.table(), each.place(), joined).name();
        String head = "SELECT 1 FROM " + joined.rules().write(table) + " WHERE ";
        check(head, each.fragment(), "", joined, "the filter of " + each.table());
        filters.add(new StandingFilter(table, each.fragment().sql()));
      }
    }
    return new BoundGlossary(
        joined,
        tables,
        columns,
        metrics,
        filters,
        GlossarySynonyms.of(joined, tables, columns, metrics));
  }

  private boolean isExcluded(String table) {
    String place = live.name() != null ? live.name() : live.catalog();
    return !table.isEmpty() && !filter.allows(place, table);
  }

  // What is hidden

  private Schema visible() throws GlossaryException {
    Map<String, List<String>> hidden = new LinkedHashMap<>();
    List<String> gone = new ArrayList<>();
    for (TableTerms said : glossary.tables()) {
      if (isExcluded(said.name())) {
        continue;
      }
      Table table = named(said.name(), live.tables(), Table::name);
      if (table == null) {
        throw unknownTable(said.name(), said.place(), live);
      }
      for (ColumnTerms each : said.columns()) {
        Column column = named(each.name(), table.columns(), Column::name);
        if (column == null) {
          throw unknownColumn(each.name(), each.place(), table);
        }
        if (each.hidden()) {
          hidden.computeIfAbsent(table.name(), any -> new ArrayList<>()).add(column.name());
        } else if (!said.hidden()) {
          columns.put(new ColumnName(table.name(), column.name()), each);
        }
      }
      int hiddenColumns = hidden.getOrDefault(table.name(), List.of()).size();
      if (said.hidden() || hiddenColumns == table.columns().size()) {
        gone.add(table.name());
      } else {
        tables.put(table.name(), said);
      }
    }
    if (gone.isEmpty() && hidden.isEmpty()) {
      return live;
    }
    if (live.tables().stream().allMatch(table -> gone.contains(table.name()))) {
      throw new GlossaryException(
          glossary.tables().get(0).place(), "it hides every table, so nothing can be asked");
    }
    return live.with(
        live.tables().stream()
            .filter(table -> !gone.contains(table.name()))
            .map(table -> hiding(table, hidden))
            .toList());
  }

  private static Table hiding(Table table, Map<String, List<String>> hidden) {
    List<ForeignKey> from = table.foreignKeys().stream().filter(k -> isOpen(k, hidden)).toList();
    List<ForeignKey> to = table.referencedBy().stream().filter(k -> isOpen(k, hidden)).toList();
    List<String> own = hidden.getOrDefault(table.name(), List.of());
    Table less = table.withKeys(from, to);
    return own.isEmpty() ? less : less.hiding(own);
  }

  private static boolean isOpen(ForeignKey key, Map<String, List<String>> hidden) {
    List<String> from = hidden.getOrDefault(key.fromTable(), List.of());
    List<String> to = hidden.getOrDefault(key.toTable(), List.of());
    return key.fromColumns().stream().noneMatch(from::contains)
        && key.toColumns().stream().noneMatch(to::contains);
  }

  // Joins

  private Schema joined(Schema visible) throws GlossaryException {
    List<ForeignKey> keys = new ArrayList<>();
    for (Fragment join : glossary.joins()) {
      ForeignKey key = key(join, visible);
      if (key != null && !keys.contains(key) && !isKnown(key, visible)) {
        keys.add(key);
      }
    }
    if (keys.isEmpty()) {
      return visible;
    }
    List<Table> all = new ArrayList<>();
    for (Table table : visible.tables()) {
      List<ForeignKey> from = new ArrayList<>(table.foreignKeys());
      List<ForeignKey> to = new ArrayList<>(table.referencedBy());
      for (ForeignKey key : keys) {
        if (key.fromTable().equals(table.name())) {
          from.add(key);
        }
        if (key.toTable().equals(table.name())) {
          to.add(key);
        }
      }
      all.add(table.withKeys(from, to));
    }
    return visible.with(all);
  }

  private @Nullable ForeignKey key(Fragment join, Schema visible) throws GlossaryException {
    List<JoinText.Pair> pairs = JoinText.read(join.sql(), live.dialect());
    if (pairs.isEmpty()) {
      throw new GlossaryException(
          join.place(),
          "a join is written as orders.customer = customers.id, with AND between several columns");
    }
    JoinText.Pair first = pairs.get(0);
    if (isExcluded(first.leftTable()) || isExcluded(first.rightTable())) {
      return null;
    }
    Table from = visibleTable(first.leftTable(), join.place(), visible);
    Table to = visibleTable(first.rightTable(), join.place(), visible);
    List<String> fromColumns = new ArrayList<>();
    List<String> toColumns = new ArrayList<>();
    for (JoinText.Pair pair : pairs) {
      if (!pair.leftTable().equalsIgnoreCase(first.leftTable())
          || !pair.rightTable().equalsIgnoreCase(first.rightTable())) {
        throw new GlossaryException(
            join.place(), "a join is between two tables, the same ones on each side of every =");
      }
      fromColumns.add(column(pair.leftColumn(), join.place(), from));
      toColumns.add(column(pair.rightColumn(), join.place(), to));
    }
    return new ForeignKey(from.name(), fromColumns, to.name(), toColumns);
  }

  private static boolean isKnown(ForeignKey key, Schema schema) {
    ForeignKey back =
        new ForeignKey(key.toTable(), key.toColumns(), key.fromTable(), key.fromColumns());
    return schema.tables().stream()
        .anyMatch(t -> t.foreignKeys().contains(key) || t.foreignKeys().contains(back));
  }

  // Metrics

  private Metric metric(Metric metric, Schema schema) throws GlossaryException {
    String what = "the metric '" + metric.name() + "'";
    String table;
    if (metric.table().isEmpty()) {
      List<String> having =
          schema.tables().stream()
              .map(Table::name)
              .filter(
                  name ->
                      problem("SELECT ", metric.fragment(), from(name, schema), schema).isEmpty())
              .toList();
      if (having.size() != 1) {
        String columns =
            having.isEmpty()
                ? "no table has all of its columns, or it is no SQL expression"
                : "several tables have its columns: " + String.join(", ", having);
        throw new GlossaryException(
            metric.fragment().place(),
            what + " names no table, and " + columns + ". Write it as {table: ..., sql: ...}");
      }
      table = having.get(0);
    } else {
      table = visibleTable(metric.table(), metric.tablePlace(), schema).name();
      check("SELECT ", metric.fragment(), from(table, schema), schema, what);
    }
    return new Metric(
        metric.name(),
        table,
        metric.tablePlace(),
        metric.fragment(),
        metric.description(),
        metric.synonyms());
  }

  private static String from(String table, Schema schema) {
    return " FROM " + schema.rules().write(table);
  }

  private static String problem(String head, Fragment fragment, String tail, Schema schema) {
    SqlChecker.Checked checked = SqlChecker.check(head + fragment.sql() + tail, schema);
    return !checked.problems().isEmpty()
        ? checked.message()
        : checked.notes().isEmpty()
            ? ""
            : "It would be " + String.join(", ", checked.notes()) + ".";
  }

  private static void check(String head, Fragment fragment, String tail, Schema schema, String what)
      throws GlossaryException {
    String problem = problem(head, fragment, tail, schema);
    if (problem.isEmpty()) {
      return;
    }
    Place place = fragment.place();
    Matcher where = WHERE.matcher(problem);
    if (where.find()) {
      int within = Integer.parseInt(where.group(1)) - 1 - head.length();
      if (fragment.inLine() && within >= 0) {
        place = place.behind(Math.min(within, fragment.sql().length()));
      }
      problem = where.replaceFirst("here");
    }
    throw new GlossaryException(place, what + " does not fit: " + problem.replaceAll("\\.$", ""));
  }

  // Names

  private Table visibleTable(String name, Place place, Schema schema) throws GlossaryException {
    Table table = named(name, schema.tables(), Table::name);
    if (table != null) {
      return table;
    }
    if (named(name, live.tables(), Table::name) != null) {
      throw new GlossaryException(place, "the table " + name + " is hidden");
    }
    throw unknownTable(name, place, schema);
  }

  private static String column(String name, Place place, Table table) throws GlossaryException {
    Column column = named(name, table.columns(), Column::name);
    if (column == null && table.hidden().stream().anyMatch(name::equalsIgnoreCase)) {
      throw new GlossaryException(place, "the column " + table.name() + "." + name + " is hidden");
    }
    if (column == null) {
      throw unknownColumn(name, place, table);
    }
    return column.name();
  }

  /** What a written name means: the same name, or the only one that is the same in another case. */
  private static <T> @Nullable T named(String name, List<T> all, Function<T, String> naming) {
    List<T> alike = all.stream().filter(t -> naming.apply(t).equalsIgnoreCase(name)).toList();
    return alike.stream()
        .filter(t -> naming.apply(t).equals(name))
        .findFirst()
        .orElse(alike.size() == 1 ? alike.get(0) : null);
  }

  private static GlossaryException unknownTable(String name, Place place, Schema schema) {
    List<String> names = schema.tables().stream().map(Table::name).toList();
    return new GlossaryException(
        place,
        "there is no table "
            + name
            + " in "
            + schema.place()
            + "; the nearest: "
            + String.join(", ", NearestNames.of(name, names, MOST_NAMES)));
  }

  private static GlossaryException unknownColumn(String name, Place place, Table table) {
    List<String> names = table.columns().stream().map(Column::name).toList();
    return new GlossaryException(
        place,
        "table "
            + table.name()
            + " has no column "
            + name
            + "; the nearest: "
            + String.join(", ", NearestNames.of(name, names, MOST_NAMES)));
  }
}
