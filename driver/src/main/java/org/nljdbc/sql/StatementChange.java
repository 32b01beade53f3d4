package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.BareName;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.StatementParts.Part;

/**
 * Makes another statement of one that has been checked, by one change that leaves all else as it
 * is: another value, one condition more, an order, a limit, a column more, how many rows there are.
 * Where the change could mean two things there is none.
 */
public final class StatementChange {

  private static final Set<String> QUERY = Set.of("SELECT");
  private static final Set<String> OR = Set.of("OR");
  private static final Set<String> MEASURES = Set.of("SUM", "AVG", "MIN", "MAX");
  static final Set<String> FIGURES =
      Set.of(
          ("COUNT SUM AVG MIN MAX TOTAL GROUP_CONCAT STRING_AGG LISTAGG ARRAY_AGG MEDIAN STDDEV"
                  + " VARIANCE OVER")
              .split(" "));

  private final String sql;
  private final Schema schema;
  private final IdentifierRules rules;
  private final StatementParts parts;
  private final List<ValueFilter> filters;
  private final List<Source> sources;
  private final boolean onlyInner;

  /** A table of FROM and the name that its columns go by. */
  private record Source(Table table, String name) {}

  private StatementChange(
      String sql,
      Schema schema,
      StatementParts parts,
      List<ValueFilter> filters,
      List<Source> sources,
      boolean onlyInner) {
    this.sql = sql;
    this.schema = schema;
    this.rules = schema.rules();
    this.parts = parts;
    this.filters = List.copyOf(filters);
    this.sources = List.copyOf(sources);
    this.onlyInner = onlyInner;
  }

  /**
   * A statement that can be changed.
   *
   * @param sql the statement, as it passed its checks
   * @param schema the schema that it was checked against
   * @return empty if it is no single SELECT from tables, or does not pass its checks now
   */
  public static Optional<StatementChange> of(String sql, Schema schema) {
    SqlChecker.Checked checked = SqlChecker.check(sql, schema);
    if (!checked.problems().isEmpty() || !checked.sql().equals(sql.strip())) {
      return Optional.empty();
    }
    try {
      List<SqlToken> tokens = SqlLexer.tokens(checked.sql(), schema.dialect());
      StatementParts parts = StatementParts.of(checked.sql(), tokens);
      if (parts != null
          && SqlParser.parse(checked.sql(), tokens, schema.dialect())
              instanceof PlainSelect select) {
        return of(checked, schema, parts, select);
      }
      return Optional.empty();
    } catch (SqlLexer.LexException | JSQLParserException e) {
      return Optional.empty();
    }
  }

  private static Optional<StatementChange> of(
      SqlChecker.Checked checked, Schema schema, StatementParts parts, PlainSelect select) {
    List<Source> sources = new ArrayList<>();
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    List<FromItem> items =
        Stream.concat(Stream.of(select.getFromItem()), joins.stream().map(Join::getFromItem))
            .toList();
    for (FromItem item : items) {
      Source source = source(item, schema);
      if (source == null) {
        return Optional.empty();
      }
      sources.add(source);
    }
    boolean onlyInner =
        joins.stream().noneMatch(join -> join.isLeft() || join.isRight() || join.isFull());
    return Optional.of(
        new StatementChange(checked.sql(), schema, parts, checked.filters(), sources, onlyInner));
  }

  private static @Nullable Source source(FromItem item, Schema schema) {
    if (!(item instanceof net.sf.jsqlparser.schema.Table written)) {
      return null;
    }
    String name = written.getAlias() == null ? written.getName() : written.getAlias().getName();
    return schema.tables().stream()
        .filter(table -> Names.same(schema.rules(), written.getName(), table.name()))
        .findFirst()
        .map(table -> new Source(table, name))
        .orElse(null);
  }

  /** The comparisons of text columns with values. */
  public List<ValueFilter> filters() {
    return filters;
  }

  /** Whether it gives only some of its rows. */
  public boolean isLimited() {
    return parts.has(Part.LIMIT);
  }

  /** Whether its conditions look at other rows than those that it gives. */
  public boolean comparesWithOthers() {
    return parts.says(Part.WHERE, QUERY) || parts.says(Part.HAVING, QUERY);
  }

