package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.nljdbc.runtime.evaluation.Rows;

/** Judges the answers of a run on SQLite by {@link TestSuiteRules}, without asking anything. */
final class Rescore {

  private Rescore() {}

  /**
   * Judges the answers of a run.
   *
   * @param report the run
   * @param data the data set that it asked
   * @return the report with the new judgements
   * @throws IOException if the run asked another system or another data set
   * @throws SQLException if a database cannot be opened
   */
  static Report of(Report report, Dataset data) throws IOException, SQLException {
    if (!report.header().dataset().startsWith(data.name())
        || report.header().dataset().contains(", on ")) {
      throw new IOException("the run asked " + report.header().dataset() + ", not " + data.name());
    }
    List<Score> scores = new ArrayList<>();
    for (Score score : report.scores()) {
      scores.add(score.published(isRight(score, data)));
    }
    return Report.of(report.header(), report.machine(), report.date(), scores);
  }

  private static boolean isRight(Score score, Dataset data) throws SQLException {
    String sql = score.sql();
    if (sql == null || !score.verdict().ran()) {
      return false;
    }
    Properties reading = new Properties();
    reading.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
    String url = "jdbc:sqlite:" + data.file(score.question());
    String gold = score.question().gold();
    try (Connection connection = DriverManager.getConnection(url, reading)) {
      Optional<Rows> wanted = rows(connection, gold);
      Optional<Rows> answered = rows(connection, sql);
      return wanted.isPresent()
          && answered.isPresent()
          && TestSuiteRules.same(wanted.get(), answered.get(), TestSuiteRules.isOrdered(gold));
    }
  }

  private static Optional<Rows> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(Asker.SECONDS);
      try (ResultSet result = statement.executeQuery(TestSuiteRules.withoutDistinct(sql))) {
        return Optional.of(Rows.read(result));
      } catch (SQLException refused) {
        return Optional.empty();
      }
    }
  }
}
