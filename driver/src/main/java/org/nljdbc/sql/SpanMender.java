package org.nljdbc.sql;

import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Says in days how much time lies between two points in time: for what SQLite has a function that
 * no other database knows, and where MySQL takes the difference of 20241231235900 and
 * 20241231080000.
 */
final class SpanMender {

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  SpanMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  /** Puts a difference right. */
  void difference(Subtraction difference) {
    Expression end = difference.getLeftExpression();
    Expression start = difference.getRightExpression();
    Expression lastDay = ofJulianDay(end);
    Expression firstDay = ofJulianDay(start);
    if (lastDay != null && firstDay != null) {
      replace(difference, days(moment(lastDay), moment(firstDay)), Mend.Kind.WORD);
    } else if (dialect.isMySqlFamily() && columns.isMoment(end) && columns.isMoment(start)) {
      replace(difference, days(end.toString(), start.toString()), Mend.Kind.MEANING);
    }
  }

  /** MySQL sums dates and times as the numbers that their digits are; others refuse to. */
  void function(Function function) {
    boolean sums = Set.of("SUM", "AVG").contains(function.getName().toUpperCase(Locale.ROOT));
    if (sums
        && dialect.isMySqlFamily()
        && function.getParameters() != null
        && function.getParameters().size() == 1
        && function.getParameters().get(0) instanceof Column column
        && (columns.isMoment(column) || columns.type(column).equals("date"))) {
      findings.noNumber(function.toString(), column.toString(), false);
    }
  }

  private void replace(Subtraction difference, String days, Mend.Kind kind) {
    SimpleNode first = difference.getLeftExpression().getASTNode();
    SimpleNode last = difference.getRightExpression().getASTNode();
    if (!days.isEmpty() && first != null && last != null) {
      Rewrite edit = new Rewrite(Rewrite.startOf(first), Rewrite.endOf(last), days);
      findings.mend(kind, edit, "read " + difference + " as days");
    }
  }

  /** Days from one point in time to another, with their fraction; empty where SQLite's will do. */
  private String days(String end, String start) {
    return switch (dialect) {
      case MYSQL, MARIADB -> "(TIMESTAMPDIFF(SECOND, " + start + ", " + end + ") / 86400)";
      case POSTGRESQL ->
          "(EXTRACT(EPOCH FROM (CAST("
              + end
              + " AS TIMESTAMP) - CAST("
              + start
              + " AS TIMESTAMP))) / 86400)";
      case H2 -> "(DATEDIFF(SECOND, " + start + ", " + end + ") / 86400.0)";
      case SQLITE, CALCITE -> "";
      case DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          DateWords.of(dialect).days(end, start);
    };
  }

  private static @Nullable Expression ofJulianDay(Expression expression) {
    return expression instanceof Function function
            && function.getName().equalsIgnoreCase("julianday")
            && function.getParameters() != null
            && function.getParameters().size() == 1
        ? function.getParameters().get(0)
        : null;
  }

  private String moment(Expression day) {
    boolean now = day instanceof StringValue text && text.getValue().equalsIgnoreCase("now");
    return now ? dialect.isMySqlFamily() ? "NOW()" : "CURRENT_TIMESTAMP" : day.toString();
  }
}
