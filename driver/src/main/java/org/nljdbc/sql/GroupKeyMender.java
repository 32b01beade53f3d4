package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * Shows what each row is of: {@code SELECT AVG(price) FROM products GROUP BY kind} gives figures of
 * which nobody can tell which is whose. Not where one row alone is asked for.
 */
final class GroupKeyMender {

  private static final Set<String> AGGREGATES = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");
  private static final Set<String> SETS = Set.of("ROLLUP", "CUBE", "GROUPING");

  private GroupKeyMender() {}

  /** Selects what the groups of a whole statement are made by, if it selects only figures. */
  static void mend(PlainSelect select, Findings findings) {
    GroupByElement groups = select.getGroupBy();
    if (groups == null || !groups.getGroupingSets().isEmpty() || isOneRow(select)) {
      return;
    }
    List<String> keys = new ArrayList<>();
    for (Object key : groups.getGroupByExpressionList()) {
      if (key instanceof LongValue || !(key instanceof Expression)) {
        return; // a place in the select list
      }
      if (key instanceof Function function && SETS.contains(name(function))) {
        return; // many groups in one
      }
      keys.add(key.toString());
    }
    boolean byPlace =
        select.getOrderByElements() != null
            && select.getOrderByElements().stream()
                .anyMatch(element -> element.getExpression() instanceof LongValue);
    boolean onlyFigures =
        select.getSelectItems().stream().allMatch(item -> isFigure(item.getExpression()));
    SimpleNode first = select.getSelectItems().get(0).getExpression().getASTNode();
    if (!keys.isEmpty() && onlyFigures && !byPlace && first != null) {
      String shown = String.join(", ", keys);
      Rewrite edit = Rewrite.insert(Rewrite.startOf(first), shown + ", ");
      findings.mend(Mend.Kind.MEANING, edit, "added " + shown + ", which tells the rows apart");
    }
  }

  private static boolean isFigure(Expression selected) {
    return selected instanceof Function function && AGGREGATES.contains(name(function));
  }

  private static String name(Function function) {
    return function.getName().toUpperCase(Locale.ROOT);
  }

  private static boolean isOneRow(PlainSelect select) {
    Limit limit = select.getLimit();
    return limit != null && limit.getRowCount() instanceof LongValue count && count.getValue() == 1
        || select.getFetch() != null
        || select.getTop() != null;
  }
}
