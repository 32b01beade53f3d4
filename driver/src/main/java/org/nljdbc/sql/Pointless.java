package org.nljdbc.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;

/**
 * Finds what nobody writes who means it: two equal queries in one set operation, a column that is
 * compared with itself, a column that has to equal two values at once. Such SQL runs, but is hardly
 * ever what was asked.
 */
final class Pointless {

  private Pointless() {}

  /** Whether a query, or one in its FROM clause, has such a part. */
  static boolean in(Select select) {
    if (select instanceof SetOperationList list) {
      List<String> texts = list.getSelects().stream().map(Pointless::text).toList();
      return texts.stream().distinct().count() < texts.size()
          || list.getSelects().stream().anyMatch(Pointless::in);
    }
    if (select instanceof ParenthesedSelect inner) {
      return in(inner.getSelect());
    }
    return select instanceof PlainSelect plain && inPlain(plain);
  }

  private static boolean inPlain(PlainSelect select) {
    if (isFrom(select.getFromItem()) || contradicts(select.getWhere())) {
      return true;
    }
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    return joins.stream()
        .anyMatch(
            join ->
                isFrom(join.getFromItem())
                    || join.getOnExpressions().stream().anyMatch(Pointless::comparesWithItself));
  }

  private static boolean isFrom(@Nullable FromItem item) {
    return item instanceof ParenthesedSelect inner && in(inner.getSelect());
  }

  private static boolean comparesWithItself(@Nullable Expression condition) {
    return Conjuncts.of(condition).stream()
        .anyMatch(
            part ->
                part instanceof EqualsTo equality
                    && equality.getLeftExpression() instanceof Column
                    && text(equality.getLeftExpression())
                        .equals(text(equality.getRightExpression())));
  }

  private static boolean contradicts(@Nullable Expression condition) {
    Map<String, String> values = new HashMap<>();
    for (Expression part : Conjuncts.of(condition)) {
      if (part instanceof EqualsTo equality
          && equality.getLeftExpression() instanceof Column column
          && isLiteral(equality.getRightExpression())) {
        String value = equality.getRightExpression().toString();
        String other = values.putIfAbsent(text(column), value);
        if (other != null && !other.equals(value)) {
          return true;
        }
      }
    }
    return comparesWithItself(condition);
  }

  private static boolean isLiteral(Expression expression) {
    return expression instanceof StringValue || expression instanceof LongValue;
  }

  private static String text(Object part) {
    return part.toString().toLowerCase(Locale.ROOT);
  }
}
