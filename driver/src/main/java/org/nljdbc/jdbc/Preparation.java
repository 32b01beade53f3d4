package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;

/** Makes the database look at a prepared statement now rather than at its first execution. */
final class Preparation {

  /** Not supported, in SQL and in ODBC (old and new), and what ODBC's drivers say of all else. */
  private static final List<String> CANNOT = List.of("0A", "HY", "S1C00", "IM001");

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
   * are a question's and others stand around it. A driver that cannot count them is let through:
   * its database will tell when the statement runs.
   *
   * @param statement a new statement; closed if it does not
   * @param count how many there should be
   * @throws SQLException 0A000 if there are not; what the database says against the statement
   */
  static void requireParameters(PreparedStatement statement, int count) throws SQLException {
    SQLException refusal = null;
    try {
      int counted = statement.getParameterMetaData().getParameterCount();
      refusal = counted == count ? null : Errors.otherParameters(counted, count);
    } catch (SQLException failure) {
      refusal = isOfDriverAlone(failure) ? null : failure;
    }
    if (refusal != null) {
      throw closing(statement, refusal);
    }
  }

  /**
   * Whether a failure is the driver's, which has not asked the database: then nothing is wrong with
   * the statement, and the transaction goes on. Some drivers say that they cannot do something by a
   * plain exception, without an SQLState or with one of ODBC's for it.
   */
  private static boolean isOfDriverAlone(SQLException failure) {
    if (failure instanceof SQLFeatureNotSupportedException) {
      return true;
    }
    if (failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || failure instanceof SQLNonTransientException) {
      return false;
    }
    String state = failure.getSQLState();
    return state == null || state.isEmpty() || CANNOT.stream().anyMatch(state::startsWith);
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
