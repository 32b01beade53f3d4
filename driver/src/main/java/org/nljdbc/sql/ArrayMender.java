package org.nljdbc.sql;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/** Looks for a value among an array's elements, where a model compares the array with it. */
final class ArrayMender {

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  ArrayMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  /** Only an equality with one text, which is no array to PostgreSQL unless it begins so. */
  void compared(ComparisonOperator comparison) {
    Expression right = comparison.getRightExpression();
    if (dialect == Dialect.POSTGRESQL
        && comparison instanceof EqualsTo
        && comparison.getLeftExpression() instanceof Column column
        && right instanceof StringValue text
        && !text.getValue().startsWith("{")
        && isArray(columns.known(column))) {
      SimpleNode first = column.getASTNode();
      SimpleNode last = text.getASTNode();
      if (first != null && last != null) {
        String any = text + " = ANY(" + column + ")";
        Rewrite edit = new Rewrite(Rewrite.startOf(first), Rewrite.endOf(last), any);
        findings.mend(Mend.Kind.WORD, edit, "looked for " + text + " in " + column);
      }
    }
  }

  private static boolean isArray(org.nljdbc.schema.@Nullable Column column) {
    return column != null && column.type().endsWith("[]");
  }
}
