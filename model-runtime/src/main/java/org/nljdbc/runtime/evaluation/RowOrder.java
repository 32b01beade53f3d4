package org.nljdbc.runtime.evaluation;

import java.util.List;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Whether the order of a query's rows means something. */
public final class RowOrder {

  private RowOrder() {}

  /**
   * Whether it does.
   *
   * @param sql the query
   * @return true if its outermost query has an ORDER BY; false also if it cannot be parsed
   */
  public static boolean isGiven(String sql) {
    try {
      return CCJSqlParserUtil.parse(sql) instanceof Select select && isGiven(select);
    } catch (JSQLParserException e) {
      return false;
    }
  }

  /** Whether it does, of a query that has been parsed. */
  public static boolean isGiven(Select select) {
    @Nullable List<OrderByElement> order = select.getOrderByElements();
    return (order != null && !order.isEmpty())
        || (select instanceof ParenthesedSelect inner && isGiven(inner.getSelect()));
  }
}
