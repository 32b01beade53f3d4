package org.nljdbc.sql;

import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Says in the database's own words that something is true: PostgreSQL, H2 and Calcite compare truth
 * with no number, the first two sum none, and to MySQL, where truth is a number, {@code 'true'} is
 * 0.
 */
final class TruthMender {

  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y");
  private static final Set<String> FALSE = Set.of("false", "f", "no", "n");

  private final Dialect dialect;
  private final Findings findings;
  private final ValueFilters columns;

  TruthMender(Dialect dialect, Findings findings, ValueFilters columns) {
    this.dialect = dialect;
    this.findings = findings;
    this.columns = columns;
  }

  /** Compares truth with truth. */
  void compared(BinaryExpression comparison) {
    Expression right = comparison.getRightExpression();
    if (!isTruth(comparison.getLeftExpression()) || right.getASTNode() == null) {
      return;
    }
    String meant = meant(right);
    if (meant != null) {
      findings.mend(Rewrite.of(right.getASTNode(), meant), right.toString());
    }
  }

  /** Sums and means of truth, which MySQL and SQLite alone know. */
  void function(Function function) {
    boolean plain = dialect == Dialect.HSQLDB || dialect == Dialect.DERBY;
    boolean lacks = plain || dialect == Dialect.POSTGRESQL || dialect == Dialect.H2;
    boolean sums = Set.of("SUM", "AVG").contains(function.getName().toUpperCase(Locale.ROOT));
    if (lacks
        && sums
        && function.getParameters() != null
        && function.getParameters().size() == 1
        && function.getParameters().get(0) instanceof Column column
        && isTruth(column)) {
      String number =
          plain
              ? "CASE WHEN " + column + " THEN 1 WHEN NOT " + column + " THEN 0 END"
              : "CAST(" + column + " AS INTEGER)";
      findings.mend(Rewrite.of(column.getASTNode(), number), column.toString());
    }
  }

  private @Nullable String meant(Expression value) {
    if (value instanceof LongValue number && dialect.isStrict()) {
      return switch (number.getStringValue()) {
        case "1" -> "TRUE";
        case "0" -> "FALSE";
        default -> null;
      };
    }
    if (value instanceof StringValue text && dialect.isMySqlFamily()) {
      String word = text.getValue().toLowerCase(Locale.ROOT);
      return TRUE.contains(word) ? "TRUE" : FALSE.contains(word) ? "FALSE" : null;
    }
    return null;
  }

  private boolean isTruth(Expression expression) {
    if (!(expression instanceof Column column)) {
      return false;
    }
    org.nljdbc.schema.@Nullable Column known = columns.known(column);
    String type = known == null ? "" : known.type().toLowerCase(Locale.ROOT);
    return type.startsWith("bool")
        || dialect.isMySqlFamily() && (type.equals("bit") || type.equals("tinyint(1)"));
  }
}
