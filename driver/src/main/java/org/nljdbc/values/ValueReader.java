package org.nljdbc.values;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SideQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the distinct values of one text column among its table's first rows: one query, bounded in
 * rows, values, length and time.
 */
final class ValueReader {

  private static final Logger LOG = LoggerFactory.getLogger(ValueReader.class);

  private static final int ROWS = 10_000;
  private static final int LONGEST_VALUE = 60;
  private static final int SECONDS_PER_QUERY = 1;

  private final Schema schema;
  private final int most;

  /**
   * Makes a reader.
   *
   * @param schema the schema of the columns
   * @param most most values of a column, at least 1
   */
  ValueReader(Schema schema, int most) {
    this.schema = schema;
    this.most = most;
  }

  /** The values of a column; none if it cannot be read. */
  ColumnValues read(Connection connection, String table, String column) {
    boolean standard = schema.dialect().isPlain();
    try {
      List<String> values =
          SideQuery.strings(
              connection,
              standard ? plain(table, column) : distinct(table, column),
              List.of(),
              standard ? ROWS : most + 1,
              SECONDS_PER_QUERY);
      Stream<String> usable =
          values.stream()
              .map(String::strip)
              .filter(value -> !value.isEmpty() && value.length() <= LONGEST_VALUE)
              .distinct()
              .limit(most)
              .sorted();
      boolean complete = !standard && values.size() <= most && values.size() < ROWS / 2;
      return new ColumnValues(table, column, usable.toList(), complete);
    } catch (SQLException e) {
      LOG.debug("the values of {}.{} cannot be read: {}", table, column, e.getSQLState());
      return new ColumnValues(table, column, List.of(), false);
    }
  }

  /** Long values do not leave the database; its own words make the scan end. */
  private String distinct(String table, String column) {
    String value = schema.rules().quoted(column);
    String length = schema.dialect() == Dialect.SQLITE ? "LENGTH" : "CHAR_LENGTH";
    String text =
        switch (schema.dialect()) {
          case POSTGRESQL -> "CAST(" + value + " AS TEXT)";
          case H2 -> "CAST(" + value + " AS VARCHAR)";
          case SQLITE,
              MYSQL,
              MARIADB,
              CALCITE,
              DUCKDB,
              HSQLDB,
              DERBY,
              DB2,
              ORACLE,
              SQLSERVER,
              OTHER ->
              value;
        };
    return "SELECT DISTINCT v FROM (SELECT "
        + text
        + " AS v FROM "
        + schema.rules().quoted(table)
        + " LIMIT "
        + ROWS
        + ") s WHERE "
        + length
        + "(v) <= "
        + LONGEST_VALUE
        + " LIMIT "
        + (most + 1);
  }

  private String plain(String table, String column) {
    String name = schema.rules().quoted(column);
    String from = schema.rules().quoted(table);
    return schema.dialect() == Dialect.OTHER
        ? "SELECT " + name + " FROM " + from
        : schema.dialect().limit().firstOf(name, from, ROWS);
  }
}
