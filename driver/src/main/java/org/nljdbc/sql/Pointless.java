package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Finds what nobody writes who means it: two equal queries in one set operation, a column that is
 * compared with itself, a column that has to equal two values at once, a table's rows counted for
 * each value of its key, counts that are to equal other counts, nothing selected but what the
 * question said already. Such SQL runs, but is hardly ever what was asked. Conditions are looked
 * through too.
 */
final class Pointless {

  private static final Set<String> FIGURES = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");

  private final Schema schema;

  Pointless(Schema schema) {
    this.schema = schema;
  }

  /** Whether a query, or one in its FROM clause, has such a part. */
  boolean in(Select select) {
    return isIn(select) || select instanceof PlainSelect plain && repeatsValues(plain);
  }

  private boolean isIn(Select select) {
    if (select instanceof SetOperationList list) {
      List<String> texts = list.getSelects().stream().map(Pointless::text).toList();
      return texts.stream().distinct().count() < texts.size()
          || comparesFigures(list)
          || list.getSelects().stream().anyMatch(this::isIn);
    }
    if (select instanceof ParenthesedSelect inner) {
      return isIn(inner.getSelect());
    }
    return select instanceof PlainSelect plain && inPlain(plain);
  }

  /** Whether figures of all rows are to be equal: {@code SELECT COUNT(*) ... INTERSECT ...}. */
  private static boolean comparesFigures(SetOperationList list) {
    return list.getOperations().stream().noneMatch(operation -> operation instanceof UnionOp)
        && list.getSelects().stream()
            .allMatch(
                select ->
                    select instanceof PlainSelect plain
                        && plain.getGroupBy() == null
                        && plain.getSelectItems().stream()
                            .allMatch(item -> isFigure(item.getExpression())));
  }

  private static boolean isFigure(Expression selected) {
    return selected instanceof Function function
        && FIGURES.contains(function.getName().toUpperCase(Locale.ROOT));
  }

  private boolean inPlain(PlainSelect select) {
    if (isFrom(select.getFromItem())
        || contradicts(select.getWhere())
        || countsOneRowEach(select)
        || Inner.of(select.getWhere()).stream().anyMatch(this::isIn)) {
      return true;
    }
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    return joins.stream()
        .anyMatch(
            join ->
                isFrom(join.getFromItem())
                    || join.getOnExpressions().stream().anyMatch(Pointless::comparesWithItself));
  }

  private boolean isFrom(@Nullable FromItem item) {
    return item instanceof ParenthesedSelect inner && isIn(inner.getSelect());
  }

  /** Whether rows of a single table are counted in groups that hold one row each. */
  private boolean countsOneRowEach(PlainSelect select) {
    GroupByElement groups = select.getGroupBy();
    if (groups == null
        || select.getJoins() != null
        || !(select.getFromItem() instanceof net.sf.jsqlparser.schema.Table from)) {
      return false;
    }
    List<String> key =
        schema.tables().stream()
            .filter(table -> Names.same(schema.rules(), from.getName(), table.name()))
            .map(Table::primaryKey)
            .findFirst()
            .orElse(List.of());
    List<String> grouped = new ArrayList<>();
    for (Object expression : groups.getGroupByExpressionList()) {
      if (expression instanceof Column column) {
        grouped.add(column.getColumnName());
      }
    }
    return !key.isEmpty()
        && key.stream()
            .allMatch(name -> grouped.stream().anyMatch(g -> Names.same(schema.rules(), g, name)))
        && OwnFunctions.of(select).stream()
            .anyMatch(function -> function.getName().equalsIgnoreCase("COUNT"));
  }

  /** Whether all that is selected are columns that the condition sets to one value each. */
  private static boolean repeatsValues(PlainSelect select) {
    Set<String> values = new HashSet<>();
    for (Expression part : Conjuncts.of(select.getWhere())) {
      if (part instanceof EqualsTo equality
          && equality.getLeftExpression() instanceof Column column
          && isLiteral(equality.getRightExpression())) {
        values.add(text(column));
      }
    }
    return select.getSelectItems().stream()
        .map(SelectItem::getExpression)
        .allMatch(selected -> selected instanceof Column && values.contains(text(selected)));
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

  /** Collects the queries of a condition, not those within them. */
  private static final class Inner extends ExpressionVisitorAdapter<@Nullable Void> {
    private final List<Select> found = new ArrayList<>();

    static List<Select> of(@Nullable Expression condition) {
      Inner inner = new Inner();
      if (condition != null) {
        condition.accept(inner, null);
      }
      return inner.found;
    }

    @Override
    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
      found.add(select.getSelect());
      return null;
    }

    @Override
    public <S> @Nullable Void visit(Select select, S context) {
      found.add(select);
      return null;
    }
  }

  private static String text(Object part) {
    return part.toString().toLowerCase(Locale.ROOT);
  }
}
