package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * Lets time begin and end where the question says it of a year. A model that is asked for what was
 * <em>after 2020</em> likes to write {@code > '2020-01-01'}, which takes all of 2020 but one day.
 * Only where the question says one thing of that year and the SQL compares with its first or last
 * day, or with the year itself.
 */
final class YearMender {

  private static final Pattern EDGE =
      Pattern.compile(
          "(\\d{4})-(01-01|12-31)(?:[ T](?:00:00|23:59)(?::(?:00|59)(?:\\.\\d{1,9})?)?)?");
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d{2}");
  private static final String NEW_YEAR = "01-01";

  /** Columns and functions that give years. */
  private static final Pattern OF_YEARS =
      Pattern.compile("year|yyyy|(?:^|_)yr|'%Y'", Pattern.CASE_INSENSITIVE);

  private static final Set<YearBound> BEGINS =
      Set.of(YearBound.AFTER, YearBound.FROM, YearBound.WITHIN);
  private static final Set<YearBound> ENDS =
      Set.of(YearBound.BEFORE, YearBound.THROUGH, YearBound.WITHIN, YearBound.UNTIL);

  private final Findings findings;
  private final ValueFilters columns;

  YearMender(Findings findings, ValueFilters columns) {
    this.findings = findings;
    this.columns = columns;
  }

  /** What a value stands for: a day, or the year itself. */
  private enum Kind {
    FIRST_DAY,
    LAST_DAY,
    NUMBER,
    TEXT
  }

  private record Edge(int year, Kind kind) {
    boolean isDay() {
      return kind == Kind.FIRST_DAY || kind == Kind.LAST_DAY;
    }
  }

  /** Puts the beginning or the end of a time right. */
  void compared(ComparisonOperator comparison) {
    Expression left = comparison.getLeftExpression();
    Expression right = comparison.getRightExpression();
    String operator = comparison.getStringExpression();
    boolean begins = operator.startsWith(">");
    Edge edge = begins || operator.startsWith("<") && !operator.equals("<>") ? edge(right) : null;
    YearBound bound = edge == null ? null : bound(edge.year, begins);
    if (edge == null || bound == null) {
      return;
    }
    if (edge.isDay()) {
      day(left, operator, right, edge, bound);
    } else if (edge.kind == Kind.NUMBER || !(left instanceof Column column) || isYear(column)) {
      year(left, operator, right, edge, bound);
    } else {
      prefix(column, operator, right, edge, bound);
    }
  }

  /** A comparison with a day. */
  private void day(Expression left, String operator, Expression right, Edge edge, YearBound bound) {
    boolean last = edge.kind == Kind.LAST_DAY;
    boolean wrong =
        switch (bound) {
          case AFTER -> !(last && operator.equals(">") && isDate(left));
          case FROM -> last || operator.equals(">");
          case BEFORE -> last || operator.equals("<=");
          case THROUGH -> !(last && operator.equals("<=")); // which DayMender makes the whole day
          case WITHIN -> last ? operator.equals("<") : operator.equals(">");
          case UNTIL -> false;
        };
    if (wrong) {
      boolean next =
          bound == YearBound.AFTER
              || bound == YearBound.THROUGH
              || bound == YearBound.WITHIN && last;
      String day = edge.year + (next ? 1 : 0) + "-" + NEW_YEAR;
      replace(left, right, operator.startsWith(">") ? ">=" : "<", day, bound, edge.year);
    }
  }

  /** A comparison of years, whose operator may be wrong. */
  private void year(
      Expression left, String operator, Expression right, Edge edge, YearBound bound) {
    String wanted = operator(bound);
    boolean isYear = left instanceof Column || OF_YEARS.matcher(left.toString()).find();
    SimpleNode before = left.getASTNode();
    SimpleNode after = right.getASTNode();
    if (wanted != null && isYear && !wanted.equals(operator) && before != null && after != null) {
      Rewrite edit = new Rewrite(Rewrite.endOf(before), Rewrite.startOf(after), " " + wanted + " ");
      findings.mend(Mend.Kind.MEANING, edit, note(bound, edge.year));
    }
  }

  /** A comparison of what may be a date, or a text that begins with a year, with a year. */
  private void prefix(
      Column column, String operator, Expression right, Edge edge, YearBound bound) {
    String wanted = operator(bound);
    boolean dates = isDate(column) || columns.isMoment(column);
    boolean next = bound == YearBound.AFTER || bound == YearBound.THROUGH;
    if (wanted != null && (dates || next || !wanted.equals(operator))) {
      String day = edge.year + (next ? 1 : 0) + (dates ? "-" + NEW_YEAR : "");
      replace(column, right, operator.startsWith(">") ? ">=" : "<", day, bound, edge.year);
    }
  }

  private static @Nullable String operator(YearBound bound) {
    return switch (bound) {
      case AFTER -> ">";
      case FROM -> ">=";
      case BEFORE -> "<";
      case THROUGH -> "<=";
      case WITHIN, UNTIL -> null;
    };
  }

