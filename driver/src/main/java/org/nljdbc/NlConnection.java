package org.nljdbc;

import java.sql.SQLException;
import org.nljdbc.settings.Settings;
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

  /** The settings that this connection was opened with. */
  Settings settings();
}
