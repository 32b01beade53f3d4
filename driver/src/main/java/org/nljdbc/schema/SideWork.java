package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the driver's own statements on a user's connection and leaves no trace: inside a transaction
 * they stand between a savepoint and the roll-back to it, so that an error does not spoil the
 * transaction and nothing is committed.
 */
public final class SideWork {

  private static final Logger LOG = LoggerFactory.getLogger(SideWork.class);

  private SideWork() {}

  /**
   * Something to do on a connection.
   *
   * @param <T> what it yields
   */
  @FunctionalInterface
  public interface Action<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /**
   * Whether an error on this connection could be undone: true in auto-commit mode and where
   * savepoints work.
   *
   * @param connection the user's connection
   * @return false if a failing statement would spoil the transaction
   * @throws SQLException as the driver throws it
   */
  public static boolean canUndo(Connection connection) throws SQLException {
    return connection.getAutoCommit() || connection.getMetaData().supportsSavepoints();
  }

  /**
   * Whether rows may be looked at without harm to the transaction: an error could be undone, and it
   * is not serializable, as a look at rows could make it fail. SQLite knows no other and does not
   * fail so.
   *
   * @param connection the user's connection
   * @param dialect its database's
   * @return whether they may
   * @throws SQLException as the driver throws it
   */
  public static boolean mayReadRows(Connection connection, Dialect dialect) throws SQLException {
    boolean serializable =
        dialect != Dialect.SQLITE
            && !connection.getAutoCommit()
            && connection.getTransactionIsolation() == Connection.TRANSACTION_SERIALIZABLE;
    return !serializable && canUndo(connection);
  }

  /**
   * Does something and undoes its traces.
   *
   * @param connection the user's connection
   * @param action what to do
   * @param <T> what it yields
   * @return what it yields
   * @throws SQLException as the action throws it
   */
  public static <T> T run(Connection connection, Action<T> action) throws SQLException {
    Savepoint savepoint = connection.getAutoCommit() ? null : savepoint(connection);
    try {
      return action.run();
    } finally {
      if (savepoint != null) {
        undo(connection, savepoint);
      }
    }
  }

  private static @Nullable Savepoint savepoint(Connection connection) throws SQLException {
    try {
      return connection.setSavepoint();
    } catch (SQLFeatureNotSupportedException e) {
      LOG.debug("the database has no savepoints", e);
      return null;
    }
  }

  private static void undo(Connection connection, Savepoint savepoint) {
    try {
      connection.rollback(savepoint);
    } catch (SQLException e) {
      LOG.debug("could not roll back to the savepoint", e);
    }
    try {
      connection.releaseSavepoint(savepoint);
    } catch (SQLException e) {
      LOG.debug("could not release the savepoint", e);
    }
  }
}
