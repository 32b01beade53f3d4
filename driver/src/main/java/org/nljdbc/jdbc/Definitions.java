package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.SchemaChange;
import org.nljdbc.translate.SchemaNews;
import org.nljdbc.translate.Translator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection's own statements have done to its schema, and whether that is committed. What
 * is not is this connection's alone: others must not see it, and it may be taken back.
 *
 * <p>A statement is noticed before it runs, so the translator is told again at the next question.
 */
final class Definitions {

  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

  private final Connection connection;
  private volatile boolean begun;
  private volatile boolean uncommitted;
  private volatile boolean temporary;
  private volatile @Nullable SchemaNews untold;

  /**
   * Begins with nothing done.
   *
   * @param connection the real connection, as the translator gets it
   */
  Definitions(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes note of a statement that is about to run.
   *
   * @param sql what {@link SchemaChange#mayFollow} holds of
   * @param told who is told now, for the sake of other connections; null if there is nobody yet
   */
  void beforeStatement(String sql, Known told) {
    SchemaChange.each(
        sql,
        change -> {
          switch (change) {
            case NONE -> {}
            case DEFINITION -> define(told);
            case TEMPORARY -> {
              temporary = true;
              note(SchemaNews.OWN);
            }
            case BEGIN -> begun = true;
            case COMMIT -> {
              boolean forAll = uncommitted;
              committed();
              if (forAll) {
                tellNow(told);
              }
            }
            case ROLLBACK -> rolledBack();
            case ROLLBACK_TO -> partRolledBack();
          }
        });
  }

  /** Who has to know, if anybody. */
  @FunctionalInterface
  interface Known {
    @Nullable Translator translator();
  }

  private void define(Known told) {
    if (isOpen() && !definitionsCommit()) {
      uncommitted = true;
      note(SchemaNews.UNCOMMITTED);
      return;
    }
    note(SchemaNews.COMMITTED);
    tellNow(told);
  }

  private void tellNow(Known told) {
    Translator known = told.translator();
    if (known != null) {
      tell(known, SchemaNews.COMMITTED);
    }
  }

  /** The transaction has been committed. */
  void committed() {
    begun = false;
    if (uncommitted) {
      uncommitted = false;
      note(SchemaNews.COMMITTED);
    }
  }

  /** The transaction has been taken back, with all that was defined in it. */
  void rolledBack() {
    begun = false;
    if (uncommitted) {
      uncommitted = false;
      note(SchemaNews.OWN);
    }
  }

  /** Part of the transaction has been taken back; what was defined before may stand. */
  void partRolledBack() {
    if (uncommitted) {
      note(SchemaNews.UNCOMMITTED);
    }
  }

  /** The schema is another by a call that has succeeded. */
  void moved() {
    note(uncommitted ? SchemaNews.UNCOMMITTED : SchemaNews.OWN);
  }

  /** Tells what has not been told, before a question or after a commit. */
  void tell(Translator translator) {
    if (uncommitted && !isOpen()) {
      committed(); // by somebody else, such as a transaction manager
    }
    SchemaNews news = untold;
    if (news == null) {
      return;
    }
    untold = null;
    tell(translator, news);
    if ((uncommitted || temporary) && news != SchemaNews.UNCOMMITTED) {
      tell(translator, SchemaNews.UNCOMMITTED);
    }
  }

  /** What fails there fails no statement of the user's: the schema is read anew in its time. */
  private void tell(Translator translator, SchemaNews news) {
    try {
      translator.schemaChanged(connection, news);
    } catch (SQLException unreadable) {
      LOG.debug("The schema could not be marked as changed", unreadable);
    }
  }

  /** News for everybody are not forgotten over news for few. */
  private void note(SchemaNews news) {
    SchemaNews before = untold;
    untold = before == null || before.compareTo(news) < 0 ? news : before;
  }

  private boolean isOpen() {
    try {
      return begun || !connection.getAutoCommit();
    } catch (SQLException unknown) {
      LOG.debug("Nobody knows whether a transaction is open", unknown);
      return true;
    }
  }

  private boolean definitionsCommit() {
    try {
      return connection.getMetaData().dataDefinitionCausesTransactionCommit();
    } catch (SQLException unknown) {
      LOG.debug("Nobody knows whether definitions commit", unknown);
      return false;
    }
  }
}
