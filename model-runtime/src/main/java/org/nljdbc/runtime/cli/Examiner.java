package org.nljdbc.runtime.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.runtime.evaluation.RowMatch;
import org.nljdbc.runtime.evaluation.RowOrder;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Translation;

/** Asks questions whose right rows are known, by the rules of docs/accuracy.md. */
final class Examiner {

  private final Connection connection;
  private final int seconds;

  /**
   * Makes it.
   *
   * @param connection takes questions, and the expected SQL as it is
   * @param seconds most time of each statement, 0 for no limit
   */
  Examiner(Connection connection, int seconds) {
    this.connection = connection;
    this.seconds = seconds;
  }

  /**
   * Asks one.
   *
   * @throws SQLException if no further question would fare better: no model, no connection
   */
  Examined examine(OwnQuestion question) throws SQLException {
    Rows expected;
    try (Statement statement = statement();
        ResultSet rows = statement.executeQuery(question.sql())) {
      expected = Rows.read(rows);
    } catch (SQLException e) {
      rethrowHopeless(e);
      return new Examined(question, Examined.Verdict.EXPECTED_FAILED, null, PlainErrors.text(e));
    }
    String quoted = "NL '" + question.question().replace("'", "''") + "'";
    try (Statement statement = statement()) {
      try (ResultSet rows = statement.executeQuery(quoted)) {
        boolean right = RowMatch.same(expected, Rows.read(rows), RowOrder.isGiven(question.sql()));
        return new Examined(
            question,
            right ? Examined.Verdict.RIGHT : Examined.Verdict.WRONG,
            sql(statement),
            null);
      } catch (SQLException e) {
        rethrowHopeless(e);
        return new Examined(
            question, Examined.Verdict.NOT_ANSWERED, sql(statement), PlainErrors.text(e));
      }
    }
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(seconds);
    return statement;
  }

  private static @Nullable String sql(Statement statement) throws SQLException {
    return statement.unwrap(NlStatement.class).lastTranslation().map(Translation::sql).orElse(null);
  }

  /** Of the model or the connection rather than of the answer. */
  private static void rethrowHopeless(SQLException e) throws SQLException {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("58") || state.startsWith("08") || state.startsWith("HV")) {
      throw e;
    }
  }
}
