package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/**
 * Adds to FROM the one table that has a missing column, by the foreign keys that lead to it. All
 * else in the statement keeps its meaning: names that the new table makes ambiguous get a
 * qualifier, and a star stays what it was.
 */
final class JoinMender {

  private final Schema schema;
  private final IdentifierRules rules;
  private final Findings findings;

  JoinMender(Schema schema, Findings findings) {
    this.schema = schema;
    this.rules = schema.rules();
    this.findings = findings;
  }

  /** Adds the join for the first missing column that has one; others are for the next round. */
  void mend(Scope scope) {
    PlainSelect select = scope.select;
    if (select == null || scope.missing.isEmpty() || !canGrow(select, scope)) {
      return;
    }
    for (Scope.Missing missing : scope.missing) {
      KeyPath path =
          KeyPath.shortest(scope.relations, table -> supplied(missing, table) != null, schema);
      if (path != null && add(path, select, scope)) {
        return;
      }
    }
  }

  /** The name of the column that a table would supply, or null. */
  private @Nullable String supplied(Scope.Missing missing, org.nljdbc.schema.Table table) {
    if (missing.table() != null && !missing.table().equals(table)) {
      return null;
    }
    String name = missing.column().getColumnName();
    Relation rows = Relation.of(table);
    for (String column : rows.columns()) {
      if (Names.same(rules, name, column)) {
        return column;
      }
    }
    List<Spelling.Place> places = Spelling.places(List.of(rows));
    Spelling.Place place = Spelling.column(name, places);
    boolean sure =
        place != null
            && (missing.table() != null || Spelling.alike(Names.unquote(name), place.column()));
    return place != null && sure ? place.column() : null;
  }

  /** Whether a table more changes nothing about the joins that are there. */
  private static boolean canGrow(PlainSelect select, Scope scope) {
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    return scope.merged.isEmpty()
        && scope.relations.stream().noneMatch(Relation::open)
        && joins.stream()
            .noneMatch(
                join ->
                    join.isNatural()
                        || join.isRight()
                        || join.isFull()
                        || join.isApply()
                        || join.getOnExpressions().size() > 1);
  }

  private boolean add(KeyPath path, PlainSelect select, Scope scope) {
    int place = placeAfter(path.from(), select);
    StringBuilder text = new StringBuilder();
    Relation left = path.from();
    List<Relation> added = new ArrayList<>();
    for (KeyPath.Step step : path.steps()) {
      if (Names.among(rules, rules.write(step.table().name()), scope.commonTables.keySet())) {
        return false; // a common table hides it
      }
      Relation right = Relation.of(step.table()).as(freeAlias(step.table().name(), scope));
      text.append(join(left, right, step, select));
      added.add(right);
      left = right;
    }
    Relation target = left;
    List<@Nullable Rewrite> edits = new ArrayList<>();
    edits.add(Rewrite.insert(place, text.toString()));
    boolean possible =
        place >= 0 && keepStars(select, scope, edits) && keepNames(added, scope, edits);
    if (!possible) {
      return false;
    }
    for (Scope.Missing missing : scope.missing) {
      String column = supplied(missing, path.target());
      if (column != null) {
        edits.add(
            Rewrite.of(
                missing.column().getASTNode(),
                rules.write(target.alias()) + "." + rules.write(column)));
      }
    }
    findings.mend(Mend.Kind.JOIN, edits, "added " + text.toString().strip());
    return true;
  }

  private String join(Relation left, Relation right, KeyPath.Step step, PlainSelect select) {
    // Where rows without a match are kept, the new table must not drop them.
    boolean outer = select.getJoins() != null && select.getJoins().stream().anyMatch(Join::isLeft);
    StringBuilder text = new StringBuilder(outer ? " LEFT JOIN " : " JOIN ");
    text.append(rules.write(step.table().name()));
    if (!right.alias().equals(step.table().name())) {
      text.append(" AS ").append(rules.write(right.alias()));
    }
    for (int i = 0; i < step.left().size(); i++) {
      text.append(i == 0 ? " ON " : " AND ")
          .append(rules.write(left.alias()))
          .append('.')
          .append(rules.write(step.left().get(i)))
          .append(" = ")
          .append(rules.write(right.alias()))
          .append('.')
          .append(rules.write(step.right().get(i)));
    }
    return text.toString();
  }

  private static String freeAlias(String table, Scope scope) {
    String alias = table;
    for (int i = 2; scope.isTaken(alias); i++) {
      alias = table + "_" + i;
    }
    return alias;
  }

  /** The index after a relation and its own condition, or -1 if it stands in parentheses. */
  private int placeAfter(Relation relation, PlainSelect select) {
    if (is(select.getFromItem(), relation)) {
      return end(((Table) select.getFromItem()).getASTNode());
    }
    if (select.getJoins() != null) {
      for (Join join : select.getJoins()) {
        if (is(join.getFromItem(), relation)) {
          return join.isSimple()
              ? end(((Table) join.getFromItem()).getASTNode())
              : end(join.getASTNode());
        }
      }
    }
    return -1;
  }

  private static int end(@Nullable SimpleNode node) {
    return node == null ? -1 : Rewrite.endOf(node);
  }

  private boolean is(@Nullable FromItem item, Relation relation) {
    if (!(item instanceof Table table)) {
      return false;
    }
    String alias = table.getAlias() == null ? table.getName() : table.getAlias().getName();
    return Names.same(rules, alias, relation.alias());
  }

  /** Makes a star name the relations that it stands for; false if one has no name. */
  private boolean keepStars(PlainSelect select, Scope scope, List<@Nullable Rewrite> edits) {
    for (SelectItem<?> item : select.getSelectItems()) {
      if (item.getExpression() instanceof AllColumns all && all.toString().equals("*")) {
        if (scope.relations.stream().anyMatch(relation -> relation.alias().isEmpty())) {
          return false;
        }
        List<String> stars =
            scope.relations.stream().map(r -> rules.write(r.alias()) + ".*").toList();
        edits.add(Rewrite.of(all.getASTNode(), String.join(", ", stars)));
      }
    }
    return true;
  }

  /** Qualifies names that new tables have too; false if one is the select list's own. */
  private boolean keepNames(List<Relation> added, Scope scope, List<@Nullable Rewrite> edits) {
    for (Relation relation : added) {
      for (String column : relation.columns()) {
        if (scope.outputs.contains(column) && !scope.plainOutputs.contains(column)) {
          return false;
        }
      }
    }
    for (Scope.Use use : scope.uses) {
      String name = use.column().getColumnName();
      if (added.stream().anyMatch(relation -> relation.has(rules, name))) {
        if (use.relation().alias().isEmpty()) {
          return false;
        }
        edits.add(
            Rewrite.of(
                use.column().getASTNode(), rules.write(use.relation().alias()) + "." + name));
      }
    }
    return true;
  }
}
