package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.function.ToLongFunction;
import org.nljdbc.jdbc.Errors.TooMany;

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
    try {
      R result = work.run();
      requireFew(rows.applyAsLong(result), TooMany.UNDONE, sql);
      real.commit();
      real.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      undo(failure, real::rollback);
      undo(failure, () -> real.setAutoCommit(true));
      throw failure;
    }
  }

  private <R> R within(String sql, Work<R> work, ToLongFunction<R> rows) throws SQLException {
    // Without one only the count before it runs keeps it small.
    Savepoint savepoint = TransactionGuard.savepointIfSupported(real);
    try {
      R result = work.run();
      TooMany then = savepoint == null ? TooMany.DONE : TooMany.UNDONE;
      requireFew(rows.applyAsLong(result), then, sql);
      if (savepoint != null) {
        release(savepoint);
      }
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      if (savepoint != null) {
        undo(failure, () -> real.rollback(savepoint));
        undo(failure, () -> release(savepoint));
      }
      throw failure;
    }
  }

  /**
   * One step back. What the user has to know is why, so that a further failure stands behind it.
   */
  private static void undo(Throwable failure, Step step) {
    try {
      step.take();
    } catch (SQLException besides) {
      failure.addSuppressed(besides);
    }
  }

  @FunctionalInterface
  private interface Step {
    void take() throws SQLException;
  }

  private void release(Savepoint savepoint) throws SQLException {
    try {
      real.releaseSavepoint(savepoint);
    } catch (SQLFeatureNotSupportedException kept) {
      return; // it ends with the transaction
    }
  }

  private void requireFew(long changed, TooMany then, String sql) throws SQLException {
    if (changed > most) {
      throw Errors.tooManyRows(changed, most, then, sql);
    }
  }
}
