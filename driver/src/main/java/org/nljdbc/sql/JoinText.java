package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.nljdbc.schema.Dialect;

/** Reads how two tables are joined, as in {@code orders.customer = customers.id}. */
public final class JoinText {

  private JoinText() {}

  /**
   * An equality of two columns; names are without quotes.
   *
   * @param leftTable table of the column on the left
   * @param leftColumn that column
   * @param rightTable table of the column on the right
   * @param rightColumn that column
   */
  public record Pair(String leftTable, String leftColumn, String rightTable, String rightColumn) {}

  /**
   * Reads a condition.
   *
   * @param text equalities with AND between them, each of one table's column with another's
   * @param dialect the dialect in which names are quoted
   * @return the equalities; empty if the text is something else
   */
  public static List<Pair> read(String text, Dialect dialect) {
    String query = "SELECT 1 FROM t WHERE " + text;
    List<Pair> pairs = new ArrayList<>();
    try {
      List<SqlToken> tokens = SqlLexer.tokens(query, dialect);
      if (!(SqlParser.parse(query, tokens, dialect) instanceof PlainSelect select)) {
        return List.of();
      }
      for (Expression part : Conjuncts.of(select.getWhere())) {
        if (!(part instanceof EqualsTo equal
            && equal.getLeftExpression() instanceof Column left
            && equal.getRightExpression() instanceof Column right
            && left.getTable() != null
            && right.getTable() != null)) {
          return List.of();
        }
        pairs.add(
            new Pair(
                Names.unquote(left.getTable().getName()),
                Names.unquote(left.getColumnName()),
                Names.unquote(right.getTable().getName()),
                Names.unquote(right.getColumnName())));
      }
    } catch (JSQLParserException | SqlLexer.LexException e) {
      return List.of();
    }
    return pairs;
  }
}
