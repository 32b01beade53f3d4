package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** The columns that a query returns, and which of them are a table's own. */
final class SelectedColumns {

  /**
   * A column of the result.
   *
   * @param label its name as stored
   * @param table the table that it is a column of; null if it is none's, or that is not known
   * @param column its name in that table
   */
  record Output(String label, @Nullable Table table, String column) {

    /** Whether it is a table's column of which something holds. */
    boolean is(BiPredicate<Table, String> test) {
      return table != null && test.test(table, column);
    }
  }

  /**
   * What FROM names.
   *
   * @param qualifier how its columns are qualified, as written
   * @param table the table, or null if it is anything else
   */
  record Source(String qualifier, @Nullable Table table) {}

  private final Schema schema;
  private final IdentifierRules rules;
  private final List<Source> sources = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  private SelectedColumns(Schema schema) {
    this.schema = schema;
    this.rules = schema.rules();
  }

  /** Those of a query; null if they are not known. */
  static @Nullable SelectedColumns of(Select select, Schema schema) {
    Relation rows = new QueryNames(schema, new Findings(schema)).query(select, null, Map.of());
    if (rows.open() || rows.columns().isEmpty()) {
      return null;
    }
    SelectedColumns found = new SelectedColumns(schema);
    boolean followed = select instanceof PlainSelect plain && found.follow(plain);
    if (!followed || found.outputs.size() != rows.columns().size()) {
      found.outputs.clear();
      rows.columns().forEach(label -> found.outputs.add(new Output(label, null, label)));
    }
    return found;
  }

  List<Output> outputs() {
    return List.copyOf(outputs);
  }

  /** The only place of FROM where a table is read as it is, or null. */
  @Nullable Source only(Table table) {
    List<Source> found = sources.stream().filter(source -> table.equals(source.table())).toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  /** The table that a column is of, or null. */
  @Nullable Table tableOf(Column column) {
    boolean qualified = column.getTable() != null && column.getTable().getName() != null;
    List<Source> having =
        sources.stream()
            .filter(s -> !qualified || isSame(column.getTable().getName(), s.qualifier()))
            .filter(s -> s.table() == null || column(s.table(), column) != null)
            .toList();
    return having.size() == 1 ? having.get(0).table() : null;
  }

  /** The name of a table's column as stored, or null if it has none that is written so. */
  @Nullable String column(Table table, Column written) {
    return table.columns().stream()
        .map(org.nljdbc.schema.Column::name)
        .filter(name -> Names.same(rules, written.getColumnName(), name))
        .findFirst()
        .orElse(null);
  }

  private boolean isSame(String written, String other) {
    return Names.stored(rules, written).equalsIgnoreCase(Names.stored(rules, other));
  }

  private boolean follow(PlainSelect select) {
    List<String> queries = new ArrayList<>();
    if (select.getWithItemsList() != null) {
      select.getWithItemsList().forEach(item -> queries.add(item.getAliasName()));
    }
    add(select.getFromItem(), queries);
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    joins.forEach(join -> add(join.getFromItem(), queries));
    for (SelectItem<?> item : select.getSelectItems()) {
      if (!add(item)) {
        return false;
      }
    }
    return true;
  }

  private void add(@Nullable FromItem item, List<String> queries) {
    if (!(item instanceof net.sf.jsqlparser.schema.Table written)) {
      sources.add(new Source("", null));
      return;
    }
    String name = written.getName();
    boolean query = queries.stream().anyMatch(each -> isSame(name, each));
    Table table =
        query
            ? null
            : schema.tables().stream()
                .filter(known -> Names.same(rules, name, known.name()))
                .findFirst()
                .orElse(null);
    sources.add(new Source(item.getAlias() == null ? name : item.getAlias().getName(), table));
  }

  private boolean add(SelectItem<?> item) {
    Expression expression = item.getExpression();
    if (expression instanceof AllColumns) {
      String qualifier = expression instanceof AllTableColumns all ? all.getTable().getName() : "";
      for (Source source : sources) {
        if (!qualifier.isEmpty() && !isSame(qualifier, source.qualifier())) {
          continue;
        }
        Table table = source.table();
        if (table == null) {
          return false;
        }
        table.columns().forEach(c -> outputs.add(new Output(c.name(), table, c.name())));
      }
      return true;
    }
    Table table = expression instanceof Column column ? tableOf(column) : null;
    String name =
        expression instanceof Column column && table != null ? column(table, column) : null;
    String label =
        item.getAlias() != null
            ? Names.stored(rules, item.getAlias().getName())
            : name != null ? name : String.valueOf(expression);
    outputs.add(new Output(label, name == null ? null : table, name == null ? "" : name));
    return true;
  }
}
