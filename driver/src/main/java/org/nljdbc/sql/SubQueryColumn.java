package org.nljdbc.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.SelectedColumns.Output;
import org.nljdbc.sql.SelectedColumns.Source;
import org.nljdbc.statement.NamedTable;
import org.nljdbc.statement.SubQueryPlace;

/**
 * Makes a question's SQL give the one column that is wanted where a sub-query is compared. What it
 * gives is often a name where a key is compared, or all of a row: then the key that the other side
 * holds is taken, or else the column of the same name.
 */
public final class SubQueryColumn {

  private static final Set<String> LIMITS = Set.of("LIMIT", "OFFSET", "FETCH");
  private static final Set<String> OUTER = Set.of("LEFT", "RIGHT", "FULL");

  private final Schema schema;
  private final IdentifierRules rules;
  private final String sql;
  private final List<SqlToken> tokens;
  private final Select select;
  private final SelectedColumns columns;

  private SubQueryColumn(
      String sql, List<SqlToken> tokens, Select select, SelectedColumns columns, Schema schema) {
    this.sql = sql;
    this.tokens = tokens;
    this.select = select;
    this.columns = columns;
    this.schema = schema;
    this.rules = schema.rules();
  }

  /**
   * What became of a question's SQL.
   *
   * @param sql the SQL for where it stands
   * @param note what was decided, for the user; empty if it is as it was
   * @param tooMany the columns of which none is certain to be meant; empty if all is well
   */
  public record Fit(String sql, String note, List<String> tooMany) {
    /** Keeps its own copy of the names. */
    public Fit {
      tooMany = List.copyOf(tooMany);
    }
  }

  /**
   * Fits SQL to its place.
   *
   * @param sql a query that was checked against the schema
   * @param use what it has to give
   * @param tables the tables of the statement around
   * @param schema the schema
   * @return the same SQL where it fits, or where its columns are not known
   */
  public static Fit of(String sql, SubQueryPlace use, List<NamedTable> tables, Schema schema) {
    Fit same = new Fit(sql, "", List.of());
    if (use.kind() == SubQueryPlace.Kind.ROWS) {
      return same;
    }
    try {
      List<SqlToken> tokens = SqlLexer.tokens(sql, schema.dialect());
      Select select = SqlParser.parse(sql, tokens, schema.dialect());
      SelectedColumns columns = SelectedColumns.of(select, schema);
      if (columns == null) {
        return same;
      }
      SubQueryColumn query = new SubQueryColumn(sql, tokens, select, columns, schema);
      Fit fit = query.fit(use, tables);
      return use.kind() == SubQueryPlace.Kind.SET ? query.limited(fit) : fit;
    } catch (JSQLParserException | SqlLexer.LexException e) {
      return same; // the database knows more
    }
  }

  private Fit fit(SubQueryPlace use, List<NamedTable> tables) {
    List<Output> outputs = columns.outputs();
    List<String> left = use.comparedWith();
    ComparedColumn compared = left.isEmpty() ? null : ComparedColumn.of(left, tables, schema);
    Fit byKey = compared == null ? null : byKey(compared, outputs);
    if (byKey != null) {
      return byKey;
    }
    if (outputs.size() == 1) {
      return new Fit(sql, "", List.of());
    }
    String name = left.isEmpty() ? "" : left.get(left.size() - 1);
    List<Output> sameName =
        outputs.stream()
            .filter(o -> !name.isEmpty() && Names.same(rules, name, o.label()))
            .toList();
    if (sameName.size() == 1) {
      return of(
          sameName.get(0), shown(sameName.get(0)) + " is compared with the column of that name");
    }
    List<Output> figures = outputs.stream().filter(o -> o.table() == null).toList();
    boolean grouped = select instanceof PlainSelect plain && plain.getGroupBy() != null;
    if (grouped && figures.size() == 1) {
      return of(figures.get(0), shown(figures.get(0)) + " is the figure of each group");
    }
    return new Fit(sql, "", outputs.stream().map(this::shown).toList());
  }

  private @Nullable Fit byKey(ComparedColumn compared, List<Output> outputs) {
    if (outputs.size() == 1
        && (outputs.get(0).table() == null || outputs.get(0).is(compared::isKey))) {
      return null;
    }
    List<Output> keys = outputs.stream().filter(o -> o.is(compared::isKey)).toList();
    boolean taken = keys.size() == 1 && isUnique(keys.get(0), outputs);
    // A row's reference to another row of its own table is not that row's key.
    boolean other = taken && keys.get(0).is((table, name) -> isOtherRows(table, name, compared));
    if (taken && !other) {
      return of(keys.get(0), compared.told(rules));
    }
    Rewrite rewrite = select instanceof PlainSelect plain ? selectingKey(plain, compared) : null;
    if (rewrite != null) {
      return new Fit(
          Rewrite.apply(sql, List.of(rewrite)), note(compared.told(rules), null), List.of());
    }
    return taken ? of(keys.get(0), compared.told(rules)) : null;
  }

  private static boolean isOtherRows(Table table, String name, ComparedColumn compared) {
    return table.name().equals(compared.keyTable().name()) && !name.equals(compared.keyColumn());
  }

  private String shown(Output output) {
    String label = output.label();
    return label.matches("\\w+") ? rules.shown(label) : label;
  }

  private static boolean isUnique(Output output, List<Output> outputs) {
    return outputs.stream().filter(o -> o.label().equalsIgnoreCase(output.label())).count() == 1;
  }

