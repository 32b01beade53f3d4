package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.RowLimit;
import org.nljdbc.schema.Schema;

/**
 * Compares with all rows of an inner query where it may have several, and with those that have a
 * value where it may have some without. {@code dept = (SELECT ...)} fails if there are two, or
 * takes any one of them in SQLite; {@code NOT IN (SELECT manager ...)} is never true if somebody
 * has no manager. Where there is one row, and no row without a value, nothing changes.
 */
final class SubQueryMender {

  private static final Set<String> AGGREGATES =
      Set.of("COUNT", "SUM", "AVG", "MIN", "MAX", "TOTAL");

  private final Schema schema;
  private final Findings findings;
  private final Scope scope;

  SubQueryMender(Schema schema, Findings findings, Scope scope) {
    this.schema = schema;
    this.findings = findings;
    this.scope = scope;
  }

  /** A column that has to equal what an inner query returns. */
  void equal(EqualsTo equality) {
    PlainSelect inner = inner(equality.getRightExpression());
    own(inner);
    if (inner == null
        || !(equality.getLeftExpression() instanceof Column column)
        || isOneRow(inner)) {
      return;
    }
    SimpleNode left = column.getASTNode();
    SimpleNode right = equality.getRightExpression().getASTNode();
    if (left == null || right == null) {
      return;
    }
    if (inner.getOrderByElements() != null) {
      first(right, column);
    } else {
      findings.mend(
          Mend.Kind.MEANING,
          new Rewrite(Rewrite.endOf(left), Rewrite.startOf(right), " IN "),
          "compared " + column + " with all rows of the inner query");
    }
  }

  /** Rows in an order, of which SQLite takes the first by itself: that one is meant. */
  private void first(SimpleNode brackets, Column column) {
    Dialect dialect = schema.dialect();
    if (dialect != Dialect.SQLITE) {
      String limit =
          dialect == Dialect.OTHER
              ? RowLimit.FETCH.afterOrder(1) // LIMIT is no standard
              : dialect.limit().afterOrder(1);
      findings.mend(
          Mend.Kind.MEANING,
          Rewrite.insert(Rewrite.endOf(brackets) - 1, limit),
          "compared " + column + " with the first row of the inner query");
    }
  }

  /** A column that must be in a row of an inner query, or in none. */
  void in(InExpression in) {
    own(inner(in.getRightExpression()));
    notIn(in);
  }

  /**
   * Refuses an inner query that selects the column of the one around it, which is then compared
   * with itself: its own tables have no column of that name.
   */
  private void own(@Nullable PlainSelect inner) {
    if (inner == null
        || inner.getSelectItems().size() != 1
        || !(inner.getSelectItems().get(0).getExpression() instanceof Column column)
        || items(inner).stream().anyMatch(item -> isOf(column, item))
        || scope.having(schema.rules(), column.getColumnName()).isEmpty()
        || !scope.commonTables.isEmpty()
        || inner.getWithItemsList() != null) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (FromItem item : items(inner)) {
      org.nljdbc.schema.Table table = known(item);
      if (table == null) {
        return;
      }
      table.columns().forEach(each -> names.add(each.name()));
    }
    if (!names.isEmpty() && names.stream().noneMatch(name -> isNamed(column, name))) {
      String table = items(inner).size() == 1 ? String.valueOf(inner.getFromItem()) : "";
      findings.unknownColumn(column.getColumnName(), table, names, List.of());
    }
  }

  /**
   * Whether a column is said to be of this item; a name of the query around it may have been added.
   */
  private boolean isOf(Column column, FromItem item) {
    if (column.getTable() == null || column.getTable().getName() == null) {
      return false;
    }
    String name =
        item.getAlias() != null
            ? item.getAlias().getName()
            : item instanceof net.sf.jsqlparser.schema.Table table ? table.getName() : "";
    return Names.same(
        schema.rules(), column.getTable().getName(), Names.stored(schema.rules(), name));
  }

  private static List<FromItem> items(PlainSelect query) {
    List<FromItem> items = new ArrayList<>();
    if (query.getFromItem() != null) {
      items.add(query.getFromItem());
    }
    for (Join join : query.getJoins() == null ? List.<Join>of() : query.getJoins()) {
      items.add(join.getFromItem());
    }
    return items;
  }

