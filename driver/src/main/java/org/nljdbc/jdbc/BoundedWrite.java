package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement that changes rows so that it changes too many of them, or fails half way, to no
 * effect: what it did is undone, and nothing else of the user's transaction. Without a transaction
 * it gets one for itself.
 */
final class BoundedWrite {

  private final Connection real;
  private final int most;

  /**
   * A frame for one statement.
   *
   * @param real the real connection
   * @param most how many rows it may change
   */
  BoundedWrite(Connection real, int most) {
    this.real = real;
    this.most = most;
  }

  /**
   * Something that changes rows.
   *
   * @param <R> what it gives
   */
  @FunctionalInterface
  interface Work<R> {
    R run() throws SQLException;
  }

  /**
   * Runs it.
   *
   * @param sql the statement, for errors
   * @param rows how many rows it has changed, by what it gave; less than 0 if that is not known
   */
  <R> R run(String sql, Work<R> work, ToLongFunction<R> rows) throws SQLException {
    if (real.getAutoCommit()) {
      real.setAutoCommit(false);
      return alone(sql, work, rows);
    }
    return within(sql, work, rows);
  }

  private <R> R alone(String sql, Work<R> work, ToLongFunction<R> rows) throws SQLException {
    boolean done = false;
    try {
      R result = work.run();
      requireFew(rows.applyAsLong(result), true, sql);
      real.commit();
      done = true;
      return result;
    } finally {
      try {
        if (!done) {
          real.rollback();
        }
      } finally {
        real.setAutoCommit(true);
      }
    }
  }

  private <R> R within(String sql, Work<R> work, ToLongFunction<R> rows) throws SQLException {
    Savepoint savepoint = savepoint();
    boolean done = false;
    try {
      R result = work.run();
      requireFew(rows.applyAsLong(result), savepoint != null, sql);
      done = true;
      return result;
    } finally {
      if (savepoint != null) {
        if (!done) {
          real.rollback(savepoint);
        }
        release(savepoint);
      }
    }
  }

  private @Nullable Savepoint savepoint() throws SQLException {
    try {
      return real.setSavepoint();
    } catch (SQLFeatureNotSupportedException unsupported) {
      return null; // then only the count before it runs keeps it small
    }
  }

  private void release(Savepoint savepoint) throws SQLException {
    try {
      real.releaseSavepoint(savepoint);
    } catch (SQLFeatureNotSupportedException kept) {
      return; // it ends with the transaction
    }
  }

  private void requireFew(long changed, boolean undone, String sql) throws SQLException {
    if (changed > most) {
      throw Errors.tooManyRows(changed, most, undone, sql);
    }
  }
}
