package org.nljdbc.sql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Says which dates are meant where they are taken for text. Derby, Db2 and DuckDB refuse to compare
 * a date with a pattern, and Oracle and SQL Server compare the text that their settings make of it.
 */
final class PeriodMender {

  /** A year, a month or a day, and whatever comes then; nothing else in a date has four digits. */
  private static final Pattern BEGINNING =
      Pattern.compile("%?(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?[-_ T]?%");

  /** A month of any year. */
  private static final Pattern MONTH = Pattern.compile("(?:%|____)-(\\d{2})-(?:%|__)");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final DateWords words;
  private final boolean plain;
  private final boolean literals;
  private final Findings findings;
  private final ValueFilters columns;

  PeriodMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.words = DateWords.of(dialect);
    this.plain = dialect.isPlain();
    this.literals = dialect == Dialect.ORACLE || dialect == Dialect.DERBY;
    this.findings = findings;
    this.columns = columns;
  }

  /** From the first day that fits the pattern to before the first one that does not. */
  void like(LikeExpression like) {
    if (!(like.getLeftExpression() instanceof Column column)
        || !(like.getRightExpression() instanceof StringValue pattern)
        || !plain
        || !isDate(column)) {
      return;
    }
    String dates = dates(column, pattern.getValue());
    SimpleNode node = like.getASTNode();
    if (dates != null && node != null) {
      String text = like.isNot() ? "NOT " + dates : dates;
      Rewrite edit = Rewrite.of(node, text);
      findings.mend(Mend.Kind.WORD, edit, "read " + like + " as dates");
    }
  }

  /** A day in quotes, which Oracle reads as its settings say, and Derby not as a point in time. */
  void compared(ComparisonOperator comparison) {
    if (comparison.getLeftExpression() instanceof Column column) {
      literal(column, comparison.getRightExpression());
    }
  }

  void between(Between between) {
    if (between.getLeftExpression() instanceof Column column) {
      literal(column, between.getBetweenExpressionStart());
      literal(column, between.getBetweenExpressionEnd());
    }
  }

  private void literal(Column column, Expression value) {
    SimpleNode node = value.getASTNode();
    if (literals
        && node != null
        && value instanceof StringValue text
        && text.getPrefix() == null
        && DAY.matcher(text.getValue()).matches()
        && isDate(column)) {
      LocalDate day = day(text.getValue());
      String written = day == null ? "" : words.day(day, columns.isMoment(column));
      if (day != null && !written.equals(value.toString())) {
        findings.mend(Mend.Kind.WORD, Rewrite.of(node, written), "wrote " + value + " as a date");
      }
    }
  }

  private @Nullable String dates(Column column, String pattern) {
    Matcher month = MONTH.matcher(pattern);
    if (month.matches()) {
      int number = Integer.parseInt(month.group(1));
      return "(" + words.number("MONTH", column.toString()) + " = " + number + ")";
    }
    Matcher found = BEGINNING.matcher(pattern);
    if (!found.matches()) {
      return null;
    }
    try {
      LocalDate first;
      LocalDate next;
      if (found.group(3) != null) {
        first = LocalDate.parse(found.group(1) + "-" + found.group(2) + "-" + found.group(3));
        next = first.plusDays(1);
      } else if (found.group(2) != null) {
        YearMonth months = YearMonth.parse(found.group(1) + "-" + found.group(2));
        first = months.atDay(1);
        next = months.plusMonths(1).atDay(1);
      } else {
        Year year = Year.parse(found.group(1));
        first = year.atDay(1);
        next = year.plusYears(1).atDay(1);
      }
      boolean moment = columns.isMoment(column);
      String name = column.toString();
      return "("
          + (name + " >= " + words.day(first, moment))
          + " AND "
          + (name + " < " + words.day(next, moment))
          + ")";
    } catch (DateTimeException e) {
      return null; // no date begins so
    }
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null; // the database has a better word for it
    }
  }

  private boolean isDate(Column column) {
    String type = columns.type(column);
    return type.startsWith("date") || type.startsWith("timestamp");
  }
}
