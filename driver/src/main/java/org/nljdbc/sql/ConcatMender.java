package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.parser.SimpleNode;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * Joins texts by CONCAT in MySQL, to which {@code ||} is OR unless it is told otherwise, and in SQL
 * Server, which has no such sign.
 */
final class ConcatMender {

  private final Dialect dialect;
  private final Findings findings;

  ConcatMender(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  /** Writes a chain of them anew; the parts of a chain are inside what is changed then. */
  void join(Concat concat) {
    List<Expression> parts = new ArrayList<>();
    collect(concat, parts);
    SimpleNode first = parts.get(0).getASTNode();
    SimpleNode last = parts.get(parts.size() - 1).getASTNode();
    if ((dialect.isMySqlFamily() || dialect == Dialect.SQLSERVER)
        && first != null
        && last != null) {
      String texts = String.join(", ", parts.stream().map(Expression::toString).toList());
      Rewrite edit =
          new Rewrite(Rewrite.startOf(first), Rewrite.endOf(last), "CONCAT(" + texts + ")");
      findings.mend(Mend.Kind.MEANING, edit, "joined texts by CONCAT");
    }
  }

  private static void collect(@Nullable Expression expression, List<Expression> parts) {
    if (expression instanceof Concat concat) {
      collect(((BinaryExpression) concat).getLeftExpression(), parts);
      collect(((BinaryExpression) concat).getRightExpression(), parts);
    } else if (expression != null) {
      parts.add(expression);
    }
  }
}
