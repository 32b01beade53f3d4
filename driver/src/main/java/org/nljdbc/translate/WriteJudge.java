package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.AnswerText;
import org.nljdbc.sql.SqlParameters;
import org.nljdbc.sql.SqlProblem.TooComplex;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.sql.WriteChecker;
import org.nljdbc.sql.WriteChecker.CheckedWrite;
import org.nljdbc.translate.Judge.Verdict;

/**
 * Decides whether an answer's SQL may write: our checks, the values that it compares with, then the
 * database's own check. Runs no part of it that writes.
 */
final class WriteJudge implements AnswerJudge {

  private static final String SYNTAX = "42000";

  private final Connection connection;
  private final Schema schema;
  private final SqlBudget budget;
  private final @Nullable ValueCheck values;

  /**
   * A judge.
   *
   * @param budget what a statement may cost
   * @param values looks for values, or null if rows are not to be looked at
   */
  WriteJudge(Connection connection, Schema schema, SqlBudget budget, @Nullable ValueCheck values) {
    this.connection = connection;
    this.schema = schema;
    this.budget = budget;
    this.values = values;
  }

  @Override
  public Verdict judge(String answer) throws SQLException {
    List<ValueFilter> absent = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    CheckedWrite checked =
        WriteChecker.check(
            AnswerText.sql(answer),
            schema,
            budget.limits(),
            read -> {
              if (values == null) {
                return read.sql();
              }
              ValueCheck.Looked looked = values.look(read.sql(), read.filters());
              notes.addAll(looked.notes());
              absent.addAll(looked.absent());
              return looked.sql();
            });
    notes.addAll(0, checked.notes());
    if (!checked.problems().isEmpty()) {
      boolean complex = checked.problems().stream().allMatch(TooComplex.class::isInstance);
      return verdict(checked, checked.message(), null, complex ? SqlBudget.TOO_COMPLEX : SYNTAX);
    }
    String unbound = SqlParameters.problem(checked.sql(), 0, schema.dialect());
    if (!unbound.isEmpty()) {
      return verdict(checked, unbound, null, SYNTAX);
    }
    SQLException fault = DatabaseCheck.fault(connection, checked.sql(), schema.dialect());
    if (fault != null) {
      return verdict(checked, Judge.said(fault), fault, SYNTAX);
    }
    return new Verdict(checked.sql(), "", null, notes, false, false, absent, SYNTAX);
  }

  /** What a statement that holds would do. */
  CheckedWrite written(String sql) throws SQLException {
    return WriteChecker.check(sql, schema, budget.limits(), WriteChecker.Review.NONE);
  }

  private static Verdict verdict(
      CheckedWrite checked, String problem, @Nullable SQLException cause, String state) {
    return new Verdict(
        checked.sql(), problem, cause, checked.notes(), false, false, List.of(), state);
  }
}
