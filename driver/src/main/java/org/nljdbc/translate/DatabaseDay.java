package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.SideQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What day it is by a database's own clock, in the connection's time zone: what its SQL compares
 * with as the current date, so that a question is never of two days at midnight.
 */
final class DatabaseDay {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseDay.class);
  private static final int SECONDS = 5;

  private DatabaseDay() {}

  /** The day there; this process's where the database cannot be asked for it. */
  static LocalDate of(Connection connection, Dialect dialect) {
    String sql = query(dialect);
    try {
      List<String> days =
          sql == null ? List.of() : SideQuery.strings(connection, sql, List.of(), 1, SECONDS);
      return days.isEmpty() ? LocalDate.now() : LocalDate.parse(days.get(0));
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
      case CALCITE, OTHER -> null; // the one is in this process, the others differ
    };
  }
}