  private void notIn(InExpression in) {
    PlainSelect inner = in.isNot() ? inner(in.getRightExpression()) : null;
    if (inner == null
        || !isPlain(inner)
        || !(inner.getSelectItems().get(0).getExpression() instanceof Column column)) {
      return;
    }
    boolean asked =
        Conjuncts.of(inner.getWhere()).stream()
            .anyMatch(
                part ->
                    part instanceof IsNullExpression absence
                        && absence.getLeftExpression().toString().equals(column.toString()));
    SimpleNode node = in.getRightExpression().getASTNode();
    if (asked || node == null || !mayBeNull(column, inner)) {
      return;
    }
    String present = column + " IS NOT NULL";
    int end = Rewrite.endOf(node) - 1;
    List<@Nullable Rewrite> edits = new ArrayList<>();
    if (inner.getWhere() == null) {
      edits.add(Rewrite.insert(end, " WHERE " + present));
    } else {
      Token where = where(node);
      edits.add(
          where == null ? null : Rewrite.insert(where.absoluteEnd - 1, " " + present + " AND ("));
      edits.add(Rewrite.insert(end, ")"));
    }
    findings.mend(
        Mend.Kind.MEANING,
        edits,
        "left out rows without " + column + ", with which NOT IN holds for none");
  }

  /** Whether a query has one column, and a condition at its end. */
  private static boolean isPlain(PlainSelect query) {
    return query.getGroupBy() == null
        && query.getHaving() == null
        && query.getOrderByElements() == null
        && query.getLimit() == null
        && query.getFetch() == null
        && query.getSelectItems().size() == 1;
  }

  private static @Nullable PlainSelect inner(Expression expression) {
    return expression instanceof ParenthesedSelect brackets
            && brackets.getSelect() instanceof PlainSelect plain
        ? plain
        : null;
  }

  /** The word that the condition of a query in brackets begins with. */
  private static @Nullable Token where(SimpleNode brackets) {
    int depth = 0;
    Token last = brackets.jjtGetLastToken();
    for (Token token = brackets.jjtGetFirstToken();
        token != null && token != last;
        token = token.next) {
      depth += token.image.equals("(") ? 1 : token.image.equals(")") ? -1 : 0;
      if (depth == 1 && token.image.equalsIgnoreCase("WHERE")) {
        return token;
      }
    }
    return null;
  }

  /** Whether a query certainly has one row at most. */
  private boolean isOneRow(PlainSelect inner) {
    boolean aggregates =
        inner.getGroupBy() == null
            && inner.getSelectItems().stream()
                .anyMatch(
                    item ->
                        item.getExpression() instanceof Function function
                            && AGGREGATES.contains(function.getName().toUpperCase(Locale.ROOT)));
    return aggregates
        || inner.getLimit() != null
        || inner.getFetch() != null
        || inner.getTop() != null
        || inner.getFromItem() == null
        || isOfKey(inner);
  }

  private boolean isOfKey(PlainSelect inner) {
    if (inner.getJoins() != null && !inner.getJoins().isEmpty()) {
      return false;
    }
    org.nljdbc.schema.Table table = known(inner.getFromItem());
    return table != null
        && table.primaryKey().size() == 1
        && Conjuncts.of(inner.getWhere()).stream()
            .anyMatch(
                part ->
                    part instanceof EqualsTo equality
                        && equality.getLeftExpression() instanceof Column column
                        && isNamed(column, table.primaryKey().get(0)));
  }

  private boolean mayBeNull(Column column, PlainSelect inner) {
    String qualifier = column.getTable() == null ? null : column.getTable().getName();
    List<org.nljdbc.schema.Column> found = new ArrayList<>();
    for (FromItem item : items(inner)) {
      org.nljdbc.schema.Table table = known(item);
      boolean meant = qualifier == null || isCalled(item, qualifier);
      if (table != null && meant) {
        table.columns().stream()
            .filter(each -> isNamed(column, each.name()))
            .filter(each -> !table.primaryKey().contains(each.name()))
            .forEach(found::add);
      }
    }
    return found.size() == 1 && found.get(0).nullable();
  }

  private boolean isCalled(FromItem item, String qualifier) {
    String name = item.getAlias() != null ? item.getAlias().getName() : ((Table) item).getName();
    return Names.same(schema.rules(), qualifier, Names.unquote(name));
  }

  private boolean isNamed(Column column, String stored) {
    return Names.same(schema.rules(), column.getColumnName(), stored);
  }

  private org.nljdbc.schema.@Nullable Table known(@Nullable FromItem item) {
    return item instanceof Table table
        ? schema.tables().stream()
            .filter(each -> Names.same(schema.rules(), table.getName(), each.name()))
            .findFirst()
            .orElse(null)
        : null;
  }
}
