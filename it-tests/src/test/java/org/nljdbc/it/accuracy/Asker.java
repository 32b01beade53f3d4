package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Translation;

/** Asks questions of one database, through the driver's URL, one at a time. */
final class Asker implements AutoCloseable {

  private final Meter meter;
  private final Golds golds;
  private final @Nullable PinnedOthers pins;
  private final Connection asked;

  /**
   * Opens both connections.
   *
   * @param file the database as a SQLite file
   * @param target the database to ask
   * @param settings the driver's settings beside the model
   * @param meter listens to the model and names it
   * @param ownGold gold in the words of the database to ask
   * @param pins pins what a question may see, or null
   * @throws SQLException if one cannot be opened
   */
  Asker(
      Path file,
      Targets.Target target,
      Map<String, String> settings,
      Meter meter,
      OwnGold ownGold,
      @Nullable PinnedOthers pins)
      throws SQLException {
    this.meter = meter;
    this.pins = pins;
    Properties all = new Properties();
    all.putAll(target.properties());
    if (pins != null) {
      pins.settings(all);
    }
    all.putAll(settings);
    all.setProperty("nl.model", meter.setting());
    golds = new Golds(file, target, ownGold);
    try {
      asked = DriverManager.getConnection(target.url(), all);
    } catch (SQLException e) {
      golds.close();
      throw e;
    }
  }

  /** What the rows are judged by. */
  Golds golds() {
    return golds;
  }

  /** The connection to the database that is asked, for SQL that the driver told of. */
  Connection connection() {
    return asked;
  }

  /**
   * Pins the questions of the database, if any are to be pinned.
   *
   * @param questions all of them
   * @throws SQLException if the connection is lost
   * @throws IOException if the lock file cannot be replaced
   */
  void pin(List<Question> questions) throws SQLException, IOException {
    if (pins != null) {
      pins.fill(questions, asked);
    }
  }

  /**
   * Asks a question.
   *
   * @param question the question
   * @return what came of it
   * @throws SQLException if the model cannot be had or the connection is lost: no other question
   *     would fare better
   */
  Answer ask(Question question) throws SQLException {
    if (pins == null) {
      return ask(question.text());
    }
    pins.leaveOut(question, asked);
    try {
      return ask(question.text());
    } finally {
      pins.putBack(question, asked);
    }
  }

  private Answer ask(String question) throws SQLException {
    meter.takeCalls();
    meter.takeLoadNanos();
    long start = System.nanoTime();
    try (Statement statement = asked.createStatement()) {
      statement.setQueryTimeout(Golds.SECONDS);
      String text = "NL '" + question.replace("'", "''") + "'";
      try (ResultSet result = statement.executeQuery(text)) {
        Rows rows = Rows.read(result);
        return answer(start, translation(statement), rows, null);
      } catch (SQLException e) {
        if (isHopeless(e)) {
          throw e;
        }
        return answer(start, translation(statement), null, e.getSQLState() + ": " + e.getMessage());
      }
    }
  }

  private static @Nullable Translation translation(Statement statement) throws SQLException {
    return statement.unwrap(NlStatement.class).lastTranslation().orElse(null);
  }

  private Answer answer(
      long start, @Nullable Translation translation, @Nullable Rows rows, @Nullable String error) {
    long nanos = System.nanoTime() - start - meter.takeLoadNanos();
    List<ModelCall> calls = meter.takeCalls();
    String sql = translation == null ? null : translation.sql();
    String last = sql == null && !calls.isEmpty() ? calls.get(calls.size() - 1).text() : sql;
    return new Answer(last, translation, rows, error, nanos / 1_000_000, calls);
  }

  /** Whether the error is of the model or the connection rather than of the answer. */
  private static boolean isHopeless(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("58") || state.startsWith("0A") || state.startsWith("08");
  }

  @Override
  public void close() throws SQLException {
    try (Connection first = asked;
        Golds second = golds) {
      // Both are closed, whatever the first says.
    }
  }
}
