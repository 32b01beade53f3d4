package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Table;

/**
 * Finds sums of a table's column that meet each of its rows several times, because the table is
 * joined with one that refers to it: {@code SUM(orders.total)} over orders and their items counts
 * an order once for each item (the fan trap of dimensional modelling). A mean is then a weighted
 * one, which may be meant.
 *
 * <p>Says nothing where the joined rows are one for each row and group, as far as keys tell.
 */
final class RepeatedRows {

  private final IdentifierRules rules;
  private final Findings findings;
  private final Scope scope;
  private final List<Pair> pairs = new ArrayList<>();

  /** Columns that are compared with a value or grouped by, as relation and stored name. */
  private final Set<Place> fixed = new HashSet<>();

  /** Relations of which no row may be there. */
  private final Set<Relation> absent = new HashSet<>();

  private record Place(Relation relation, String column) {}

  private record Pair(Place left, Place right) {

    boolean isOf(Relation relation, String column, Relation other) {
      return left.equals(new Place(relation, column)) && right.relation == other;
    }
  }

  RepeatedRows(IdentifierRules rules, Findings findings, Scope scope) {
    this.rules = rules;
    this.findings = findings;
    this.scope = scope;
  }

  void find(PlainSelect select) {
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    List<Function> sums =
        joins.isEmpty()
            ? List.of()
            : OwnFunctions.of(select).stream().filter(RepeatedRows::isSum).toList();
    if (sums.isEmpty()) {
      return;
    }
    Conjuncts.of(select.getWhere()).forEach(this::condition);
    for (Join join : joins) {
      join.getOnExpressions().forEach(on -> Conjuncts.of(on).forEach(this::condition));
    }
    if (select.getGroupBy() != null) {
      for (Object grouped : select.getGroupBy().getGroupByExpressionList()) {
        if (grouped instanceof Column column) {
          add(fixed, place(column));
        }
      }
    }
    for (Function sum : sums) {
      Relation summed = owner(sum);
      if (summed != null) {
        scope.relations.stream()
            .filter(other -> repeats(other, summed))
            .findFirst()
            .ifPresent(other -> findings.repeated(found(sum, summed, other)));
      }
    }
  }

  private static boolean isSum(Function function) {
    return function.getName().equalsIgnoreCase("SUM") && !function.isDistinct();
  }

  private RepeatedSum found(Function sum, Relation summed, Relation other) {
    Set<String> fixedColumns = new HashSet<>();
    for (String column : other.columns()) {
      if (isFixed(other, summed, column)
          || pairs.stream().anyMatch(pair -> pair.isOf(other, column, summed))) {
        fixedColumns.add(column);
      }
    }
    String table = other.table() == null ? "" : other.table().name();
    return new RepeatedSum(note(sum, summed, other), table, fixedColumns);
  }

  private String note(Function sum, Relation summed, Relation other) {
    return sum
        + " counts a row of "
        + shown(summed)
        + " once for each of its rows in "
        + shown(other);
  }

  private String shown(Relation relation) {
    return rules.shown(relation.table() == null ? relation.alias() : relation.table().name());
  }

  private void condition(Expression part) {
    if (part instanceof IsNullExpression absence
        && !absence.isNot()
        && absence.getLeftExpression() instanceof Column column) {
      Place place = place(column);
      if (place != null) {
        absent.add(place.relation);
      }
    }
    if (!(part instanceof EqualsTo equality)) {
      return;
    }
    Place left = equality.getLeftExpression() instanceof Column c ? place(c) : null;
    Place right = equality.getRightExpression() instanceof Column c ? place(c) : null;
    if (left != null && right != null) {
      pairs.add(new Pair(left, right));
      pairs.add(new Pair(right, left));
    } else {
      add(fixed, left);
      add(fixed, right);
    }
  }

  private static void add(Set<Place> places, @Nullable Place place) {
    if (place != null) {
      places.add(place);
    }
  }

  /** The one relation that all columns of a sum are of, or null. */
  private @Nullable Relation owner(Function sum) {
    List<Column> columns = new ArrayList<>();
    sum.accept(
        new ExpressionVisitorAdapter<@Nullable Void>() {
          @Override
          public <S> @Nullable Void visit(Column column, S context) {
            columns.add(column);
            return null;
          }
        },
        null);
    Set<@Nullable Relation> owners = new HashSet<>();
    for (Column column : columns) {
      Place place = place(column);
      owners.add(place == null ? null : place.relation);
    }
    return owners.size() == 1 ? owners.iterator().next() : null;
  }

  /** Whether a relation may have several rows for one of another in the same group. */
  private boolean repeats(Relation many, Relation one) {
    Table from = many.table();
    Table to = one.table();
    if (from == null || to == null || many == one || absent.contains(many)) {
      return false;
    }
    for (ForeignKey key : from.foreignKeys()) {
      if (key.toTable().equals(to.name()) && joins(key, many, one)) {
        List<String> rest = new ArrayList<>(from.primaryKey());
        rest.removeAll(key.fromColumns());
        boolean isOne =
            from.primaryKey().isEmpty()
                || rest.stream().allMatch(column -> isFixed(many, one, column));
        if (!isOne && !isLink(many, key)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether what a relation refers to besides is fixed, so that it has one row for both. */
  private boolean isLink(Relation many, ForeignKey key) {
    Table from = many.table();
    return from != null
        && from.foreignKeys().stream()
            .filter(other -> !other.equals(key))
            .flatMap(other -> other.fromColumns().stream())
            .map(column -> new Place(many, column))
            .anyMatch(
                place ->
                    fixed.contains(place)
                        || pairs.stream()
                            .anyMatch(p -> p.left.equals(place) && fixed.contains(p.right)));
  }

  private boolean joins(ForeignKey key, Relation many, Relation one) {
    for (int i = 0; i < key.fromColumns().size(); i++) {
      Place left = new Place(many, key.fromColumns().get(i));
      Place right = new Place(one, key.toColumns().get(i));
      if (!pairs.contains(new Pair(left, right))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a column has one value for each row of a relation and group, as far as is known. */
  private boolean isFixed(Relation many, Relation one, String column) {
    Place place = new Place(many, column);
    return fixed.contains(place)
        || pairs.stream().anyMatch(p -> p.left.equals(place) && p.right.relation != one);
  }

  private @Nullable Place place(Column column) {
    Relation relation;
    if (column.getTable() != null && column.getTable().getName() != null) {
      String alias = column.getTable().getName();
      relation =
          scope.relations.stream()
              .filter(r -> !r.alias().isEmpty() && Names.same(rules, alias, r.alias()))
              .findFirst()
              .orElse(null);
    } else {
      List<Relation> owners = scope.having(rules, column.getColumnName());
      relation = owners.size() == 1 ? owners.get(0) : null;
    }
    if (relation == null) {
      return null;
    }
    for (String name : relation.columns()) {
      if (Names.same(rules, column.getColumnName(), name)) {
        return new Place(relation, name);
      }
    }
    return null;
  }
}
