package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.nljdbc.intent.Intent;
import org.nljdbc.memory.LockMode;
import org.nljdbc.prompt.Effect;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;

/** Which requests to write are translated, and into what. */
final class WriteRequests {

  private static final Set<String> OF_ROWS = Set.of("insert", "add", "update", "delete");

  /** What is created by a definition rather than as a row. */
  private static final Pattern DEFINED =
      Pattern.compile("(?i).*\\bcreate\\b.*\\b(?:table|view|index|database|schema)\\b.*");

  private WriteRequests() {}

  /** Whether a question is known to ask for a change of rows. */
  static boolean isWrite(String question, Intent intent) {
    return intent instanceof Intent.Write write && isOfRows(question, write);
  }

  private static boolean isOfRows(String question, Intent.Write write) {
    return OF_ROWS.contains(write.verb())
        || write.verb().equals("create") && !DEFINED.matcher(question).matches();
  }

  /**
   * Refuses where nothing may be written.
   *
   * @throws SQLException 0A000 if {@code nl.writes} is off; NL002 if only pinned questions run
   */
  static void requireAllowed(Settings settings) throws SQLException {
    if (settings.get(Setting.WRITES).equals(Setting.OFF)) {
      throw new SQLFeatureNotSupportedException(
          "A question only reads here. To let questions change rows, set nl.writes=confirm or on;"
              + " to write yourself, send SQL without NL in front.",
          "0A000");
    }
    if (LockMode.of(settings) == LockMode.STRICT) {
      throw new SQLException(
          "Only pinned questions run (nl.lock=strict), and a pinned question only reads.", "NL002");
    }
  }

  /**
   * Refuses what is not about rows.
   *
   * @throws SQLException 0A000 if it wants to change the schema or is about it; 42000 if it is
   *     nothing that a database can do
   */
  static void refuseUnlessOfRows(String question, Schema schema) throws SQLException {
    Intent intent = Intent.of(question, schema);
    if (!(intent instanceof Intent.Write write)) {
      Intents.refuseUnlessData(question, intent, schema, true);
    } else if (!isOfRows(question, write)) {
      throw new SQLFeatureNotSupportedException(
          "A question may change rows here, but not the schema or permissions ("
              + write.verb().toUpperCase(Locale.ROOT)
              + "): send that as SQL, without NL in front.",
          "0A000");
    }
  }

  /** What the SQL of a request is to do, by its first word: most verbs change what is there. */
  static Effect effect(String question) {
    return switch (Intent.writingVerb(question)) {
      case "insert", "add", "create", "register", "record", "append", "copy", "duplicate", "new" ->
          Effect.INSERT;
      case "delete", "remove", "erase", "purge" -> Effect.DELETE;
      default -> Effect.UPDATE;
    };
  }
}
