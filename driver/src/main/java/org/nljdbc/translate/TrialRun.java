package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.nljdbc.schema.SideWork;
import org.nljdbc.schema.TimeLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs SQL that only reads to see its first rows, bounded in rows and time, leaving no trace. */
final class TrialRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrialRun.class);

  private static final int MOST_ROWS = 100;
  private static final int SECONDS = 1;

  private TrialRun() {}

  /**
   * Runs a statement.
   *
   * @param connection the user's connection; left as it was
   * @param sql a statement that only reads, without parameters
   * @return its first rows as text, sorted; empty if it fails or takes too long
   */
  static Optional<List<String>> rows(Connection connection, String sql) {
    try {
      return Optional.of(SideWork.run(connection, () -> read(connection, sql)));
    } catch (SQLException e) {
      LOG.debug("a trial run failed: {}", e.getSQLState());
      return Optional.empty();
    }
  }

  private static List<String> read(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (TimeLimit limit = TimeLimit.of(connection, statement, SECONDS)) {
        statement.setEscapeProcessing(false);
        statement.setMaxRows(MOST_ROWS);
        try (ResultSet result = statement.executeQuery(sql)) {
          int columns = result.getMetaData().getColumnCount();
          while (result.next() && rows.size() < MOST_ROWS) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
              row.append(result.getString(i)).append('\u001f');
            }
            rows.add(row.toString());
          }
        }
      }
    }
    Collections.sort(rows);
    return rows;
  }
}
