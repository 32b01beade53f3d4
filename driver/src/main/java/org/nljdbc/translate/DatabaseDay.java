package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What day it is by a database's own clock, in the connection's time zone: what its SQL compares
 * with as the current date, so that a question is never of two days at midnight.
 */
final class DatabaseDay {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseDay.class);

  private DatabaseDay() {}

  /** The day there; this process's where the database cannot be asked for it. */
  static LocalDate of(Connection connection, Dialect dialect) {
    String sql = query(dialect);
    if (sql == null) {
      return LocalDate.now();
    }
    // Without a savepoint: it fails only where a transaction has failed already, and to go back to
    // one ends other results of SQLite.
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? LocalDate.parse(String.valueOf(rows.getString(1))) : LocalDate.now();
    } catch (SQLException | DateTimeException unknown) {
      LOG.debug("The database does not tell what day it is", unknown);
      return LocalDate.now();
    }
  }

  /** As text, since a date of JDBC goes through this process's time zone. */
  private static @Nullable String query(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> "SELECT date('now', 'localtime')"; // as DateMender has it in answers
      case H2 -> "SELECT CAST(CURRENT_DATE AS VARCHAR)";
      case POSTGRESQL -> "SELECT to_char(CURRENT_DATE, 'YYYY-MM-DD')"; // whatever DateStyle is
      case MYSQL, MARIADB -> "SELECT CAST(CURRENT_DATE AS CHAR)";
      case CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          null; // the first is in this process, the others differ
    };
  }
}
