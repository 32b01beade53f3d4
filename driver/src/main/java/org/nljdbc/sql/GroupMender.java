package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Adds to GROUP BY the columns that are selected beside it, for databases that want them there.
 * Where the groups determine them, through a primary key and the equalities of joins, the groups
 * stay the same; elsewhere it is only likely what was meant.
 */
final class GroupMender {

  private static final Set<String> AGGREGATES =
      Set.of(
          ("COUNT SUM AVG MIN MAX TOTAL GROUP_CONCAT STRING_AGG LISTAGG ARRAY_AGG JSON_AGG "
                  + "JSONB_AGG JSON_ARRAYAGG STDDEV STDDEV_POP STDDEV_SAMP VARIANCE VAR_POP "
                  + "VAR_SAMP MEDIAN BOOL_AND BOOL_OR EVERY ANY_VALUE MODE PERCENTILE_CONT")
              .split(" "));

  private final Findings findings;
  private final Dialect dialect;
  private final IdentifierRules rules;
  private final Scope scope;
  private final Set<Place> known = new HashSet<>();

  /** A column of a relation in scope; relations of the same rows stay apart by their number. */
  private record Place(int relation, String column) {}

  GroupMender(Schema schema, Findings findings, Scope scope) {
    this.findings = findings;
    this.dialect = schema.dialect();
    this.rules = schema.rules();
    this.scope = scope;
  }

  void mend(PlainSelect select) {
    GroupByElement groupBy = select.getGroupBy();
    if (!dialect.isStrict() || groupBy == null || !groupBy.getGroupingSets().isEmpty()) {
      return;
    }
    List<Place> groups = new ArrayList<>();
    SimpleNode last = null;
    for (Object expression : groupBy.getGroupByExpressionList()) {
      Place place = expression instanceof Column column ? place(column) : null;
      if (place == null) {
        return; // grouped by an expression or a name of the select list: not followed
      }
      groups.add(place);
      last = ((Column) expression).getASTNode();
    }
    List<Column> missing = missing(select, groups);
    if (missing == null || missing.isEmpty() || last == null) {
      return;
    }
    known.addAll(groups);
    determine(select);
    boolean certain = missing.stream().map(this::place).allMatch(known::contains);
    String added =
        missing.stream()
            .map(Column::getFullyQualifiedName)
            .distinct()
            .collect(Collectors.joining(", "));
    findings.mend(
        certain ? Mend.Kind.WORD : Mend.Kind.JOIN,
        List.of(Rewrite.insert(Rewrite.endOf(last), ", " + added)),
        "added " + added + " to GROUP BY");
  }

  /** Columns that stand beside the groups; null if that cannot be told. */
  private @Nullable List<Column> missing(PlainSelect select, List<Place> groups) {
    Outside outside = new Outside();
    for (var item : select.getSelectItems()) {
      if (item.getExpression() instanceof AllColumns) {
        return null;
      }
      item.getExpression().accept(outside, null);
    }
    if (select.getHaving() != null) {
      select.getHaving().accept(outside, null);
    }
    if (select.getOrderByElements() != null) {
      select.getOrderByElements().forEach(e -> e.getExpression().accept(outside, null));
    }
    List<Column> missing = new ArrayList<>();
    for (Column column : outside.columns) {
      Place place = place(column);
      if (place != null && !groups.contains(place) && !isTolerated(place, groups)) {
        missing.add(column);
      }
    }
    return missing;
  }

  /** PostgreSQL itself follows a primary key within its own table. */
  private boolean isTolerated(Place place, List<Place> groups) {
    Table table = scope.relations.get(place.relation).table();
    return dialect == Dialect.POSTGRESQL
        && table != null
        && !table.primaryKey().isEmpty()
        && table.primaryKey().stream()
            .allMatch(key -> groups.contains(new Place(place.relation, normal(key))));
  }

  /** Follows keys and equalities until nothing more is determined by what is known. */
  private void determine(PlainSelect select) {
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    List<Place[]> equal = new ArrayList<>();
    if (joins.stream().noneMatch(join -> join.isOuter() || join.isLeft() || join.isRight())) {
      joins.forEach(join -> join.getOnExpressions().forEach(on -> equalities(on, equal)));
      equalities(select.getWhere(), equal);
    }
    int before;
    do {
      before = known.size();
      for (int i = 0; i < scope.relations.size(); i++) {
        int relation = i;
        Table table = scope.relations.get(i).table();
        if (table != null
            && !table.primaryKey().isEmpty()
            && table.primaryKey().stream()
                .allMatch(key -> known.contains(new Place(relation, normal(key))))) {
          table.columns().forEach(c -> known.add(new Place(relation, normal(c.name()))));
        }
      }
      for (Place[] pair : equal) {
        if (known.contains(pair[0]) || known.contains(pair[1])) {
          known.addAll(List.of(pair));
        }
      }
    } while (known.size() > before);
  }

  private void equalities(@Nullable Expression condition, List<Place[]> equal) {
    for (Expression part : Conjuncts.of(condition)) {
      if (part instanceof EqualsTo equality
          && equality.getLeftExpression() instanceof Column left
          && equality.getRightExpression() instanceof Column right) {
        Place one = place(left);
        Place two = place(right);
        if (one != null && two != null) {
          equal.add(new Place[] {one, two});
        }
      }
    }
  }

  /** Where a column comes from, or null if not from one relation of this level. */
  private @Nullable Place place(Column column) {
    boolean qualified = column.getTable() != null && column.getTable().getName() != null;
    Place found = null;
    for (int i = 0; i < scope.relations.size(); i++) {
      Relation relation = scope.relations.get(i);
      boolean here =
          (!qualified || Names.same(rules, column.getTable().getName(), relation.alias()))
              && relation.has(rules, column.getColumnName());
      if (here && found != null) {
        return null;
      }
      if (here) {
        found = new Place(i, normal(Names.unquote(column.getColumnName())));
      }
    }
    return found;
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Collects columns outside aggregates and queries within. */
  private static final class Outside extends ExpressionVisitorAdapter<@Nullable Void> {

    private final List<Column> columns = new ArrayList<>();

    @Override
    public <S> @Nullable Void visit(Function function, S context) {
      boolean aggregate = AGGREGATES.contains(function.getName().toUpperCase(Locale.ROOT));
      return aggregate ? null : super.visit(function, context);
    }

    @Override
    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
      return null;
    }

    @Override
    public <S> @Nullable Void visit(Select select, S context) {
      return null;
    }

    @Override
    public <S> @Nullable Void visit(Column column, S context) {
      columns.add(column);
      return null;
    }
  }
}
