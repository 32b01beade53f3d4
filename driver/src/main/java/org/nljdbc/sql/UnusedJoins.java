package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;

/**
 * Finds tables that a statement joins and does not use: each of their rows repeats a row of the
 * others, and rows without any are lost. That may be meant (customers who have orders), so the
 * question decides.
 */
final class UnusedJoins {

  private UnusedJoins() {}

  /** The stored names of joined tables of which only the column that joins them is used. */
  static List<String> in(PlainSelect select, List<SqlToken> tokens, Schema schema) {
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    List<String> unused = new ArrayList<>();
    if (joins.isEmpty() || hasStar(tokens)) {
      return unused;
    }
    List<FromItem> items = new ArrayList<>();
    items.add(select.getFromItem());
    joins.stream().filter(UnusedJoins::isPlain).map(Join::getFromItem).forEach(items::add);
    for (FromItem item : items) {
      if (item instanceof Table table) {
        schema.tables().stream()
            .filter(known -> Names.same(schema.rules(), table.getName(), known.name()))
            .filter(known -> uses(table, known, tokens, schema) <= 1)
            .forEach(known -> unused.add(known.name()));
      }
    }
    return unused;
  }

  /**
   * Columns by which a statement joins a table with itself, as an employee with their manager; the
   * primary key is none of them.
   */
  static List<String> ofItself(PlainSelect select, Schema schema) {
    List<String> columns = new ArrayList<>();
    for (Join join : select.getJoins() == null ? List.<Join>of() : select.getJoins()) {
      boolean itself =
          join.getFromItem() instanceof Table joined
              && select.getFromItem() instanceof Table first
              && joined.getName().equalsIgnoreCase(first.getName());
      for (Expression on : itself ? join.getOnExpressions() : List.<Expression>of()) {
        for (Expression part : Conjuncts.of(on)) {
          if (part instanceof EqualsTo equality) {
            add(equality.getLeftExpression(), (Table) join.getFromItem(), schema, columns);
            add(equality.getRightExpression(), (Table) join.getFromItem(), schema, columns);
          }
        }
      }
    }
    return columns.stream().distinct().limit(1).toList();
  }

  private static void add(Expression side, Table table, Schema schema, List<String> columns) {
    boolean key =
        schema.tables().stream()
            .filter(known -> Names.same(schema.rules(), table.getName(), known.name()))
            .anyMatch(
                known ->
                    side instanceof net.sf.jsqlparser.schema.Column column
                        && known.primaryKey().stream()
                            .anyMatch(
                                each -> Names.same(schema.rules(), column.getColumnName(), each)));
    if (side instanceof net.sf.jsqlparser.schema.Column column && !key) {
      columns.add(Names.unquote(column.getColumnName()));
    }
  }

  private static boolean isPlain(Join join) {
    return !join.isLeft() && !join.isRight() && !join.isFull() && !join.isNatural();
  }

  /** Whether all columns are selected, or rows are counted, which are those of a joined table. */
  private static boolean hasStar(List<SqlToken> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      SqlToken before = tokens.get(i - 1);
      boolean factor = before.kind() == SqlToken.Kind.NUMBER || before.is(")") || before.isName();
      boolean all = before.is("SELECT") || before.is("DISTINCT");
      if (tokens.get(i).is("*") && (all || !factor)) {
        return true;
      }
    }
    return false;
  }

  /** How often a statement names a column of a table. */
  private static int uses(
      Table table, org.nljdbc.schema.Table known, List<SqlToken> tokens, Schema schema) {
    String alias = table.getAlias() == null ? table.getName() : table.getAlias().getName();
    int uses = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean qualifies = i + 1 < tokens.size() && tokens.get(i + 1).is(".");
      boolean qualified = i > 0 && tokens.get(i - 1).is(".");
      if (!token.isName()) {
        continue;
      }
      if (qualifies) {
        uses += token.name().equalsIgnoreCase(Names.unquote(alias)) ? 1 : 0;
      } else if (!qualified && isColumn(token, known, schema)) {
        uses += 2; // it may be of this table
      }
    }
    return uses;
  }

  private static boolean isColumn(SqlToken token, org.nljdbc.schema.Table table, Schema schema) {
    return table.columns().stream()
        .map(Column::name)
        .anyMatch(name -> Names.same(schema.rules(), token.text(), name));
  }
}
