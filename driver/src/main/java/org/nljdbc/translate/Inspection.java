package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.SqlProblem;
import org.nljdbc.sql.StandIns;

/** Checks SQL that somebody else wrote, by the measure of {@link Judge}. */
final class Inspection {

  private Inspection() {}

  /**
   * Checks it.
   *
   * @param budget what it may cost
   */
  static CheckedSql check(String sql, Schema schema, Connection connection, SqlBudget budget)
      throws SQLException {
    SqlChecker.Checked checked = SqlChecker.check(sql, schema, budget.limits());
    List<String> problems = checked.problems().stream().map(SqlProblem::message).toList();
    if (problems.isEmpty() || checked.onlyUnparsed()) {
      SQLException fault = DatabaseCheck.fault(connection, checked.sql(), schema.dialect());
      if (fault != null) {
        problems = List.of(Judge.said(fault));
      } else if (DatabaseCheck.canAsk(connection, schema.dialect())) {
        problems = List.of(); // known to read only, and the database has read it
      }
      if (problems.isEmpty()) {
        String excess =
            new Judge(connection, schema, budget, StandIns.NONE, null).excess(checked.sql());
        problems = excess.isEmpty() ? problems : List.of(excess);
      }
    }
    return new CheckedSql(checked.sql(), problems, checked.forbidden(), checked.notes());
  }
}
