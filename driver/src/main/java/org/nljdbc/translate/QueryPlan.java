package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.plan.PlanRows;
import org.nljdbc.plan.PlanStep;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlInWords;
import org.nljdbc.sql.SqlParameters;

/**
 * What the SQL of a question means and how the database would go about it.
 *
 * @param words the SQL in words, a sentence each; empty where it is not understood
 * @param database name and version of the database
 * @param dialect its dialect
 * @param rows the database's own plan; none where the dialect is not known
 */
public record QueryPlan(List<String> words, String database, Dialect dialect, PlanRows rows) {

  /** Keeps its own copy of the words. */
  public QueryPlan {
    words = List.copyOf(words);
  }

  /**
   * Asks the database; nothing is run.
   *
   * @param connection the real driver's connection; left as it was
   * @param translation the question's SQL
   * @return the plan
   * @throws SQLException as the database throws it
   */
  public static QueryPlan of(Connection connection, Translation translation) throws SQLException {
    DatabaseMetaData told = connection.getMetaData();
    Dialect dialect = Dialect.of(told);
    String sql =
        SqlParameters.named(
            new SqlParameters.Jdbc(translation.sql(), translation.parameters()), dialect);
    PlanRows rows =
        dialect.isPlain() ? PlanRows.NONE : Explain.plan(connection, sql, dialect, PlanRows::read);
    String database = told.getDatabaseProductName() + " " + told.getDatabaseProductVersion();
    return new QueryPlan(SqlInWords.of(translation.sql(), dialect), database, dialect, rows);
  }

  /** The plan as lines of text, what belongs within something else indented. */
  public List<String> lines() {
    return rows.lines(dialect);
  }

  /** The plan as a tree; null if there is none. */
  public @Nullable PlanStep tree() {
    return rows.tree(dialect);
  }
}
