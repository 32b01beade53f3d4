package org.nljdbc.sql;

import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * A ratio of two whole numbers that were both counted or summed: most databases cut off what is
 * behind the point, so that a share of 8.4 percent is 8, and one of 0.4 is none.
 */
final class RatioMender {

  private static final Set<Dialect> CUTS =
      Set.of(
          Dialect.SQLITE,
          Dialect.POSTGRESQL,
          Dialect.H2,
          Dialect.CALCITE,
          Dialect.HSQLDB,
          Dialect.DERBY,
          Dialect.DB2,
          Dialect.SQLSERVER);

  private static final Set<Dialect> CUT_MEANS =
      Set.of(Dialect.HSQLDB, Dialect.DERBY, Dialect.DB2, Dialect.SQLSERVER);

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  RatioMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  /** Makes a ratio of whole numbers exact. */
  void division(Division division) {
    Expression above = division.getLeftExpression();
    Expression below = division.getRightExpression();
    boolean cut =
        CUTS.contains(dialect)
            && aggregates(above)
            && aggregates(below)
            && isWhole(above)
            && isWhole(below);
    SimpleNode node = first(above);
    if (cut && node != null) {
      // HSQLDB keeps as many digits behind the point as there were: one.
      String one = dialect == Dialect.HSQLDB ? "1E0 * " : "1.0 * ";
      Rewrite edit = Rewrite.insert(Rewrite.startOf(node), one);
      findings.mend(Mend.Kind.MEANING, edit, "divided " + above + " exactly");
    }
  }

  /** A mean of whole numbers, which some databases cut off likewise. */
  void mean(Function function) {
    boolean cut =
        CUT_MEANS.contains(dialect)
            && function.getName().equalsIgnoreCase("AVG")
            && function.getParameters() != null
            && function.getParameters().size() == 1
            && function.getParameters().get(0) instanceof Column column
            && isWhole(columns.known(column));
    if (cut && function.getParameters().get(0).getASTNode() != null) {
      String column = function.getParameters().get(0).toString();
      SimpleNode node = function.getParameters().get(0).getASTNode();
      Rewrite edit = Rewrite.of(node, "CAST(" + column + " AS FLOAT)");
      findings.mend(Mend.Kind.MEANING, edit, "took the mean of " + column + " exactly");
    }
  }

  /** The node that an expression begins with. */
  private static @Nullable SimpleNode first(Expression expression) {
    return expression instanceof BinaryExpression binary
        ? first(binary.getLeftExpression())
        : expression.getASTNode();
  }

  private static boolean aggregates(Expression expression) {
    return expression instanceof Function function
            && (Set.of("COUNT", "SUM").contains(function.getName().toUpperCase(Locale.ROOT))
                || isNullIf(function) && aggregates(function.getParameters().get(0)))
        || isCount(expression)
        || expression instanceof BinaryExpression binary
            && (aggregates(binary.getLeftExpression()) || aggregates(binary.getRightExpression()))
        || expression instanceof ParenthesedExpressionList<?> list
            && list.stream().anyMatch(RatioMender::aggregates);
  }

  private boolean isWhole(@Nullable Expression expression) {
    if (expression instanceof LongValue) {
      return true;
    }
    if (expression instanceof Addition
        || expression instanceof Subtraction
        || expression instanceof Multiplication
        || expression instanceof Division) {
      BinaryExpression binary = (BinaryExpression) expression;
      return isWhole(binary.getLeftExpression()) && isWhole(binary.getRightExpression());
    }
    if (expression instanceof ParenthesedExpressionList<?> list) {
      return list.size() == 1 && isWhole(list.get(0));
    }
    if (expression instanceof CaseExpression cases) {
      return cases.getWhenClauses().stream().allMatch(when -> isWhole(when.getThenExpression()))
          && (cases.getElseExpression() == null || isWhole(cases.getElseExpression()));
    }
    if (expression instanceof Function function) {
      String name = function.getName().toUpperCase(Locale.ROOT);
      boolean one = function.getParameters() != null && function.getParameters().size() == 1;
      return name.equals("COUNT")
          || isNullIf(function) && isWhole(function.getParameters().get(0))
          || Set.of("SUM", "MIN", "MAX").contains(name)
              && one
              && isWhole(function.getParameters().get(0));
    }
    return isCount(expression)
        || expression instanceof Column column && isWhole(columns.known(column));
  }

  private static boolean isNullIf(Function function) {
    return function.getName().equalsIgnoreCase("NULLIF")
        && function.getParameters() != null
        && function.getParameters().size() == 2;
  }

  /** Whether a query in brackets counts. */
  private static boolean isCount(@Nullable Expression expression) {
    return expression instanceof ParenthesedSelect inner
        && inner.getSelect() instanceof PlainSelect plain
        && plain.getGroupBy() == null
        && plain.getSelectItems().size() == 1
        && plain.getSelectItems().get(0).getExpression() instanceof Function function
        && function.getName().equalsIgnoreCase("COUNT");
  }

  private static boolean isWhole(org.nljdbc.schema.@Nullable Column column) {
    String type = column == null ? "" : column.type().toLowerCase(Locale.ROOT);
    return type.matches("(?:big|small|tiny|medium)?int(?:eger)?(?:[248]|\\(\\d+\\)| unsigned)*")
        || type.contains("serial");
  }
}