  /**
   * The statement with another value in the place of one that it compares a column with.
   *
   * @param filter one of {@link #filters()}
   * @param value the value
   * @return empty if the comparison is one of several that a list makes
   */
  public Optional<String> replaced(ValueFilter filter, String value) {
    String before = sql.substring(0, filter.start()).stripTrailing();
    return before.endsWith("=") && !before.endsWith("!=")
        ? Optional.of(filter.with(sql, value))
        : Optional.empty();
  }

  /**
   * The statement with one condition more.
   *
   * @param table the stored name of a table
   * @param column the stored name of its column
   * @param value the value that the column has
   * @param with whether rows with that value stay; else those without
   * @return empty if the table does not stand in FROM once, the column is asked about already, or
   *     the condition would not hold for all that the statement works out
   */
  public Optional<String> filtered(String table, String column, String value, boolean with) {
    List<Source> of = sources.stream().filter(each -> each.table.name().equals(table)).toList();
    boolean asked = parts.names(Part.WHERE, column);
    // Of what belongs to a row, another may have the value; and HAVING counts what is left.
    boolean several = !with && sources.size() > 1 || parts.has(Part.HAVING);
    if (of.size() != 1 || asked || several || !onlyInner || parts.says(Part.SELECT, QUERY)) {
      return Optional.empty();
    }
    String name = qualified(of.get(0), column);
    String literal = "'" + value.replace("'", "''") + "'";
    String condition =
        with ? name + " = " + literal : "(" + name + " <> " + literal + " OR " + name + " IS NULL)";
    return Optional.of(withCondition(condition));
  }

  private String withCondition(String condition) {
    if (!parts.has(Part.WHERE)) {
      return Rewrite.apply(
          sql, List.of(Rewrite.insert(parts.endOf(Part.FROM), " WHERE " + condition)));
    }
    List<SqlToken> inside = parts.inside(Part.WHERE);
    List<Rewrite> edits = new ArrayList<>();
    String and = " AND " + condition;
    if (parts.saysOutside(Part.WHERE, OR)) {
      edits.add(Rewrite.insert(inside.get(0).start(), "("));
      and = ")" + and;
    }
    edits.add(Rewrite.insert(parts.endOf(Part.WHERE), and));
    return Rewrite.apply(sql, edits);
  }

  private String qualified(Source source, String column) {
    String written = rules.shown(column);
    return sources.size() > 1 ? source.name + "." + written : written;
  }

  /**
   * How many rows the statement gives.
   *
   * @return empty if it gives figures, or only some of the rows
   */
  public Optional<String> counted() {
    if (parts.says(Part.SELECT, FIGURES) || isLimited()) {
      return Optional.empty();
    }
    if (parts.isDistinct() || parts.has(Part.GROUP)) {
      return Optional.of("SELECT COUNT(*) FROM (" + sql + ") AS listed");
    }
    List<SqlToken> selected = parts.inside(Part.SELECT);
    List<Rewrite> edits = new ArrayList<>(parts.without(Part.ORDER));
    edits.add(
        new Rewrite(selected.get(0).start(), selected.get(selected.size() - 1).end(), "COUNT(*)"));
    return Optional.of(Rewrite.apply(sql, edits));
  }

  /**
   * The rows that the statement counts.
   *
   * @return empty if it does anything else, or the rows could be of several tables
   */
  public Optional<String> listed() {
    List<SqlToken> selected = parts.inside(Part.SELECT);
    String text = selected.stream().map(SqlToken::text).collect(Collectors.joining(" "));
    boolean counts = text.toUpperCase(Locale.ROOT).startsWith("COUNT (");
    if (!counts || parts.isDistinct() || parts.has(Part.GROUP) || isLimited()) {
      return Optional.empty();
    }
    List<SqlToken> counted =
        selected.subList(2, Math.max(2, selected.indexOf(lastOf(selected, ")"))));
    boolean all = counted.size() == 1 && counted.get(0).is("*");
    boolean different = !counted.isEmpty() && counted.get(0).is("DISTINCT");
    boolean whole = parts.items(Part.SELECT).size() == 1 && selected.size() == counted.size() + 3;
    if (!whole || !(all && sources.size() == 1 || different)) {
      return Optional.empty();
    }
    int start = counted.get(0).start();
    String what = sql.substring(start, counted.get(counted.size() - 1).end());
    return Optional.of(Rewrite.apply(sql, List.of(behind(Part.SELECT, what))));
  }

