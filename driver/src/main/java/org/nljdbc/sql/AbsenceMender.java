package org.nljdbc.sql;

import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;

/**
 * Turns a join into a left join where the query asks for rows that have no partner: {@code a JOIN b
 * ON a.id = b.a_id WHERE b.id IS NULL}. As it stands it can return nothing, since a column that is
 * joined by, or a primary key, is never null after an inner join.
 */
final class AbsenceMender {

  private final Findings findings;
  private final IdentifierRules rules;
  private final Scope scope;

  AbsenceMender(IdentifierRules rules, Findings findings, Scope scope) {
    this.rules = rules;
    this.findings = findings;
    this.scope = scope;
  }

  void mend(PlainSelect select) {
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    if (joins.isEmpty()) {
      return;
    }
    // An inner join further on would need the partner after all.
    Join join = joins.get(joins.size() - 1);
    boolean inner =
        !join.isSimple()
            && !join.isOuter()
            && !join.isLeft()
            && !join.isRight()
            && !join.isFull()
            && !join.isCross()
            && !join.isNatural()
            && join.getOnExpressions().size() == 1;
    if (!inner || !(join.getFromItem() instanceof Table table)) {
      return;
    }
    String alias = table.getAlias() == null ? table.getName() : table.getAlias().getName();
    Expression on = join.getOnExpressions().iterator().next();
    if (asksForAbsence(select.getWhere(), Names.stored(rules, alias), on)) {
      edit(join, alias);
    }
  }

  private boolean asksForAbsence(@Nullable Expression condition, String alias, Expression on) {
    return Conjuncts.of(condition).stream().anyMatch(part -> isAbsence(part, alias, on));
  }

  private boolean isAbsence(Expression part, String alias, Expression on) {
    return part instanceof IsNullExpression isNull
        && !isNull.isNot()
        && isNull.getLeftExpression() instanceof Column column
        && isOf(column, alias)
        && (isKey(column, alias) || joinsBy(on, column, alias));
  }

  private boolean isOf(Column column, String alias) {
    return column.getTable() != null
        && column.getTable().getName() != null
        && Names.same(rules, column.getTable().getName(), alias);
  }

  private boolean isKey(Column column, String alias) {
    Relation relation = scope.find(rules, alias);
    return relation != null
        && relation.table() != null
        && relation.table().primaryKey().stream()
            .anyMatch(key -> Names.same(rules, column.getColumnName(), key));
  }

  private boolean joinsBy(Expression on, Column column, String alias) {
    return Conjuncts.of(on).stream()
        .anyMatch(
            part ->
                part instanceof EqualsTo equality
                    && (isSame(equality.getLeftExpression(), column, alias)
                        || isSame(equality.getRightExpression(), column, alias)));
  }

  private boolean isSame(Expression side, Column column, String alias) {
    return side instanceof Column other
        && isOf(other, alias)
        && Spelling.alike(
            Names.unquote(other.getColumnName()), Names.unquote(column.getColumnName()));
  }

  private void edit(Join join, String alias) {
    SimpleNode node = join.getASTNode();
    Token first = node == null ? null : node.jjtGetFirstToken();
    if (first == null) {
      return;
    }
    int start = first.absoluteBegin - 1;
    Rewrite edit =
        switch (first.image.toUpperCase(Locale.ROOT)) {
          case "JOIN" -> Rewrite.insert(start, "LEFT ");
          case "INNER" -> new Rewrite(start, start + first.image.length(), "LEFT");
          default -> null;
        };
    if (edit != null) {
      String note = "joined " + alias + " by LEFT JOIN, since rows without one are asked for";
      findings.mend(Mend.Kind.WORD, List.of(edit), note);
    }
  }
}