  /** The query with one of its columns alone. */
  private Fit of(Output output, String told) {
    String column = "nl." + rules.write(output.label());
    // One null among them would leave no row to NOT IN.
    String text =
        "SELECT "
            + column
            + " FROM ("
            + sql
            + ") nl"
            + (mayBeNull(output) ? " WHERE " + column + " IS NOT NULL" : "");
    return new Fit(text, note(told, output), List.of());
  }

  private boolean mayBeNull(Output output) {
    return outerJoin()
        || !output.is(
            (table, name) ->
                table.primaryKey().contains(name)
                    || table.columns().stream()
                        .anyMatch(column -> column.name().equals(name) && !column.nullable()));
  }

  /** Whether columns that are never null in their table may be here. */
  private boolean outerJoin() {
    return tokens.stream().anyMatch(token -> token.isOneOf(OUTER));
  }

  private String note(String told, @Nullable Output taken) {
    String others =
        columns.outputs().stream()
            .filter(output -> output != taken)
            .map(this::shown)
            .distinct()
            .collect(Collectors.joining(", "));
    return "Within SQL, " + told + (told.endsWith(",") ? " " : ", ") + "not with " + others + ".";
  }

  /**
   * Selects the key in place of what is selected, where the rows stay the same: no group, no set
   * operation, no order by what is selected.
   */
  private @Nullable Rewrite selectingKey(PlainSelect plain, ComparedColumn compared) {
    Source source = columns.only(compared.keyTable());
    int from = selectList();
    if (source == null || from < 0) {
      return null;
    }
    boolean grouped = plain.getGroupBy() != null && !isGroupedBy(plain, compared);
    boolean distinct = plain.getDistinct() != null || tokens.get(from).is("DISTINCT");
    if (grouped
        || plain.getGroupBy() == null && (plain.getHaving() != null || aggregates())
        || plain.getQualify() != null
        || distinct && (hasLimit() || plain.getOrderByElements() != null)
        || isOrderedByNumber(plain)) {
      return null;
    }
    int first = tokens.get(from).is("DISTINCT") || tokens.get(from).is("ALL") ? from + 1 : from;
    int end = endOfSelectList(first);
    if (end < 0 || tokens.get(first).is("TOP") || tokens.get(first).is("ON")) {
      return null;
    }
    if (outerJoin() || namesAnItem(plain, end)) {
      return null;
    }
    boolean bound = tokens.subList(first, end).stream().anyMatch(token -> token.is("?"));
    String key = source.qualifier() + "." + rules.write(compared.keyColumn());
    return bound ? null : new Rewrite(tokens.get(first).start(), tokens.get(end - 1).end(), key);
  }

  private boolean isGroupedBy(PlainSelect plain, ComparedColumn compared) {
    if (!plain.getGroupBy().getGroupingSets().isEmpty()) {
      return false;
    }
    for (Object expression : plain.getGroupBy().getGroupByExpressionList()) {
      if (expression instanceof Column column
          && compared.keyTable().equals(columns.tableOf(column))
          && compared.keyColumn().equals(columns.column(compared.keyTable(), column))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value of several rows is selected, or one that looks at others. */
  private boolean aggregates() {
    return columns.outputs().stream().anyMatch(output -> output.table() == null);
  }

  /** Whether a word behind the SELECT list means an item of it, as in HAVING or ORDER BY. */
  private boolean namesAnItem(PlainSelect plain, int from) {
    for (int i = from; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean alone = token.isName() && !tokens.get(i - 1).is(".");
      if (alone
          && plain.getSelectItems().stream()
              .anyMatch(
                  item ->
                      item.getAlias() != null
                          && Names.unquote(item.getAlias().getName())
                              .equalsIgnoreCase(token.name()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is sorted by a number, which means an item of the SELECT list. */
  private static boolean isOrderedByNumber(PlainSelect plain) {
    return plain.getOrderByElements() != null
        && plain.getOrderByElements().stream()
            .anyMatch(element -> element.getExpression() instanceof LongValue);
  }

  /** Where the outermost SELECT list begins, behind the queries of WITH; -1 if there is none. */
  private int selectList() {
    int depth = 0;
    for (int i = 0; i < tokens.size() - 1; i++) {
      depth += depth(tokens.get(i));
      if (depth == 0 && tokens.get(i).is("SELECT")) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Where the FROM stands that ends the list; -1 where that is not sure. */
  private int endOfSelectList(int first) {
    int depth = 0;
    for (int i = first; i < tokens.size(); i++) {
      depth += depth(tokens.get(i));
      if (depth == 0 && tokens.get(i).is("FROM")) {
        return i == first || tokens.get(i - 1).is("DISTINCT") ? -1 : i;
      }
    }
    return -1;
  }

  private static int depth(SqlToken token) {
    return token.is("(") ? 1 : token.is(")") ? -1 : 0;
  }

  private boolean hasLimit() {
    int depth = 0;
    boolean limit = false;
    for (SqlToken token : tokens) {
      depth += depth(token);
      limit |= depth == 0 && token.isOneOf(LIMITS);
    }
    return limit;
  }

  /** MySQL and MariaDB take no limit in the sub-query of IN itself. */
  private Fit limited(Fit fit) {
    return schema.dialect().isMySqlFamily() && fit.tooMany().isEmpty() && hasLimit()
        ? new Fit("SELECT * FROM (" + fit.sql() + ") nl", fit.note(), List.of())
        : fit;
  }
}
