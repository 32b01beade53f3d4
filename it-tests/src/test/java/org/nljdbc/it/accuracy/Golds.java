package org.nljdbc.it.accuracy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.runtime.evaluation.RowMatch;
import org.nljdbc.runtime.evaluation.RowOrder;
import org.nljdbc.runtime.evaluation.Rows;

/**
 * Judges rows by those of the gold, which runs on the SQLite file with the bare driver, for reading
 * only, and on a copy in another system where there is gold in that system's words.
 */
final class Golds implements AutoCloseable {

  /** Most seconds that one query may run, or one question take. */
  static final int SECONDS = 120;

  private final Targets.Target target;
  private final OwnGold own;
  private final Connection bare;

  /**
   * Opens the file.
   *
   * @param file the database as a SQLite file
   * @param target the database that is asked
   * @param own gold in its words
   * @throws SQLException if the file cannot be opened
   */
  Golds(Path file, Targets.Target target, OwnGold own) throws SQLException {
    this.target = target;
    this.own = own;
    Properties reading = new Properties();
    reading.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
    this.bare = DriverManager.getConnection("jdbc:sqlite:" + file, reading);
  }

  /**
   * Runs gold SQL.
   *
   * @param sql the SQL
   * @return its rows
   * @throws SQLException if it fails
   */
  Rows rows(String sql) throws SQLException {
    try (Statement statement = bare.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (ResultSet result = statement.executeQuery(sql)) {
        return Rows.read(result);
      }
    }
  }

  /**
   * Whether rows are those of the gold, by our rules.
   *
   * @param question the question
   * @param gold the gold's rows
   * @param rows the rows to judge
   * @throws SQLException if a copy cannot be reached
   */
  boolean isRight(Question question, Rows gold, Rows rows) throws SQLException {
    return isSame(question, gold, rows)
        || own(question, UnaryOperator.identity())
            .filter(there -> RowMatch.same(there, rows, false))
            .isPresent();
  }

  /** The same by the SQLite file's rows alone. */
  boolean isSame(Question question, Rows gold, Rows rows) {
    // Another system breaks ties otherwise, so on copies rows only have to be the same.
    boolean ordered = target.copy() == null && RowOrder.isGiven(question.gold());
    return RowMatch.same(gold, rows, ordered);
  }

  /**
   * Whether an answer is right by the rules of published figures.
   *
   * @param question the question, whose gold runs
   * @param sql the answer, which has run
   * @param answered a connection that runs it anew
   * @throws SQLException if a connection is lost
   */
  boolean isPublished(Question question, String sql, Connection answered) throws SQLException {
    Optional<Rows> rows = rows(answered, TestSuiteRules.withoutDistinct(sql));
    if (rows.isEmpty()) {
      return false;
    }
    boolean ordered = target.copy() == null && TestSuiteRules.isOrdered(question.gold());
    Rows gold = rows(TestSuiteRules.withoutDistinct(question.gold()));
    return TestSuiteRules.same(gold, rows.get(), ordered)
        || own(question, TestSuiteRules::withoutDistinct)
            .filter(there -> TestSuiteRules.same(there, rows.get(), false))
            .isPresent();
  }

  /** The rows of a question's gold in the words of a copy's system; empty where it does not run. */
  private Optional<Rows> own(Question question, UnaryOperator<String> change) throws SQLException {
    TestDatabase copy = target.copy();
    Optional<String> sql = own.of(question).map(change);
    if (copy == null || sql.isEmpty()) {
      return Optional.empty();
    }
    try (Connection connection = copy.bare()) {
      return rows(connection, sql.get());
    }
  }

  /**
   * Runs SQL on the database that is asked.
   *
   * @param connection a connection to it
   * @param sql the SQL
   * @return its rows; empty if it fails
   * @throws SQLException if the connection is lost
   */
  static Optional<Rows> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      try (ResultSet result = statement.executeQuery(sql)) {
        return Optional.of(Rows.read(result));
      } catch (SQLException refused) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    bare.close();
  }
}
