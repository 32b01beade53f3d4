package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.Settings;
import org.nljdbc.translate.Translator;

/**
 * The translator of one connection: made when it is first needed, told what the connection does to
 * its schema, and given back when the connection closes.
 */
final class ConnectionTranslator {

  private final Settings settings;
  private final Function<Settings, Translator> translators;
  private final Definitions definitions;
  private volatile @Nullable Translator made;
  private volatile boolean ended;

  /**
   * Begins without one.
   *
   * @param side the real connection for the driver's own work
   */
  ConnectionTranslator(
      Connection side, Settings settings, Function<Settings, Translator> translators) {
    this.settings = settings;
    this.translators = translators;
    this.definitions = new Definitions(side);
  }

  /**
   * Has the translator do something.
   *
   * @throws SQLException what it says against that; 58000 in place of what is no such exception;
   *     08003 if the connection is closed
   */
  <R> R ask(Call<R> call) throws SQLException {
    return guarded(() -> call.make(get()));
  }

  /**
   * Something to ask the translator.
   *
   * @param <R> what it gives
   */
  @FunctionalInterface
  interface Call<R> {
    R make(Translator translator) throws SQLException;
  }

  /** Does a translator's work, whose errors have to be SQLExceptions to whoever asks. */
  static <R> R guarded(Asking.Work<R> work) throws SQLException {
    try {
      return work.run();
    } catch (QuestionEnded ended) {
      throw ended.reason();
    } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
      throw Errors.modelFailed(failure);
    }
  }

  /** The translator, which knows of all definitions so far. */
  Translator get() throws SQLException {
    Translator known = knownOrNew();
    definitions.tell(known);
    return known;
  }

  private synchronized Translator knownOrNew() throws SQLException {
    Translator known = made;
    if (known == null && !ended) {
      known = translators.apply(settings);
      made = known;
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

  /** Nobody asks any more, since the connection closes. */
  void end() {
    ended = true;
  }

  /** Gives the translator back. */
  void close() {
    Translator known = made;
    if (known != null) {
      known.close();
    }
  }

  /** Pins and rejected answers are this process's user's again. */
  void speakForNobodyElse() {
    Translator known = made;
    if (known != null) {
      known.speakFor(null);
    }
  }

  // What becomes of the schema

  /** Takes note of an ordinary statement that is about to run and may change the schema. */
  void beforeStatement(String sql) {
    definitions.beforeStatement(sql, () -> made);
  }

  /** The schema is another by a call that has succeeded. */
  void schemaMoved() {
    definitions.moved();
    tellDefinitions();
  }

  /** The transaction has ended, by a commit or not. */
  void transactionEnded(boolean committed) {
    if (committed) {
      definitions.committed();
    } else {
      definitions.rolledBack();
    }
    tellDefinitions();
  }

  /** The transaction was taken back to a savepoint. */
  void partRolledBack() {
    definitions.partRolledBack();
  }

  private void tellDefinitions() {
    Translator known = made;
    if (known != null) {
      definitions.tell(known);
    }
  }
}
