package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SideWork;
import org.nljdbc.sql.AnswerText;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.SqlChecker.Checked;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.translate.ValueCheck.Looked;

/**
 * Decides whether an answer's SQL may run: our checks first, then the database's own, then a look
 * for the values that it names.
 */
final class Judge {

  private final Connection connection;
  private final Schema schema;
  private final @Nullable ValueCheck values;

  /**
   * A judge.
   *
   * @param values looks for values, or null if rows are not to be looked at
   */
  Judge(Connection connection, Schema schema, @Nullable ValueCheck values) {
    this.connection = connection;
    this.schema = schema;
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
   * @param absent comparisons with values that do not exist: an answer without is better
   */
  record Verdict(
      String sql,
      String problem,
      @Nullable SQLException cause,
      List<String> notes,
      boolean joined,
      boolean pointless,
      List<ValueFilter> absent) {

    Verdict {
      notes = List.copyOf(notes);
      absent = List.copyOf(absent);
    }

    /** How much speaks against an answer that holds; 0 if nothing does. */
    int doubt() {
      return (absent.isEmpty() ? 0 : 2) + (pointless ? 2 : 0) + (joined ? 1 : 0);
    }

    boolean holds() {
      return problem.isEmpty();
    }

    Verdict withProblem(String other) {
      return new Verdict(sql, other, cause, notes, joined, pointless, absent);
    }
  }

  Verdict judge(String answer) throws SQLException {
    return judgeSql(AnswerText.sql(answer));
  }

  /** Like {@link #judge}, of SQL with nothing around it. */
  Verdict judgeSql(String sql) throws SQLException {
    Checked checked = SqlChecker.check(sql, schema);
    if (!checked.problems().isEmpty() && !checked.onlyUnparsed()) {
      return verdict(checked, checked.message(), null);
    }
    // What our parser cannot read may still be good SQL: it is known to read only by now.
    SQLException fault = DatabaseCheck.fault(connection, checked.sql(), schema.dialect());
    if (fault != null) {
      return verdict(checked, said(fault), fault);
    }
    boolean unproven = checked.onlyUnparsed() && !SideWork.canUndo(connection);
    Verdict verdict = verdict(checked, unproven ? checked.message() : "", null);
    return values == null || !verdict.holds()
        ? verdict
        : withValues(verdict, values.look(checked.sql(), checked.filters()));
  }

  private static Verdict verdict(Checked checked, String problem, @Nullable SQLException cause) {
    return new Verdict(
        checked.sql(),
        problem,
        cause,
        checked.notes(),
        checked.joined(),
        checked.pointless(),
        List.of());
  }

  private static Verdict withValues(Verdict verdict, Looked looked) {
    List<String> notes = new ArrayList<>(verdict.notes);
    notes.addAll(looked.notes());
    return new Verdict(
        looked.sql(), "", null, notes, verdict.joined, verdict.pointless, looked.absent());
  }

  /** A database's error in words for the model: its first line, without hints about the driver. */
  static String said(SQLException error) {
    String message = String.valueOf(error.getMessage()).strip();
    String line = message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    return "The database says: " + (line.length() > 300 ? line.substring(0, 300) : line);
  }
}
