package org.nljdbc.sql;

import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.statement.select.ExceptOp;
import net.sf.jsqlparser.statement.select.MinusOp;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Turns round what leaves nothing by its foreign key: {@code SELECT customer_id FROM orders EXCEPT
 * SELECT id FROM customers}. The other way round they are the customers without orders.
 */
final class ExceptMender {

  private static final Set<String> OPERATORS = Set.of("EXCEPT", "MINUS");

  private ExceptMender() {}

  /** Swaps the two queries, if all rows of the first are among those of the second by a key. */
  static void mend(
      SetOperationList list, String sql, List<SqlToken> tokens, Schema schema, Findings findings) {
    boolean two =
        list.getSelects().size() == 2
            && (list.getOperations().get(0) instanceof ExceptOp
                || list.getOperations().get(0) instanceof MinusOp)
            && list.getOrderByElements() == null
            && list.getLimit() == null
            && list.getFetch() == null;
    Whole some = two ? Whole.of(list.getSelects().get(0), schema) : null;
    Whole all = two ? Whole.of(list.getSelects().get(1), schema) : null;
    List<SqlToken> operators = tokens.stream().filter(token -> token.isOneOf(OPERATORS)).toList();
    if (some == null || all == null || !some.refersTo(all) || operators.size() != 1) {
      return;
    }
    int at = tokens.indexOf(operators.get(0));
    if (at == 0 || at + 1 == tokens.size()) {
      return;
    }
    int start = tokens.get(at + 1).start();
    int end = tokens.get(tokens.size() - 1).end();
    String left = sql.substring(tokens.get(0).start(), tokens.get(at - 1).end());
    findings.mend(
        Mend.Kind.MEANING,
        List.of(
            new Rewrite(tokens.get(0).start(), tokens.get(at - 1).end(), sql.substring(start, end)),
            new Rewrite(start, end, left)),
        "turned EXCEPT round, as each "
            + schema.rules().shown(some.column)
            + " of "
            + schema.rules().shown(some.table.name())
            + " is one of "
            + schema.rules().shown(all.table.name()));
  }

  /** One column of all rows of one table. */
  private record Whole(Table table, String column) {

    static @Nullable Whole of(Select select, Schema schema) {
      boolean whole =
          select instanceof PlainSelect plain
              && plain.getJoins() == null
              && plain.getWhere() == null
              && plain.getGroupBy() == null
              && plain.getHaving() == null
              && plain.getLimit() == null
              && plain.getSelectItems().size() == 1
              && plain.getSelectItem(0).getExpression() instanceof net.sf.jsqlparser.schema.Column
              && plain.getFromItem() instanceof net.sf.jsqlparser.schema.Table;
      if (!whole) {
        return null;
      }
      PlainSelect plain = (PlainSelect) select;
      String from = ((net.sf.jsqlparser.schema.Table) plain.getFromItem()).getName();
      String written =
          ((net.sf.jsqlparser.schema.Column) plain.getSelectItem(0).getExpression())
              .getColumnName();
      for (Table table : schema.tables()) {
        if (Names.same(schema.rules(), from, table.name())) {
          return table.columns().stream()
              .filter(column -> Names.same(schema.rules(), written, column.name()))
              .findFirst()
              .map(column -> new Whole(table, column.name()))
              .orElse(null);
        }
      }
      return null;
    }

    boolean refersTo(Whole other) {
      return table.foreignKeys().stream().anyMatch(key -> leads(key, other));
    }

    private boolean leads(ForeignKey key, Whole other) {
      return key.fromColumns().equals(List.of(column))
          && key.toTable().equals(other.table.name())
          && key.toColumns().equals(List.of(other.column));
    }
  }
}