  /** Lets a range of years end with the end of its last one. */
  void between(Between between) {
    Expression left = between.getLeftExpression();
    Expression end = between.getBetweenExpressionEnd();
    Edge from = edge(between.getBetweenExpressionStart());
    Edge to = edge(end);
    if (from == null || to == null || from.kind != to.kind || from.kind == Kind.LAST_DAY) {
      return;
    }
    YearBound first = bound(from.year, true);
    boolean range = first == YearBound.FROM && bound(to.year, false) == YearBound.THROUGH;
    boolean within = first == YearBound.WITHIN && to.year == from.year + 1;
    // A text may be a year, or a date that begins with it: the last day is behind both.
    boolean texts =
        from.kind == Kind.TEXT && range && left instanceof Column column && !isYear(column);
    if (texts || from.kind == Kind.FIRST_DAY && (range || within)) {
      int last = within ? from.year : to.year;
      findings.mend(
          Mend.Kind.MEANING, literal(end, last + "-12-31"), "took " + last + " as the whole year");
    }
  }

  /** The one thing that the question says of a year, as far as it matters here; or null. */
  private @Nullable YearBound bound(int year, boolean begins) {
    Set<YearBound> relevant = begins ? BEGINS : ENDS;
    Set<YearBound> said = among(year, relevant);
    if (said.size() != 1) {
      return null;
    }
    YearBound bound = said.iterator().next();
    // Where "after 2019" begins, "since 2020" does: which of two is meant, nobody can tell.
    boolean moves = bound == YearBound.AFTER || bound == YearBound.THROUGH;
    Set<YearBound> same = EnumSet.of(bound);
    boolean close = !among(year - 1, same).isEmpty() || !among(year + 1, same).isEmpty();
    return moves && close ? null : bound;
  }

  private Set<YearBound> among(int year, Set<YearBound> relevant) {
    Set<YearBound> said = EnumSet.noneOf(YearBound.class);
    said.addAll(findings.said(year));
    said.retainAll(relevant);
    return said;
  }

  /** The year that a value is, or that it begins or ends; or null. */
  private static @Nullable Edge edge(Expression value) {
    if (value instanceof LongValue number && YEAR.matcher(number.getStringValue()).matches()) {
      return new Edge(Integer.parseInt(number.getStringValue()), Kind.NUMBER);
    }
    String text = text(value);
    Matcher edge = EDGE.matcher(text);
    if (edge.matches()) {
      Kind kind = edge.group(2).equals(NEW_YEAR) ? Kind.FIRST_DAY : Kind.LAST_DAY;
      return new Edge(Integer.parseInt(edge.group(1)), kind);
    }
    return YEAR.matcher(text).matches() ? new Edge(Integer.parseInt(text), Kind.TEXT) : null;
  }

  /** The text of a literal, also where a type stands before or around it. */
  private static String text(Expression value) {
    if (value instanceof DateTimeLiteralExpression dated) {
      return dated.getValue().replaceAll("^'|'$", "");
    }
    Expression written = value instanceof CastExpression cast ? cast.getLeftExpression() : value;
    return written instanceof StringValue text && text.getPrefix() == null ? text.getValue() : "";
  }

  /** Says another day in a literal's own form. */
  private static @Nullable Rewrite literal(Expression value, String day) {
    Expression written = value instanceof CastExpression cast ? cast.getLeftExpression() : value;
    if (value instanceof CastExpression cast && written.getASTNode() == null) {
      return Rewrite.of(cast.getASTNode(), cast.getColDataType() + " '" + day + "'"); // DATE '...'
    }
    String type = value instanceof DateTimeLiteralExpression dated ? dated.getType() + " " : "";
    String time = type.startsWith("TIMESTAMP") ? " 00:00:00" : "";
    return Rewrite.of(written.getASTNode(), type + "'" + day + time + "'");
  }

  private void replace(
      Expression left, Expression right, String operator, String day, YearBound bound, int year) {
    SimpleNode before = left.getASTNode();
    Rewrite value = literal(right, day);
    SimpleNode after = right.getASTNode();
    if (before == null || value == null) {
      return;
    }
    int from = Rewrite.endOf(before);
    Rewrite edit =
        after == null || Rewrite.startOf(after) == value.start()
            ? new Rewrite(from, value.end(), " " + operator + " " + value.text())
            : null;
    if (edit != null) {
      findings.mend(Mend.Kind.MEANING, edit, note(bound, year));
    } else if (after != null) {
      List<@Nullable Rewrite> edits = new ArrayList<>();
      edits.add(new Rewrite(from, Rewrite.startOf(after), " " + operator + " "));
      edits.add(value);
      findings.mend(Mend.Kind.MEANING, edits, note(bound, year));
    }
  }

  private static String note(YearBound bound, int year) {
    return switch (bound) {
      case AFTER -> "began after the end of " + year;
      case FROM -> "began with " + year;
      case BEFORE -> "ended before " + year;
      case THROUGH, UNTIL, WITHIN -> "took " + year + " as the whole year";
    };
  }

  private static boolean isYear(Column column) {
    return OF_YEARS.matcher(column.getColumnName()).find();
  }

  private boolean isDate(Expression expression) {
    return columns.type(expression).equals("date");
  }
}
