package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.Nested;

/**
 * Runs what questions became. What the database refuses goes back to the model, until it runs or
 * the translator gives up; each failure leaves the transaction as it was. Where the failure may be
 * another's, of a second question or of SQL that writes, it is the database's own.
 */
final class QuestionRun {

  private final Connection real;
  private final InquiryTranslation translation;
  private final ConnectionTranslator translator;
  private final Unsure unsure;
  private @Nullable Boolean guarded;

  /**
   * A way to run.
   *
   * @param real the real connection
   * @param translation finds other SQL
   * @param translator told of statements that have run and may have changed the schema
   * @param unsure refuses SQL that is too likely wrong
   */
  QuestionRun(
      Connection real,
      InquiryTranslation translation,
      ConnectionTranslator translator,
      Unsure unsure) {
    this.real = real;
    this.translation = translation;
    this.translator = translator;
    this.unsure = unsure;
  }

  /**
   * Runs.
   *
   * @param first the SQL that is tried first
   * @param confirmed the SQL that somebody has confirmed for this run, or null
   * @param execution runs SQL on the user's statement
   */
  <R> R run(Translated first, @Nullable String confirmed, Asking asking, Execution<R> execution)
      throws SQLException {
    Translated translated = first;
    while (true) {
      unsure.require(translated, confirmed);
      TransactionGuard guard = TransactionGuard.enter(real, guarded());
      SQLException failure;
      try {
        Translated now = translated;
        R result = asking.execute(() -> execution.run(now));
        guard.release();
        noteDefinition(now);
        return result;
      } catch (SQLException refused) {
        guard.undo();
        failure = refused;
      }
      if (asking.isCancelled() || isBeyondRepair(failure) || !isRepairable(translated)) {
        throw failure;
      }
      translated = translation.repaired(translated, failure, asking);
    }
  }

  /** The user's own statement has run, which for the schema is as well as being about to. */
  private void noteDefinition(Translated run) {
    if (run.inquiry() instanceof Nested nested && nested.mayChangeSchema()) {
      translator.beforeStatement(nested.toString());
    }
  }

  private static boolean isRepairable(Translated translated) {
    return translated.returnsRows() && translated.translations().size() == 1;
  }

  /** No other SQL helps when time is up or the connection is gone. */
  private static boolean isBeyondRepair(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTimeoutException
        || (state != null && (state.startsWith("08") || state.equals(Errors.CANCELLED)));
  }

  private boolean guarded() throws SQLException {
    Boolean known = guarded;
    if (known == null) {
      String product = real.getMetaData().getDatabaseProductName();
      known = product == null || TransactionGuard.isNeededBy(product);
      guarded = known;
    }
    return known;
  }
}
