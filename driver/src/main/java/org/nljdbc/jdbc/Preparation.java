package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Makes the database look at a prepared statement now rather than at its first execution. */
final class Preparation {

  private Preparation() {}

  /**
   * Asks for the result's description, for which drivers that prepare lazily have to send the SQL.
   *
   * @param statement a new statement; closed if the database refuses its SQL
   * @return the statement
   * @throws SQLException what the database says against the SQL
   */
  static PreparedStatement described(PreparedStatement statement) throws SQLException {
    try {
      statement.getMetaData();
      return statement;
    } catch (SQLFeatureNotSupportedException unknownBeforeExecution) {
      return statement;
    } catch (SQLException refused) {
      try {
        statement.close();
      } catch (SQLException besides) {
        refused.addSuppressed(besides);
      }
      throw refused;
    }
  }
}
