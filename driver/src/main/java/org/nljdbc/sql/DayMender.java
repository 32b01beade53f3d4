package org.nljdbc.sql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.parser.SimpleNode;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Takes a day for the whole day where it is compared with a point in time. To a database {@code
 * '2026-10-31'} is the first moment of that day, so that {@code BETWEEN '2026-10-01' AND
 * '2026-10-31'} loses nearly all of the last day, and an equality all of it. Of values without a
 * time of day the same rows are found as before. What lasts from one first of a month to another
 * stays: likely it is to end there.
 */
final class DayMender {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** What each database calls the day that it is, and days before and after it. */
  private static final Pattern TODAY =
      Pattern.compile(
          "(?:CURRENT_DATE(?:\\(\\))?|CURDATE\\(\\))(?: [+-] .*)?", Pattern.CASE_INSENSITIVE);

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  /** Ends of whole months. */
  private final Set<Expression> monthEnds = Collections.newSetFromMap(new IdentityHashMap<>());

  DayMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  /** Lets a range of days end with the end of its last day. */
  void between(Between between) {
    LocalDate last = day(between.getBetweenExpressionEnd());
    Expression left = between.getLeftExpression();
    if (last == null || !columns.isMoment(left)) {
      return;
    }
    if (isMonths(day(between.getBetweenExpressionStart()), last)) {
      return;
    }
    String first = String.valueOf(between.getBetweenExpressionStart());
    String within = left + " >= " + first + " AND " + left + " < " + text(last.plusDays(1));
    String without = left + " < " + first + " OR " + left + " >= " + text(last.plusDays(1));
    replace(
        left,
        between.getBetweenExpressionEnd(),
        "(" + (between.isNot() ? without : within) + ")",
        last.toString());
  }

  /** Looks for ranges of whole months, whose ends {@link #compared} leaves as they are. */
  void and(AndExpression and) {
    List<Expression> parts = Conjuncts.of(and);
    for (Expression end : parts) {
      if (end instanceof MinorThanEquals until
          && parts.stream().anyMatch(start -> isMonths(start, until))) {
        monthEnds.add(until);
      }
    }
  }

  private static boolean isMonths(Expression start, MinorThanEquals until) {
    return start instanceof GreaterThanEquals from
        && from.getLeftExpression().toString().equals(until.getLeftExpression().toString())
        && isMonths(day(from.getRightExpression()), day(until.getRightExpression()));
  }

  /** From one first of a month to another: the last one is where it ends, and hardly part of it. */
  private static boolean isMonths(@Nullable LocalDate first, @Nullable LocalDate last) {
    return first != null
        && last != null
        && first.getDayOfMonth() == 1
        && last.getDayOfMonth() == 1
        && first.isBefore(last);
  }

  /** Lets what lasts until a day last until its end, and what is on a day be on all of it. */
  void compared(ComparisonOperator comparison) {
    Expression left = comparison.getLeftExpression();
    Expression right = comparison.getRightExpression();
    if (!columns.isMoment(left) || monthEnds.contains(comparison)) {
      return;
    }
    LocalDate day = day(right);
    String operator = comparison.getStringExpression();
    if (day != null) {
      String next = text(day.plusDays(1));
      switch (operator) {
        case "<=" -> replace(left, right, left + " < " + next, day.toString());
        case "=" ->
            replace(
                left,
                right,
                "(" + left + " >= " + text(day) + " AND " + left + " < " + next + ")",
                day.toString());
        default -> {
          // The others begin or end with the day's beginning, or are rare. "After a day" may be
          // either; golds take it from the beginning of the day (docs/accuracy.md).
        }
      }
    } else if (operator.equals("=") && TODAY.matcher(right.toString()).matches()) {
      SimpleNode node = left.getASTNode();
      if (node != null) {
        Rewrite edit = Rewrite.of(node, dayOf(left));
        findings.mend(Mend.Kind.MEANING, edit, "compared the day of " + left);
      }
    }
  }

  private String dayOf(Expression moment) {
    return switch (dialect) {
      case SQLITE, MYSQL, MARIADB -> "DATE(" + moment + ")";
      case H2, POSTGRESQL, CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          "CAST(" + moment + " AS DATE)";
    };
  }

  private void replace(Expression from, Expression to, String text, String day) {
    SimpleNode first = from.getASTNode();
    SimpleNode last = to.getASTNode();
    if (first != null && last != null) {
      Rewrite edit = new Rewrite(Rewrite.startOf(first), Rewrite.endOf(last), text);
      findings.mend(Mend.Kind.MEANING, edit, "took " + day + " as the whole day");
    }
  }

  /** The day that a text is, or null if it is none or has a time. */
  private static @Nullable LocalDate day(Expression expression) {
    Expression written =
        expression instanceof CastExpression cast
                && "DATE".equalsIgnoreCase(String.valueOf(cast.getColDataType()))
            ? cast.getLeftExpression()
            : expression;
    if (!(written instanceof StringValue text)
        || text.getPrefix() != null
        || !DAY.matcher(text.getValue()).matches()) {
      return null;
    }
    try {
      return LocalDate.parse(text.getValue());
    } catch (DateTimeException e) {
      return null; // the database has a better word for it
    }
  }

  private static String text(LocalDate day) {
    return "'" + day + "'";
  }
}
