package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a few distinct values of text columns: one bounded query a table, and column by column
 * where that fails. A column that cannot be read goes without.
 */
final class SampleReader {

  private static final Logger LOG = LoggerFactory.getLogger(SampleReader.class);

  private static final int ROWS = 500;
  private static final int SECONDS_PER_QUERY = 2;
  private static final long NANOS_IN_ALL = 10_000_000_000L;
  private static final int LONGEST_VALUE = 60;

  private final Dialect dialect;
  private final IdentifierRules rules;
  private final int most;
  private final Hidden hidden;
  private final Progress progress;

  SampleReader(Dialect dialect, IdentifierRules rules, int most, Hidden hidden, Progress progress) {
    this.dialect = dialect;
    this.rules = rules;
    this.most = most;
    this.hidden = hidden;
    this.progress = progress;
  }

  List<Table> read(Connection connection, List<Table> tables) throws SQLException {
    if (!SideWork.canUndo(connection)) {
      return tables;
    }
    long end = System.nanoTime() + NANOS_IN_ALL;
    List<Table> sampled = new ArrayList<>(tables.size());
    for (Table table : tables) {
      // A view may cost anything, so only tables are read.
      boolean worth = !table.view() && !hidden.holds(table.name()) && System.nanoTime() - end < 0;
      sampled.add(worth ? sample(connection, table) : table);
      progress.at("reading sample values", (double) sampled.size() / (tables.size() + 1));
    }
    if (System.nanoTime() - end >= 0) {
      LOG.info("stopped reading sample values after {} s", NANOS_IN_ALL / 1_000_000_000L);
    }
    return sampled;
  }

  private Table sample(Connection connection, Table table) throws SQLException {
    List<String> names =
        table.columns().stream()
            .filter(Column::text)
            .map(Column::name)
            .filter(name -> !hidden.holds(table.name(), name))
            .toList();
    if (names.isEmpty()) {
      return table;
    }
    Map<String, Set<String>> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, new LinkedHashSet<>()));
    if (!tryQuery(connection, table.name(), names, values) && names.size() > 1) {
      for (String name : names) {
        tryQuery(connection, table.name(), List.of(name), values);
      }
    }
    return new Table(
        table.name(),
        table.view(),
        table.comment(),
        table.columns().stream()
            .map(c -> c.withSamples(List.copyOf(values.getOrDefault(c.name(), Set.of()))))
            .toList(),
        table.primaryKey(),
        table.foreignKeys(),
        table.referencedBy());
  }

  private boolean tryQuery(
      Connection connection, String table, List<String> names, Map<String, Set<String>> values)
      throws SQLException {
    String columns = names.stream().map(rules::quoted).collect(Collectors.joining(", "));
    String sql =
        dialect == Dialect.OTHER
            ? "SELECT " + columns + " FROM " + rules.quoted(table)
            : dialect.limit().firstOf(columns, rules.quoted(table), ROWS);
    try {
      // A savepoint of its own for each query: one failure must not spoil the next query.
      return SideWork.run(
          connection,
          () -> {
            query(connection, sql, names, values);
            return true;
          });
    } catch (SQLException e) {
      LOG.debug("no sample values of {} {}: {}", table, names, e.getSQLState());
      return false;
    }
  }

  private void query(
      Connection connection, String sql, List<String> names, Map<String, Set<String>> values)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (TimeLimit limit = TimeLimit.of(connection, statement, SECONDS_PER_QUERY)) {
        if (dialect == Dialect.OTHER) {
          statement.setMaxRows(ROWS);
        }
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            for (int i = 0; i < names.size(); i++) {
              add(values.get(names.get(i)), rows.getString(i + 1));
            }
          }
        }
      }
    }
  }

  private void add(@Nullable Set<String> values, @Nullable String value) {
    if (values != null
        && values.size() < most
        && value != null
        && !value.isBlank()
        && value.length() <= LONGEST_VALUE) {
      values.add(value.strip());
    }
  }
}
