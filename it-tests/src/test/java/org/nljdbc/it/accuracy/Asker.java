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
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Translation;

/**
 * Asks questions of one database, through the driver's URL; gold SQL runs on the SQLite file, with
 * the bare driver, for reading only.
 */
final class Asker implements AutoCloseable {

  /** Most seconds that one query may run, or one question take. */
  static final int SECONDS = 120;

  private final Meter meter;
  private final Targets.Target target;
  private final OwnGold ownGold;
  private final @Nullable PinnedOthers pins;
  private final Connection asked;
  private final Connection bare;

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
    this.target = target;
    this.ownGold = ownGold;
    this.pins = pins;
    Properties plain = new Properties();
    plain.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
    Properties all = new Properties();
    all.putAll(target.properties());
    if (pins != null) {
      pins.settings(all);
    }
    all.putAll(settings);
    all.setProperty("nl.model", meter.setting());
    bare = DriverManager.getConnection("jdbc:sqlite:" + file, plain);
    try {
      asked = DriverManager.getConnection(target.url(), all);
    } catch (SQLException e) {
      bare.close();
      throw e;
    }
  }

  /** Whether the database that is asked is a copy in another system. */
  boolean isCopy() {
    return target.copy() != null;
  }

  /**
   * Runs gold SQL.
   *
   * @param sql the SQL
   * @return its rows
   * @throws SQLException if it fails
   */
  Rows gold(String sql) throws SQLException {
    try (Statement statement = bare.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (ResultSet result = statement.executeQuery(sql)) {
        return Rows.read(result);
      }
    }
  }

  /**
   * Runs a question's gold in the words of a copy's system on that copy, where ties may be broken
   * otherwise than in SQLite.
   *
   * @param question the question
   * @param change what is changed in the gold before
   * @return its rows; empty if there is no copy, no such gold, or if it fails there
   * @throws SQLException if the copy cannot be reached
   */
  Optional<Rows> ownGold(Question question, UnaryOperator<String> change) throws SQLException {
    TestDatabase copy = target.copy();
    Optional<String> sql = ownGold.of(question).map(change);
    if (copy == null || sql.isEmpty()) {
      return Optional.empty();
    }
    try (Connection connection = copy.bare();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (ResultSet result = statement.executeQuery(sql.get())) {
        return Optional.of(Rows.read(result));
      } catch (SQLException refused) {
        return Optional.empty();
      }
    }
  }

  /**
   * Runs SQL that the driver told of on the database that is asked.
   *
   * @param sql the SQL
   * @return its rows; empty if it fails
   * @throws SQLException if the connection is lost
   */
  Optional<Rows> rows(String sql) throws SQLException {
    try (Statement statement = asked.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (ResultSet result = statement.executeQuery(sql)) {
        return Optional.of(Rows.read(result));
      } catch (SQLException refused) {
        return Optional.empty();
      }
    }
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
      statement.setQueryTimeout(SECONDS);
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
        Connection second = bare) {
      // Both are closed, whatever the first says.
    }
  }
}
