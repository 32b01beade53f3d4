package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import org.jspecify.annotations.Nullable;

/** The parts of a condition that must all hold. */
final class Conjuncts {

  private Conjuncts() {}

  /** The parts that AND connects, brackets around them taken off; none for no condition. */
  static List<Expression> of(@Nullable Expression condition) {
    List<Expression> parts = new ArrayList<>();
    collect(condition, parts);
    return parts;
  }

  private static void collect(@Nullable Expression condition, List<Expression> parts) {
    if (condition instanceof AndExpression and) {
      collect(and.getLeftExpression(), parts);
      collect(and.getRightExpression(), parts);
    } else if (condition instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      collect(list.get(0), parts);
    } else if (condition != null) {
      parts.add(condition);
    }
  }
}
