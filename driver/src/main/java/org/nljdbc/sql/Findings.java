package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** What a check of names found: problems, and changes that would solve one. */
final class Findings {

  private static final int MOST_NAMES = 8;
  private static final int MOST_TABLES = 12;

  private final Schema schema;
  private final Writer writer;
  private final Set<SqlProblem> problems = new LinkedHashSet<>();
  private final Set<Mend> mends = new LinkedHashSet<>();
  private final Set<ValueFilter> filters = new LinkedHashSet<>();
  private final Set<RepeatedSum> repeated = new LinkedHashSet<>();
  private final List<Level> levels = new ArrayList<>();
  private int joins;
  private int depth;
  private int deepest;

  /**
   * What one query reads and asks of its rows.
   *
   * @param tables the tables in its FROM
   * @param conditions the parts of its WHERE and ON that must all hold
   */
  record Level(List<Table> tables, List<Expression> conditions) {
    Level {
      tables = List.copyOf(tables);
      conditions = List.copyOf(conditions);
    }
  }

  /** Nothing found yet in what a person wrote. */
  Findings(Schema schema) {
    this(schema, Writer.PERSON);
  }

  /**
   * Nothing found yet.
   *
   * @param writer who wrote the statement: the meaning of a model's may be put right too
   */
  Findings(Schema schema, Writer writer) {
    this.schema = schema;
    this.writer = writer;
  }

  /** Whether the question names values as alternatives. */
  boolean areAlternatives(List<String> values) {
    return writer.alternatives().named(values);
  }

  /** What the question says of a year. */
  Set<YearBound> said(int year) {
    return writer.years().of(year);
  }

  List<SqlProblem> problems() {
    return List.copyOf(problems);
  }

  List<Mend> mends() {
    return List.copyOf(mends);
  }

  /** Comparisons of text columns with values, in the order of the text's tree. */
  List<ValueFilter> filters() {
    return List.copyOf(filters);
  }

  /** Takes note of what a query asks of its rows. */
  void conditions(Scope scope, PlainSelect select) {
    List<Table> tables = new ArrayList<>();
    scope.relations.forEach(
        relation -> {
          if (relation.table() != null) {
            tables.add(relation.table());
          }
        });
    List<Expression> conditions = new ArrayList<>(Conjuncts.of(select.getWhere()));
    if (select.getJoins() != null) {
      select
          .getJoins()
          .forEach(
              join -> join.getOnExpressions().forEach(on -> conditions.addAll(Conjuncts.of(on))));
    }
    levels.add(new Level(tables, conditions));
  }

  /** The queries that were walked through. */
  List<Level> levels() {
    return List.copyOf(levels);
  }

  /** A query begins, with so many joins in its FROM; {@link #leave} ends it. */
  void enter(int joinsInFrom) {
    joins += joinsInFrom;
    deepest = Math.max(deepest, ++depth);
  }

  /** More joins, in parentheses. */
  void joins(int more) {
    joins += more;
  }

  void leave() {
    depth--;
  }

  /** What exceeds the limits, or null. */
  SqlProblem.@Nullable TooComplex excess(SqlLimits limits) {
    if (limits.joins() > 0 && joins > limits.joins()) {
      return new SqlProblem.TooComplex(joins + " joins", "nl.maxJoins", limits.joins());
    }
    int nested = Math.max(0, deepest - 1);
    if (limits.nesting() > 0 && nested > limits.nesting()) {
      return new SqlProblem.TooComplex(
          "queries nested " + nested + " deep", "nl.maxNesting", limits.nesting());
    }
    return null;
  }

  /** Keeps a sum that meets rows several times. */
  void repeated(RepeatedSum sum) {
    if (writer.isModel()) {
      repeated.add(sum);
    }
  }

  /** Sums that meet rows several times. */
  List<RepeatedSum> repeated() {
    return List.copyOf(repeated);
  }

  void filter(ValueFilter filter) {
    filters.add(filter);
  }

  /** Keeps a change, unless the parser does not tell where it would be. */
  void mend(@Nullable Rewrite edit, String written) {
    if (edit != null) {
      mends.add(Mend.word(edit, written));
    }
  }

  /** Keeps a change of one part with a note of its own, unless its place is unknown. */
  void mend(Mend.Kind kind, @Nullable Rewrite edit, String note) {
    mend(kind, Collections.singletonList(edit), note);
  }

  /** Keeps a change of several parts, unless the place of one is unknown. */
  void mend(Mend.Kind kind, List<@Nullable Rewrite> edits, String note) {
    boolean wanted = writer.isModel() || kind != Mend.Kind.MEANING;
    if (wanted && edits.stream().allMatch(Objects::nonNull)) {
      mends.add(new Mend(kind, edits.stream().map(Objects::requireNonNull).toList(), note));
    }
  }

  /** What runs, and gives a number without meaning; only in what a model wrote. */
  void noNumber(String function, String column, boolean text) {
    if (writer.isModel()) {
      problems.add(new SqlProblem.NoNumber(function, column, text));
    }
  }

  /** A number that is compared with a text; only in what a model wrote. */
  void textForNumber(String column, String text, List<String> named) {
    if (writer.isModel()) {
      problems.add(new SqlProblem.TextForNumber(column, text, named));
    }
  }

  void unknownTable(String written) {
    List<String> names = schema.tables().stream().map(t -> schema.rules().write(t.name())).toList();
    problems.add(
        new SqlProblem.UnknownTable(written, NearestNames.of(written, names, MOST_TABLES)));
  }

  void unknownColumn(
      String written, String table, Collection<String> inScope, List<String> elsewhere) {
    List<String> nearest =
        NearestNames.of(written, inScope, MOST_NAMES).stream()
            .map(name -> schema.rules().write(name))
            .toList();
    problems.add(new SqlProblem.UnknownColumn(written, table, nearest, elsewhere));
  }

  void unknownQualifier(String written, List<String> inScope) {
    problems.add(new SqlProblem.UnknownQualifier(written, inScope));
  }

  void ambiguous(String written, List<String> tables) {
    problems.add(new SqlProblem.AmbiguousColumn(written, tables));
  }
}
