package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.AnswerText;
import org.nljdbc.sql.AssignedValue;
import org.nljdbc.sql.SqlParameters;
import org.nljdbc.sql.SqlProblem.TooComplex;
import org.nljdbc.sql.StandIns;
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
  private final String request;
  private final StandIns standIns;
  private final @Nullable ValueCheck values;

  /**
   * A judge.
   *
   * @param wording what was asked for
   * @param budget what a statement may cost
   * @param values looks for values, or null if rows are not to be looked at
   */
  WriteJudge(
      Wording wording,
      Connection connection,
      Schema schema,
      SqlBudget budget,
      @Nullable ValueCheck values) {
    this.request = wording.text();
    this.standIns = new StandIns(wording.text(), wording.parameters());
    this.connection = connection;
    this.schema = schema;
    this.budget = budget;
    this.values = values;
  }

  @Override
  public Verdict judge(String answer) throws SQLException {
    return judgeSql(standIns.read(AnswerText.sql(answer), schema.dialect()), new ArrayList<>());
  }

  private Verdict judgeSql(String sql, List<String> notes) throws SQLException {
    List<ValueFilter> absent = new ArrayList<>();
    CheckedWrite checked =
        WriteChecker.check(
            sql,
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
    List<AssignedValue> unsaid =
        UnsaidValues.in(checked.values(), request, checked.table(), schema);
    if (!unsaid.isEmpty()) {
      List<String> columns = unsaid.stream().map(AssignedValue::column).distinct().toList();
      String less = WriteChecker.without(checked.sql(), columns, schema);
      if (less.isEmpty()) {
        return verdict(checked, madeUp(unsaid.get(0)), null, SYNTAX);
      }
      List<String> told = unsaid.stream().map(WriteJudge::leftOut).toList();
      return judgeSql(less, new ArrayList<>(told));
    }
    notes.addAll(UnsaidValues.unused(request, checked.sql()));
    String unbound = SqlParameters.problem(checked.sql(), standIns.count(), schema.dialect());
    if (!unbound.isEmpty()) {
      return verdict(checked, unbound, null, SYNTAX);
    }
    SQLException fault = DatabaseCheck.fault(connection, checked.sql(), schema.dialect());
    if (fault != null) {
      return verdict(checked, Judge.said(fault), fault, SYNTAX);
    }
    return new Verdict(checked.sql(), "", null, notes, false, false, false, 0, absent, SYNTAX);
  }

  private static String leftOut(AssignedValue value) {
    return "left out "
        + value.column()
        + " = "
        + value.value()
        + ", which the request does not say";
  }

  private static String madeUp(AssignedValue value) {
    String written = value.text() ? "'" + value.value() + "'" : value.value();
    return "The request does not say "
        + written
        + " for "
        + value.column()
        + ": write only what it says, and leave out what it does not name, or set that to NULL.";
  }

  /** What a statement that holds would do. */
  CheckedWrite written(String sql) throws SQLException {
    return WriteChecker.check(sql, schema, budget.limits(), WriteChecker.Review.NONE);
  }

  private static Verdict verdict(
      CheckedWrite checked, String problem, @Nullable SQLException cause, String state) {
    return new Verdict(
        checked.sql(), problem, cause, checked.notes(), false, false, false, 0, List.of(), state);
  }
}