  private static SqlToken lastOf(List<SqlToken> tokens, String mark) {
    SqlToken last = tokens.get(tokens.size() - 1);
    for (SqlToken token : tokens) {
      last = token.is(mark) ? token : last;
    }
    return last;
  }

  /**
   * The statement with another figure of the same: the greatest where it had the mean.
   *
   * @param function the aggregate function, in upper case
   * @return empty if it has no such figure, several, or a name for it
   */
  public Optional<String> figure(String function) {
    List<SqlToken> figures = new ArrayList<>();
    for (Part part : List.of(Part.SELECT, Part.HAVING, Part.ORDER)) {
      parts.inside(part).stream().filter(token -> token.isOneOf(MEASURES)).forEach(figures::add);
    }
    boolean one =
        figures.stream().map(token -> token.text().toUpperCase(Locale.ROOT)).distinct().count()
            == 1;
    long shown =
        parts.inside(Part.SELECT).stream().filter(token -> token.isOneOf(MEASURES)).count();
    boolean named = parts.inside(Part.SELECT).stream().anyMatch(token -> token.is("AS"));
    if (!one
        || shown != 1
        || named
        || isLimited()
        || parts.has(Part.GROUP)
        || sumsNoNumbers(function)) {
      return Optional.empty();
    }
    List<Rewrite> edits =
        figures.stream().map(each -> new Rewrite(each.start(), each.end(), function)).toList();
    return Optional.of(Rewrite.apply(sql, edits));
  }

  /** Whether dates or texts would be summed. */
  private boolean sumsNoNumbers(String function) {
    boolean sums = function.equals("SUM") || function.equals("AVG");
    return sums
        && sources.stream()
            .flatMap(source -> source.table.columns().stream())
            .filter(
                column ->
                    column.text()
                        || column.type().toLowerCase(Locale.ROOT).matches("(?:date|time).*"))
            .anyMatch(column -> parts.names(Part.SELECT, column.name()));
  }

  /**
   * The first rows of the statement.
   *
   * @param rows how many, 1 or more
   * @param ordered whether only rows in an order have first ones
   * @return empty if they are in no order and have to be, or are limited in a way that is not known
   */
  public Optional<String> limited(int rows, boolean ordered) {
    boolean greatest = parts.inside(Part.ORDER).stream().anyMatch(token -> token.is("DESC"));
    if (ordered && !(parts.has(Part.ORDER) && greatest)) {
      return Optional.empty();
    }
    if (parts.has(Part.LIMIT)) {
      return parts.text(Part.LIMIT).matches("\\d{1,9}") && startsWithLimit()
          ? Optional.of(Rewrite.apply(sql, List.of(behind(Part.LIMIT, Integer.toString(rows)))))
          : Optional.empty();
    }
    boolean standard = schema.dialect() == Dialect.OTHER;
    return Optional.of(sql + (standard ? " FETCH FIRST " + rows + " ROWS ONLY" : " LIMIT " + rows));
  }

  private boolean startsWithLimit() {
    int at = parts.inside(Part.LIMIT).get(0).start();
    return sql.substring(0, at).stripTrailing().toUpperCase(Locale.ROOT).endsWith("LIMIT");
  }

  private Rewrite behind(Part part, String text) {
    List<SqlToken> inside = parts.inside(part);
    return new Rewrite(inside.get(0).start(), inside.get(inside.size() - 1).end(), text);
  }

  /**
   * The statement with its rows in an order.
   *
   * @param words what they are ordered by, as somebody says it
   * @param descending whether the greatest comes first
   * @return empty if the words are not the name of one column that the rows can be ordered by
   */
  public Optional<String> ordered(String words, boolean descending) {
    Selected selected = new Selected(parts);
    String by = selected.named(words, parts.has(Part.LIMIT)).orElse("");
    if (by.isEmpty() && selected.isSaid(words)) {
      return Optional.empty();
    }
    boolean free = !parts.isDistinct() && !parts.has(Part.GROUP) && !isLimited();
    if (by.isEmpty() && free && !parts.says(Part.SELECT, FIGURES)) {
      by = column(words).orElse("");
    }
    if (by.isEmpty()) {
      return Optional.empty();
    }
    String order = " ORDER BY " + by + (descending ? " DESC" : "");
    if (isLimited()) {
      // Which rows these are stays as it was.
      return Optional.of("SELECT * FROM (" + sql + ") AS listed" + order);
    }
    return Optional.of(inOrder(order));
  }

