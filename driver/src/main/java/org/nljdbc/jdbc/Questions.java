package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Recogniser;
import org.nljdbc.statement.SchemaChange;
import org.nljdbc.translate.Translation;
import org.nljdbc.translate.Translator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions of one connection: recognises, translates, runs and repairs them. */
final class Questions {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final Connection real;
  private final Settings settings;
  private final Function<Settings, Translator> translators;
  private final Recogniser recogniser;
  private final Set<Asking> underway = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Translator translator;
  private volatile boolean ended;
  private @Nullable Boolean guarded;

  Questions(Connection real, Settings settings, Function<Settings, Translator> translators) {
    this.real = real;
    this.settings = settings;
    this.translators = translators;
    this.recogniser = new Recogniser(settings.getInt(Setting.QUESTION_MAX_LENGTH));
  }

  Settings settings() {
    return settings;
  }

  /**
   * The question in a statement that is about to go to the database, or null if it is an ordinary
   * one. If that one may change the schema, the next question will see the change.
   */
  @Nullable Asked recognise(@Nullable String sql) throws SQLException {
    if (Recogniser.mayBeAsked(sql)) {
      return recogniser.recognise(sql);
    }
    if (translator != null && SchemaChange.mayFollow(sql)) {
      schemaChanged();
    }
    return null;
  }

  /** The question of a text that is nothing but the question. */
  Asked asked(String question) throws SQLException {
    return recogniser.question(question);
  }

  /** Refuses a question where only ordinary statements can go. */
  void refuse(@Nullable String sql, String method) throws SQLException {
    if (recognise(sql) != null) {
      throw Errors.questionIn(method);
    }
  }

  /** Opens the way for one question; {@link #end} closes it. */
  Asking begin(int querySeconds) {
    Asking asking = new Asking(querySeconds, settings.getInt(Setting.TIMEOUT));
    underway.add(asking);
    return asking;
  }

  void end(Asking asking) {
    underway.remove(asking);
  }

  /** Ends every question under way and gives the translator back, since the connection closes. */
  void close() {
    ended = true;
    underway.forEach(Asking::cancel);
    Translator known = translator;
    if (known != null) {
      known.close();
    }
  }

  /**
   * Tells the translator, if there is one, that the schema may be another. What fails there fails
   * no statement of the user's: the schema is then read anew when its time is up.
   */
  void schemaChanged() {
    Translator known = translator;
    if (known != null) {
      try {
        known.schemaChanged(real);
      } catch (SQLException unreadable) {
        LOG.debug("The schema could not be marked as changed", unreadable);
      }
    }
  }

  Translation translate(String question, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> translator().translate(question, real, asking, asking.translationDeadline()));
  }

  /** What the schema itself answers; empty if the question is not about it. */
  Optional<SchemaAnswer> askSchema(String question, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> translator().askSchema(question, real, asking, asking.translationDeadline()));
  }

  /**
   * Translates and runs; what the database refuses goes back to the model, until it runs or the
   * translator gives up. Each failure leaves the transaction as it was.
   */
  <R> R run(String question, Asking asking, Execution<R> execution) throws SQLException {
    Translation translation = translate(question, asking);
    while (true) {
      requireConfidence(translation);
      TransactionGuard guard = TransactionGuard.enter(real, guarded());
      SQLException failure;
      try {
        asking.executing();
        R result = execution.run(translation);
        guard.release();
        return result;
      } catch (SQLException refused) {
        guard.undo();
        failure = refused;
      }
      if (asking.isCancelled() || isBeyondRepair(failure)) {
        throw failure;
      }
      asking.translating();
      Translation failed = translation;
      translation =
          guardedFromModel(
              () ->
                  translator().repair(failed, failure, real, asking, asking.translationDeadline()));
    }
  }

  /** Refuses SQL that is too likely wrong; one whose confidence is not known is let through. */
  private void requireConfidence(Translation translation) throws SQLException {
    int least = settings.getInt(Setting.MIN_CONFIDENCE);
    if (translation.confidence() * 100 < least) {
      throw Errors.notConfident(translation, least);
    }
  }

  /** No other SQL helps when time is up or the connection is gone. */
  private static boolean isBeyondRepair(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTimeoutException
        || (state != null && (state.startsWith("08") || state.equals(Errors.CANCELLED)));
  }

  private synchronized Translator translator() throws SQLException {
    Translator known = translator;
    if (known == null && !ended) {
      known = translators.apply(settings);
      translator = known;
      if (ended) {
        // Closed meanwhile, by somebody who saw no translator to close.
        known.close();
      }
    }
    if (known == null || ended) {
      throw Errors.closed();
    }
    return known;
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

  private static <R> R guardedFromModel(TranslatorCall<R> call) throws SQLException {
    try {
      return call.make();
    } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
      throw Errors.modelFailed(failure);
    }
  }

  @FunctionalInterface
  private interface TranslatorCall<R> {
    R make() throws SQLException;
  }
}
