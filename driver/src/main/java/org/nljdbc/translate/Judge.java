package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.UniqueIndexes;
import org.nljdbc.sql.AnswerText;
import org.nljdbc.sql.RepeatedSum;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.SqlChecker.Checked;
import org.nljdbc.sql.SqlParameters;
import org.nljdbc.sql.SqlProblem.TooComplex;
import org.nljdbc.sql.StandIns;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.translate.ValueCheck.Looked;

/**
 * Decides whether an answer's SQL may run: our checks first, then the database's own, then a look
 * for the values that it names.
 */
final class Judge implements AnswerJudge {

  /** Where an error is: a number that a small model takes for a value to look for. */
  private static final Pattern POSITION = Pattern.compile("\\s*Position: \\d+");

  private static final String SYNTAX = "42000";

  /** What PostgreSQL says to a text that an enumeration does not have. */
  private static final String NO_SUCH_VALUE = "22P02";

  private final Connection connection;
  private final Schema schema;
  private final @Nullable ValueCheck values;
  private final SaidAndDone said;
  private final UniqueIndexes indexes;
  private final SqlBudget budget;
  private final int parameters;
  private final StandIns standIns;

  /**
   * A judge.
   *
   * @param budget what a statement may cost
   * @param standIns how values that are bound later are written by the model
   * @param values looks for values, or null if rows are not to be looked at
   */
  Judge(
      Connection connection,
      Schema schema,
      SqlBudget budget,
      StandIns standIns,
      @Nullable ValueCheck values) {
    this(connection, schema, budget, standIns, values, SaidAndDone.UNKNOWN, new UniqueIndexes());
  }

  /**
   * A judge that knows the question.
   *
   * @param said holds an answer against the question
   * @param indexes tell that a sum meets each row once where keys do not
   */
  Judge(
      Connection connection,
      Schema schema,
      SqlBudget budget,
      StandIns standIns,
      @Nullable ValueCheck values,
      SaidAndDone said,
      UniqueIndexes indexes) {
    this.said = said;
    this.indexes = indexes;
    this.connection = connection;
    this.schema = schema;
    this.budget = budget;
    this.parameters = standIns.count();
    this.standIns = standIns;
    this.values = values;
  }

  /**
   * What came of it.
   *
   * @param sql the statement, mistakes put right
   * @param problem what is wrong, for the model; empty if it may run
   * @param cause the database's error, if that is the problem
   * @param notes what was put right, for the user
   * @param joined whether a table was added to FROM: an answer that holds without is better
   * @param pointless whether a part of it does nothing: an answer without is better
   * @param repeating whether a sum meets rows several times: an answer without is better
   * @param strays in how many ways it is at odds with the question: an answer with fewer is better
   * @param absent comparisons with values that do not exist: an answer without is better
   * @param state SQLState of the problem where no other answer is to be had
   */
  record Verdict(
      String sql,
      String problem,
      @Nullable SQLException cause,
      List<String> notes,
      boolean joined,
      boolean pointless,
      boolean repeating,
      int strays,
      List<ValueFilter> absent,
      String state) {

    Verdict {
      notes = List.copyOf(notes);
      absent = List.copyOf(absent);
    }

    /** How much speaks against an answer that holds; 0 if nothing does. */
    int doubt() {
      return (absent.isEmpty() ? 0 : 2)
          + (pointless ? 2 : 0)
          + (repeating ? 1 : 0)
          + strays
          + (joined ? 1 : 0);
    }

    boolean holds() {
      return problem.isEmpty();
    }

    Verdict noting(String note) {
      List<String> more = new ArrayList<>(notes);
      more.add(note);
      return new Verdict(
          sql, problem, cause, more, joined, pointless, repeating, strays, absent, state);
    }

    /** The same, at odds with the question. */
    Verdict straying(List<String> differences) {
      List<String> more = new ArrayList<>(notes);
      more.addAll(differences);
      return new Verdict(
          sql,
          problem,
          cause,
          more,
          joined,
          pointless,
          repeating,
          differences.size(),
          absent,
          state);
    }

    Verdict withState(String other) {
      return new Verdict(
          sql, problem, cause, notes, joined, pointless, repeating, strays, absent, other);
    }

    Verdict withProblem(String other) {
      return new Verdict(
          sql, other, cause, notes, joined, pointless, repeating, strays, absent, state);
    }
  }

  @Override
  public Verdict judge(String answer) throws SQLException {
    String written = standIns.read(AnswerText.sql(answer), schema.dialect());
    String sql = said.unlimited(written);
    Checked checked =
        withoutUnique(
            SqlChecker.checkAnswer(
                sql, schema, budget.limits(), said::areAlternatives, said::boundsOf));
    Verdict judged = judge(checked);
    Verdict verdict =
        sql.equals(written)
            ? judged
            : judged.noting("left out the limit of one row, as the question wants them in order");
    List<String> differences =
        verdict.holds()
            ? said.differences(sql, verdict.sql(), checked.unused(), schema)
            : List.of();
    return differences.isEmpty() ? verdict : verdict.straying(differences);
  }