  /**
   * The statement with its groups in the order of their figure.
   *
   * @param descending whether the greatest comes first
   * @return empty if it makes no groups, or has no figure, or several
   */
  public Optional<String> orderedByFigure(boolean descending) {
    if (!parts.has(Part.GROUP) || isLimited()) {
      return Optional.empty();
    }
    return new Selected(parts)
        .figure()
        .map(figure -> inOrder(" ORDER BY " + figure + (descending ? " DESC" : "")));
  }

  private String inOrder(String order) {
    List<Rewrite> edits = new ArrayList<>(parts.without(Part.ORDER));
    edits.add(Rewrite.insert(parts.endOf(Part.ORDER), order));
    return Rewrite.apply(sql, edits);
  }

  /**
   * The statement with its rows the other way round.
   *
   * @return empty if they are ordered by nothing, by several things, or only some are given
   */
  public Optional<String> reversed() {
    List<List<SqlToken>> by = parts.items(Part.ORDER);
    if (by.size() != 1 || isLimited()) {
      return Optional.empty();
    }
    List<SqlToken> item = by.get(0);
    SqlToken last = item.get(item.size() - 1);
    if (last.is("FIRST") || last.is("LAST")) {
      return Optional.empty();
    }
    Rewrite edit =
        last.is("DESC")
            ? new Rewrite(last.start(), last.end(), "ASC")
            : last.is("ASC")
                ? new Rewrite(last.start(), last.end(), "DESC")
                : Rewrite.insert(last.end(), " DESC");
    return Optional.of(Rewrite.apply(sql, List.of(edit)));
  }

  /**
   * The statement with one column more.
   *
   * @param words its name, as somebody says it
   * @return empty if the words are not the name of one column of its tables, it is there already,
   *     or rows would be put together otherwise
   */
  public Optional<String> showing(String words) {
    boolean rows =
        !parts.isDistinct() && !parts.has(Part.GROUP) && !parts.says(Part.SELECT, FIGURES);
    if (!rows || new Selected(parts).isSaid(words) || parts.text(Part.SELECT).contains("*")) {
      return Optional.empty();
    }
    return column(words)
        .map(
            column ->
                Rewrite.apply(
                    sql, List.of(Rewrite.insert(parts.endOf(Part.SELECT), ", " + column))));
  }

  /** The one column of the tables that these words name: by its whole name, or by a part of it. */
  private Optional<String> column(String words) {
    List<String> whole = columns(name -> SaidName.isWhole(words, name));
    List<String> found = whole.isEmpty() ? columns(name -> SaidName.isPart(words, name)) : whole;
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private List<String> columns(java.util.function.Predicate<String> named) {
    List<String> found = new ArrayList<>();
    for (Source source : sources) {
      for (Column column : source.table.columns()) {
        if (named.test(column.name())) {
          found.add(qualified(source, column.name()));
        }
      }
    }
    return found;
  }

  /**
   * The statement for another year.
   *
   * @param from the year that it is about
   * @param to the other year
   * @return empty if it names other years, but for the end of that one
   */
  public Optional<String> inYear(int from, int to) {
    List<SqlLiteral> literals = SqlLiterals.of(sql, schema).orElse(List.of());
    List<Rewrite> edits = new ArrayList<>();
    for (SqlLiteral literal : literals) {
      YearInLiteral year = YearInLiteral.of(literal, from);
      if (year == YearInLiteral.OTHER) {
        return Optional.empty();
      }
      if (year != YearInLiteral.NONE) {
        String written = sql.substring(literal.start(), literal.end());
        edits.add(new Rewrite(literal.start(), literal.end(), year.moved(written, from, to)));
      }
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(Rewrite.apply(sql, edits));
  }

  /** Whether the tables of FROM have such a name: what a question may call its rows. */
  public boolean isOf(String noun) {
    String one = SaidName.singular(BareName.of(noun));
    return sources.stream()
        .anyMatch(source -> SaidName.singular(BareName.of(source.table.name())).equals(one));
  }
}
