package org.nljdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import org.nljdbc.prompt.Turn;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Settings;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.Translation;

/**
 * What a connection of this driver offers beyond JDBC: {@code
 * connection.unwrap(NlConnection.class)}.
 */
public interface NlConnection {

  /**
   * Finds the SQL of a question without running it.
   *
   * @param question the question alone, without {@code NL:}
   * @return its SQL and how it came about
   * @throws SQLException 42000 if the question is empty or no valid SQL was found, 54000 if it is
   *     too long, 57014 if the time of {@code nl.timeout} ran out or the connection was closed
   *     meanwhile, 58000 if the model failed
   */
  Translation translate(String question) throws SQLException;

  /**
   * Checks SQL as that of an answer is checked: one statement that only reads, names that exist,
   * and the database's own opinion. Runs nothing.
   *
   * @param sql the statement
   * @return what was found
   * @throws SQLException 42000 if there are no tables, 08003 if the connection is closed; the
   *     database's own exceptions where they have nothing to do with the statement
   */
  CheckedSql check(String sql) throws SQLException;

  /**
   * What questions on this connection can be about: the tables and views of its current schema.
   *
   * @return the schema, as the next question would see it
   * @throws SQLException as for {@link #check}
   */
  Schema schema() throws SQLException;

  /**
   * Goes on from a conversation that is kept elsewhere, as a server without state does: questions
   * are understood as with {@code nl.conversation=on}, until {@link #leave}.
   *
   * @param earlier what was asked before, oldest first; the last three count. None begins one
   */
  void resume(List<Turn> earlier);

  /**
   * The conversation by now.
   *
   * @return what the next question would go on from if its words say so, at most three turns; empty
   *     where no conversation is kept
   */
  List<Turn> conversation();

  /**
   * Names who speaks, as a server does that lends its connections: pins and rejected answers are
   * theirs, until {@link #leave} or where a pool's request begins or ends. Nothing else depends on
   * it.
   *
   * @param person a name as it is to stand in the lock file
   * @throws SQLException 08003 if the connection is closed; 0A000 where nothing can be pinned
   */
  default void speakFor(String person) throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "Nobody can be named here, since nothing can be pinned", "0A000");
  }

  /**
   * Forgets the conversation and who spoke; {@code nl.conversation} and this process's user count
   * again. Idempotent.
   */
  void leave();

  /** The settings that this connection was opened with. */
  Settings settings();
}
