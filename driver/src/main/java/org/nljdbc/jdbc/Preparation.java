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
      throw closing(statement, refused);
    }
  }

  /**
   * Makes sure that the database counts the parameters of a statement as we do, where some of them
   * are a question's and others stand around it.
   *
   * @param statement a new statement; closed if it does not
   * @param count how many there should be
   * @throws SQLException 0A000 if there are not
   */
  static void requireParameters(PreparedStatement statement, int count) throws SQLException {
    SQLException refusal = null;
    try {
      int counted = statement.getParameterMetaData().getParameterCount();
      refusal = counted == count ? null : Errors.otherParameters(counted, count);
    } catch (SQLFeatureNotSupportedException uncounted) {
      return; // it will tell when it runs
    } catch (SQLException failure) {
      refusal = failure;
    }
    if (refusal != null) {
      throw closing(statement, refusal);
    }
  }

  private static SQLException closing(PreparedStatement statement, SQLException failure) {
    try {
      statement.close();
    } catch (SQLException besides) {
      failure.addSuppressed(besides);
    }
    return failure;
  }
}
