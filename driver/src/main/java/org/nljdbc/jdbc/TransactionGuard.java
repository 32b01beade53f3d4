package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a statement that fails from spoiling the user's transaction: where a failure would abort
 * the whole transaction (PostgreSQL and what is not known), the statement runs under a savepoint.
 *
 * <p>Databases that undo a failed statement alone get none: there a savepoint would only do harm,
 * since releasing it ends a streaming result (MySQL, MariaDB) and going back to it ends the
 * transaction's other open results (SQLite).
 */
final class TransactionGuard {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionGuard.class);

  private static final List<String> UNDO_FAILED_STATEMENT_ALONE =
      List.of("MySQL", "MariaDB", "SQLite", "H2", "HSQL", "Apache Derby", "Oracle", "DB2");

  private final Connection real;
  private final @Nullable Savepoint savepoint;

  private TransactionGuard(Connection real, @Nullable Savepoint savepoint) {
    this.real = real;
    this.savepoint = savepoint;
  }

  /** Whether a product's transactions need guarding. */
  static boolean isNeededBy(String product) {
    return UNDO_FAILED_STATEMENT_ALONE.stream().noneMatch(product::startsWith);
  }

  /** Sets a savepoint if a transaction may be open and the driver knows savepoints. */
  static TransactionGuard enter(Connection real, boolean needed) throws SQLException {
    return new TransactionGuard(
        real, needed && !real.getAutoCommit() ? savepointIfSupported(real) : null);
  }

  /** A savepoint; null if the driver knows none. */
  static @Nullable Savepoint savepointIfSupported(Connection real) throws SQLException {
    try {
      return real.setSavepoint();
    } catch (SQLFeatureNotSupportedException unsupported) {
      return null;
    }
  }

  /** After success: forgets the savepoint. What was read stays open. */
  void release() {
    if (savepoint != null) {
      try {
        real.releaseSavepoint(savepoint);
      } catch (SQLException kept) {
        // The savepoint then ends with the transaction, which hurts nobody.
        LOG.debug("Savepoint not released", kept);
      }
    }
  }

  /** After failure: takes the transaction back to where it was. */
  void undo() {
    if (savepoint != null) {
      try {
        real.rollback(savepoint);
        release();
      } catch (SQLException lost) {
        // The statement's own failure is what the user has to know.
        LOG.warn("The transaction could not be taken back to its savepoint: {}", lost.toString());
      }
    }
  }
}
