package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Collects tables, columns, literals, aggregates and inner queries of expressions and queries. */
final class Parts extends ExpressionVisitorAdapter<Void> {

  private static final Set<String> AGGREGATES =
      Set.of("count", "sum", "avg", "min", "max", "total", "group_concat");

  private final boolean intoInnerQueries;
  private final List<String> tables = new ArrayList<>();
  private final Set<String> columns = new TreeSet<>();
  private final Set<String> literals = new TreeSet<>();
  private final List<String> aggregates = new ArrayList<>();
  private int nested;

  /**
   * Begins with nothing.
   *
   * @param intoInnerQueries whether to collect from inner queries too, or only to count them
   */
  Parts(boolean intoInnerQueries) {
    this.intoInnerQueries = intoInnerQueries;
  }

  /** Collects from an expression. */
  void expression(@Nullable Expression expression) {
    if (expression != null) {
      expression.accept(this, null);
    }
  }

  /** Collects from a whole query. */
  void statement(Select select) {
    for (WithItem<?> item : orEmpty(select.getWithItemsList())) {
      if (item.getSelect() != null) {
        statement(item.getSelect());
      }
    }
    if (select instanceof ParenthesedSelect inner) {
      statement(inner.getSelect());
    } else if (select instanceof SetOperationList list) {
      list.getSelects().forEach(this::statement);
    } else if (select instanceof PlainSelect plain) {
      plain(plain);
    }
    for (OrderByElement order : orEmpty(select.getOrderByElements())) {
      expression(order.getExpression());
    }
  }

  private void plain(PlainSelect select) {
    Set<String> before = new TreeSet<>(columns);
    for (SelectItem<?> item : select.getSelectItems()) {
      expression(item.getExpression());
    }
    columns.retainAll(before); // SELECT lists are compared apart
    from(select.getFromItem());
    for (Join join : orEmpty(select.getJoins())) {
      from(join.getFromItem());
      orEmpty(join.getOnExpressions()).forEach(this::expression);
    }
    expression(select.getWhere());
    if (select.getGroupBy() != null) {
      for (Object group : select.getGroupBy().getGroupByExpressionList()) {
        expression((Expression) group);
      }
    }
    expression(select.getHaving());
  }

  private void from(@Nullable FromItem item) {
    if (item instanceof Table table) {
      tables.add(plain(table.getName()));
    } else if (item instanceof Select inner) {
      statement(inner);
    }
  }

  @Override
  public <S> @Nullable Void visit(Function function, S context) {
    String name = plain(function.getName());
    if (AGGREGATES.contains(name)) {
      aggregates.add(name);
    }
    return super.visit(function, context);
  }

  @Override
  public <S> @Nullable Void visit(Column column, S context) {
    String name = column.getColumnName();
    // SQLite reads "text" as a literal where no column is so named, and much gold relies on it.
    if (name.startsWith("\"") && column.getTable() == null) {
      literals.add(name.substring(1, name.length() - 1));
    } else {
      columns.add(plain(name));
    }
    return null;
  }

  @Override
  public <S> @Nullable Void visit(StringValue value, S context) {
    literals.add(value.getValue());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(LongValue value, S context) {
    literals.add(value.getStringValue());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(DoubleValue value, S context) {
    literals.add(value.toString());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
    return inner(select);
  }

  @Override
  public <S> @Nullable Void visit(Select select, S context) {
    return inner(select);
  }

  private @Nullable Void inner(Select select) {
    nested++;
    if (intoInnerQueries) {
      statement(select);
    }
    return null;
  }

  /** The tables, sorted. */
  List<String> tables() {
    List<String> sorted = new ArrayList<>(tables);
    Collections.sort(sorted);
    return sorted;
  }

  /** The columns outside SELECT lists. */
  Set<String> columns() {
    return columns;
  }

  /** The literals. */
  Set<String> literals() {
    return literals;
  }

  /** The aggregate functions, in their order. */
  List<String> aggregates() {
    return aggregates;
  }

  /** How many inner queries there are. */
  int nested() {
    return nested;
  }

  private static String plain(String name) {
    return name.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
  }

  private static <T> Collection<T> orEmpty(@Nullable Collection<T> list) {
    return list == null ? List.of() : list;
  }
}
