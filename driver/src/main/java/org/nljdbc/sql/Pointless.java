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
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ExceptOp;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Finds what nobody writes who means it: two equal queries in one set operation, a column that is
 * compared with itself, a column that has to equal two values at once, a table's rows counted for
 * each value of its key, a sum or mean of keys, nothing selected but what the question said
 * already. Such SQL runs, but is hardly ever what was asked. Conditions are looked through too.
 */
final class Pointless {

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
          || leavesNothing(list)
          || list.getSelects().stream().anyMatch(this::isIn);
    }
    if (select instanceof ParenthesedSelect inner) {
      return isIn(inner.getSelect());
    }
    return select instanceof PlainSelect plain && inPlain(plain);
  }

  private boolean inPlain(PlainSelect select) {
    if (isFrom(select.getFromItem())
        || contradicts(select.getWhere())
        || countsOneRowEach(select)
        || sumsKeys(select)
        || Inner.of(select.getWhere()).stream().anyMatch(this::isIn)) {
      return true;
    }
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    return joins.stream()
        .anyMatch(
            join ->
                isFrom(join.getFromItem())
                    || join.getOnExpressions().stream().anyMatch(Pointless::comparesWithItself)
                    || meetsItself(select, join));
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

  /** Whether a column's values are taken less all values of the same column. */
  private static boolean leavesNothing(SetOperationList list) {
    return list.getSelects().size() == 2
        && list.getOperations().get(0) instanceof ExceptOp
        && list.getSelects().get(0) instanceof PlainSelect some
        && list.getSelects().get(1) instanceof PlainSelect all
        && all.getJoins() == null
        && all.getWhere() == null
        && all.getGroupBy() == null
        && all.getLimit() == null
        && all.getFromItem() instanceof net.sf.jsqlparser.schema.Table whole
        && !columnsOf(whole, all).isEmpty()
        && columnsOf(whole, all).equals(columnsOf(whole, some));
  }

  /** The columns of a table that a query selects; empty if it selects anything else. */
  private static List<String> columnsOf(net.sf.jsqlparser.schema.Table table, PlainSelect select) {
    Set<String> aliases = new HashSet<>();
    List<FromItem> items = new ArrayList<>();
    items.add(select.getFromItem());
    if (select.getJoins() != null) {
      select.getJoins().forEach(join -> items.add(join.getFromItem()));
    }
    for (FromItem item : items) {
      if (item instanceof net.sf.jsqlparser.schema.Table each
          && each.getName().equalsIgnoreCase(table.getName())) {
        aliases.add(text(each.getAlias() == null ? each.getName() : each.getAlias().getName()));
      }
    }
    List<String> columns = new ArrayList<>();
    for (SelectItem<?> item : select.getSelectItems()) {
      boolean own =
          item.getExpression() instanceof Column column
              && (column.getTable() == null
                  ? items.size() == 1 && aliases.size() == 1
                  : aliases.contains(text(column.getTable().getName())));
      if (!own) {
        return List.of();
      }
      columns.add(text(((Column) item.getExpression()).getColumnName()));
    }
    return columns;
  }

  /** Whether a table's rows are joined with themselves, each with itself alone. */
  private boolean meetsItself(PlainSelect select, Join join) {
    return select.getFromItem() instanceof net.sf.jsqlparser.schema.Table from
        && join.getFromItem() instanceof net.sf.jsqlparser.schema.Table joined
        && from.getName().equalsIgnoreCase(joined.getName())
        && join.getOnExpressions().size() == 1
        && join.getOnExpressions().iterator().next() instanceof EqualsTo equality
        && equality.getLeftExpression() instanceof Column left
        && equality.getRightExpression() instanceof Column right
        && left.getColumnName().equalsIgnoreCase(right.getColumnName())
        && schema.tables().stream()
            .anyMatch(
                table ->
                    Names.same(schema.rules(), from.getName(), table.name())
                        && table.primaryKey().size() == 1
                        && Names.same(
                            schema.rules(), left.getColumnName(), table.primaryKey().get(0)));
  }

  /** Whether keys are added up, which are numbers only by accident. */
  private boolean sumsKeys(PlainSelect select) {
    return OwnFunctions.of(select).stream()
        .anyMatch(
            function ->
                Set.of("SUM", "AVG").contains(function.getName().toUpperCase(Locale.ROOT))
                    && function.getParameters() != null
                    && function.getParameters().size() == 1
                    && function.getParameters().get(0) instanceof Column column
                    && isKeyEverywhere(column.getColumnName()));
  }

  /** Whether each column of a name is a key, or refers to one. */
  private boolean isKeyEverywhere(String name) {
    boolean found = false;
    for (Table table : schema.tables()) {
      for (org.nljdbc.schema.Column column : table.columns()) {
        if (Names.same(schema.rules(), name, column.name())) {
          boolean key =
              table.primaryKey().equals(List.of(column.name()))
                  || table.foreignKeys().stream()
                      .anyMatch(each -> each.fromColumns().contains(column.name()));
          if (!key && !table.view() && !table.primaryKey().contains(column.name())) {
            return false;
          }
          found |= key;
        }
      }
    }
    return found;
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
