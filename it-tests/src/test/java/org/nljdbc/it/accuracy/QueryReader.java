package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.RowOrder;

/** Reads a query's shape from JSqlParser's tree. */
final class QueryReader {

  private int ors;
  private int likes;
  private int conditions;

  private QueryReader() {}

  /**
   * Reads the shape of a query.
   *
   * @param sql the query
   * @return its shape, or empty if it cannot be parsed or is no query
   */
  static Optional<QueryShape> shape(String sql) {
    return parse(sql).map(select -> new QueryReader().read(select));
  }

  private static Optional<Select> parse(String sql) {
    try {
      Statement statement = CCJSqlParserUtil.parse(sql);
      return statement instanceof Select select ? Optional.of(select) : Optional.empty();
    } catch (JSQLParserException e) {
      return Optional.empty();
    }
  }

  private QueryShape read(Select whole) {
    Parts all = new Parts(true);
    all.statement(whole);
    PlainSelect first = first(whole);
    if (first == null) { // VALUES and the like
      return shape(List.of(), all, 0, 0, whole, null, 0, List.of());
    }
    Parts own = new Parts(false);
    List<String> selected = new ArrayList<>();
    for (SelectItem<?> item : first.getSelectItems()) {
      own.expression(item.getExpression());
      selected.add(unqualified(item.getExpression().toString()));
    }
    int joins = 0;
    for (Join join : orEmpty(first.getJoins())) {
      joins++;
      orEmpty(join.getOnExpressions()).forEach(on -> condition(on, own));
    }
    conditions = 0; // those of ON do not count
    condition(first.getWhere(), own);
    int where = conditions;
    condition(first.getHaving(), own);
    List<Expression> groups = groups(first);
    groups.forEach(own::expression);
    for (OrderByElement order : orEmpty(whole.getOrderByElements())) {
      own.expression(order.getExpression());
    }
    int nested = own.nested() + parts(whole) - 1;
    List<String> aggregates = new ArrayList<>(own.aggregates());
    Collections.sort(aggregates);
    return shape(selected, all, joins, where, whole, first, nested, aggregates);
  }

  private QueryShape shape(
      List<String> selected,
      Parts all,
      int joins,
      int where,
      Select whole,
      @Nullable PlainSelect first,
      int nested,
      List<String> aggregates) {
    return new QueryShape(
        selected,
        all.tables(),
        joins,
        where,
        ors,
        likes,
        first == null ? 0 : groups(first).size(),
        RowOrder.isGiven(whole),
        whole.getLimit() != null || (first != null && first.getLimit() != null),
        first != null && first.getHaving() != null,
        first != null && first.getDistinct() != null,
        nested,
        aggregates,
        all.columns(),
        all.literals());
  }

  /** Counts what AND and OR connect. */
  private void condition(@Nullable Expression expression, Parts own) {
    if (expression == null) {
      return;
    }
    if (expression instanceof AndExpression and) {
      condition(and.getLeftExpression(), own);
      condition(and.getRightExpression(), own);
    } else if (expression instanceof OrExpression or) {
      ors++;
      condition(or.getLeftExpression(), own);
      condition(or.getRightExpression(), own);
    } else if (expression instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      condition(list.get(0), own);
    } else {
      Expression bare = expression instanceof NotExpression not ? not.getExpression() : expression;
      likes += bare instanceof LikeExpression ? 1 : 0;
      conditions++;
      own.expression(expression);
    }
  }

  private static @Nullable PlainSelect first(Select select) {
    if (select instanceof PlainSelect plain) {
      return plain;
    }
    if (select instanceof ParenthesedSelect inner) {
      return first(inner.getSelect());
    }
    return select instanceof SetOperationList list ? first(list.getSelect(0)) : null;
  }

  /** How many queries a set operation joins; 1 for a plain query. */
  private static int parts(Select select) {
    if (select instanceof ParenthesedSelect inner) {
      return parts(inner.getSelect());
    }
    return select instanceof SetOperationList list ? list.getSelects().size() : 1;
  }

  private static List<Expression> groups(PlainSelect select) {
    if (select.getGroupBy() == null) {
      return List.of();
    }
    List<Expression> groups = new ArrayList<>();
    for (Object group : select.getGroupBy().getGroupByExpressionList()) {
      groups.add((Expression) group);
    }
    return groups;
  }

  private static <T> Collection<T> orEmpty(@Nullable Collection<T> list) {
    return list == null ? List.of() : list;
  }

  private static String unqualified(String text) {
    return text.replaceAll("[\"`\\[\\]]", "")
        .replaceAll("\\b\\w+\\.", "")
        .replaceAll("\\s+", "")
        .toLowerCase(Locale.ROOT);
  }
}
