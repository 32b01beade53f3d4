package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.nljdbc.schema.IdentifierRules;

/** Finds columns of one name that a query equates, so that it does not matter which is meant. */
final class EqualColumns {

  private final Scope scope;
  private final IdentifierRules rules;
  private final List<Scope.EqualColumns> found = new ArrayList<>();

  private EqualColumns(Scope scope, IdentifierRules rules) {
    this.scope = scope;
    this.rules = rules;
  }

  /** Equal columns of a query; none where a join may fill up the rows of its left side. */
  static List<Scope.EqualColumns> in(PlainSelect select, Scope scope, IdentifierRules rules) {
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    if (joins.stream().anyMatch(join -> join.isRight() || join.isFull())) {
      return List.of();
    }
    EqualColumns equal = new EqualColumns(scope, rules);
    joins.forEach(
        join -> join.getOnExpressions().forEach(on -> Conjuncts.of(on).forEach(equal::collect)));
    Conjuncts.of(select.getWhere()).forEach(equal::collect);
    return equal.found;
  }

  /** Whether all relations have the same value in a column, as far as a query says. */
  static boolean holdsFor(List<Relation> relations, String column, Scope scope) {
    List<Relation> known = new ArrayList<>(relations.subList(0, 1));
    for (int i = 0; i < known.size(); i++) {
      for (Scope.EqualColumns equal : scope.equal) {
        if (!Spelling.alike(equal.name(), Names.unquote(column))) {
          continue;
        }
        if (equal.left() == known.get(i) && !known.contains(equal.right())) {
          known.add(equal.right());
        } else if (equal.right() == known.get(i) && !known.contains(equal.left())) {
          known.add(equal.left());
        }
      }
    }
    return known.containsAll(relations);
  }

  private void collect(Expression condition) {
    if (condition instanceof EqualsTo equality
        && equality.getLeftExpression() instanceof Column left
        && equality.getRightExpression() instanceof Column right
        && left.getTable() != null
        && right.getTable() != null) {
      String name = Names.unquote(left.getColumnName());
      Relation a = scope.find(rules, left.getTable().getName());
      Relation b = scope.find(rules, right.getTable().getName());
      if (a != null && b != null && Spelling.alike(name, Names.unquote(right.getColumnName()))) {
        found.add(new Scope.EqualColumns(a, b, name));
      }
    }
  }
}