  /**
   * Leaves out the sums that meet each row once by a unique index, which are read only for that.
   */
  private Checked withoutUnique(Checked checked) {
    if (!checked.problems().isEmpty()) {
      return checked;
    }
    List<RepeatedSum> left = checked.repeated().stream().filter(sum -> !isOnce(sum)).toList();
    return left.size() == checked.repeated().size() ? checked : checked.repeating(left);
  }

  private boolean isOnce(RepeatedSum sum) {
    try {
      return indexes.of(connection, schema, sum.table()).stream().anyMatch(sum::isOnceBy);
    } catch (SQLException e) {
      return false; // not every driver tells indexes, or tells them everybody: the doubt stays
    }
  }

  /**
   * Like {@link #judge(String)}, of SQL that somebody stands for, with nothing around it and
   * parameters by their names.
   */
  Verdict judgeSql(String sql) throws SQLException {
    return judge(SqlChecker.check(sql, schema, budget.limits()));
  }

  private Verdict judge(Checked checked) throws SQLException {
    if (!checked.problems().isEmpty() && !checked.onlyUnparsed()) {
      boolean complex = checked.problems().stream().allMatch(TooComplex.class::isInstance);
      Verdict verdict = verdict(checked, checked.message(), null);
      return complex ? verdict.withState(SqlBudget.TOO_COMPLEX) : verdict;
    }
    String unbound = SqlParameters.problem(checked.sql(), parameters, schema.dialect());
    if (!unbound.isEmpty()) {
      return verdict(checked, unbound, null);
    }
    // What our parser cannot read may still be good SQL: it is known to read only by now.
    SQLException fault = DatabaseCheck.fault(connection, checked.sql(), schema.dialect());
    if (fault != null) {
      return NO_SUCH_VALUE.equals(fault.getSQLState()) && values != null
          ? withoutSuchValue(checked, fault, values)
          : verdict(checked, said(fault), fault);
    }
    boolean unproven =
        checked.onlyUnparsed() && !DatabaseCheck.canAsk(connection, schema.dialect());
    Verdict verdict = verdict(checked, unproven ? checked.message() : "", null);
    String excess = verdict.holds() ? excess(checked.sql()) : "";
    if (!excess.isEmpty()) {
      return verdict.withProblem(excess).withState(SqlBudget.TOO_COSTLY);
    }
    return values == null || !verdict.holds()
        ? verdict
        : withValues(verdict, values.look(checked.sql(), checked.filters()));
  }

  /** An enumeration has no such value: perhaps it has it in another case, or one that is near. */
  private Verdict withoutSuchValue(Checked checked, SQLException fault, ValueCheck values)
      throws SQLException {
    Looked looked = values.look(checked.sql(), checked.filters());
    SQLException left =
        looked.sql().equals(checked.sql())
            ? fault
            : DatabaseCheck.fault(connection, looked.sql(), schema.dialect());
    if (left == null) {
      Verdict verdict = withValues(verdict(checked, "", null), looked);
      String excess = excess(looked.sql());
      return excess.isEmpty()
          ? verdict
          : verdict.withProblem(excess).withState(SqlBudget.TOO_COSTLY);
    }
    String nearest = String.join(" ", values.explain(looked.absent()));
    return verdict(checked, (said(left) + " " + nearest).strip(), left);
  }

  /** Says that a statement costs more than it may; empty if it does not. */
  String excess(String sql) throws SQLException {
    if (budget.cost() == 0) {
      return "";
    }
    double cost = PlanCost.of(connection, sql, schema.dialect());
    return cost <= budget.cost()
        ? ""
        : String.format(
            Locale.ROOT,
            "The database puts the cost of the statement at %.0f; nl.maxCost allows %d.",
            cost,
            budget.cost());
  }

  /**
   * Looks again at what a statement that once held costs by now.
   *
   * @throws SQLException 53400 if it costs more than it may
   */
  void requireAffordable(String sql) throws SQLException {
    String excess = excess(sql);
    if (!excess.isEmpty()) {
      throw new SQLException(excess + " The SQL is: " + sql, SqlBudget.TOO_COSTLY);
    }
  }

  private static Verdict verdict(Checked checked, String problem, @Nullable SQLException cause) {
    return new Verdict(
        checked.sql(),
        problem,
        cause,
        notes(checked),
        checked.joined(),
        checked.pointless(),
        !checked.repeated().isEmpty(),
        0,
        List.of(),
        SYNTAX);
  }

  private static List<String> notes(Checked checked) {
    List<String> notes = new ArrayList<>(checked.notes());
    checked.repeated().forEach(sum -> notes.add(sum.note()));
    if (checked.pointless()) {
      notes.add("a part of the SQL has no effect, which is hardly what was asked");
    }
    return notes;
  }

  private static Verdict withValues(Verdict verdict, Looked looked) {
    List<String> notes = new ArrayList<>(verdict.notes);
    notes.addAll(looked.notes());
    return new Verdict(
        looked.sql(),
        "",
        null,
        notes,
        verdict.joined,
        verdict.pointless,
        verdict.repeating,
        verdict.strays,
        looked.absent(),
        SYNTAX);
  }

  /** A database's error in words for the model: one line, without the place in the text. */
  static String said(SQLException error) {
    String message = POSITION.matcher(String.valueOf(error.getMessage())).replaceAll("").strip();
    String line = message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    return "The database says: " + (line.length() > 300 ? line.substring(0, 300) : line);
  }
}
