package org.nljdbc.sql;

import java.util.LinkedHashSet;
import java.util.Set;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * The functions of what a query selects, asks of groups and orders by, without those of queries
 * within it, which have rows of their own.
 */
final class OwnFunctions extends ExpressionVisitorAdapter<@Nullable Void> {

  private final Set<Function> found = new LinkedHashSet<>();

  private OwnFunctions() {}

  /** Those of one query. */
  static Set<Function> of(PlainSelect select) {
    OwnFunctions functions = new OwnFunctions();
    select.getSelectItems().forEach(item -> item.getExpression().accept(functions, null));
    if (select.getHaving() != null) {
      select.getHaving().accept(functions, null);
    }
    if (select.getOrderByElements() != null) {
      select.getOrderByElements().forEach(e -> e.getExpression().accept(functions, null));
    }
    return functions.found;
  }

  @Override
  public <S> @Nullable Void visit(Function function, S context) {
    found.add(function);
    return super.visit(function, context);
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect inner, S context) {
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Select inner, S context) {
    return null;
  }
}
