package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/**
 * Walks a query and checks that each table and column that it names exists where it is named. What
 * it cannot know (a function's columns, a pivot) counts as existing: the database has the last
 * word.
 */
final class QueryNames {

  private final Schema schema;
  private final IdentifierRules rules;
  private final Findings findings;

  QueryNames(Schema schema, Findings findings) {
    this.schema = schema;
    this.rules = schema.rules();
    this.findings = findings;
  }

  /** Checks a query; returns what it looks like to the query around it. */
  Relation query(Select select, @Nullable Scope outer, Map<String, Relation> commonTables) {
    Map<String, Relation> known = withItems(select, outer, commonTables);
    if (select instanceof ParenthesedSelect inner) {
      Relation relation = query(inner.getSelect(), outer, known);
      orderBy(inner.getOrderByElements(), outputsOnly(outer, known, relation));
      return relation;
    }
    if (select instanceof PlainSelect plain) {
      return plain(plain, outer, known);
    }
    if (select instanceof SetOperationList list) {
      return setOperation(list, outer, known);
    }
    if (select instanceof TableStatement whole) {
      return table(whole.getTable(), new Scope(outer, known));
    }
    return Relation.unknown(""); // VALUES: no names of columns to check
  }

  private Map<String, Relation> withItems(
      Select select, @Nullable Scope outer, Map<String, Relation> commonTables) {
    List<WithItem<?>> items = select.getWithItemsList();
    if (items == null || items.isEmpty()) {
      return commonTables;
    }
    Map<String, Relation> known = new HashMap<>(commonTables);
    // SQLite takes a query for recursive without the word.
    boolean recursive =
        schema.dialect() == Dialect.SQLITE || items.stream().anyMatch(WithItem::isRecursive);
    for (WithItem<?> item : items) {
      String name = Names.stored(rules, item.getAliasName());
      List<String> columns = columnNames(item.getWithItemList());
      // Only a recursive query sees itself; elsewhere its name within it is the table's.
      if (recursive) {
        known.put(name, new Relation(name, columns, columns.isEmpty(), null));
      }
      if (item.getParenthesedStatement() instanceof Select body) {
        known.put(name, query(body, outer, Map.copyOf(known)).renamed(columns).as(name));
      }
    }
    return known;
  }

  private List<String> columnNames(@Nullable List<SelectItem<?>> items) {
    return items == null
        ? List.of()
        : items.stream().map(i -> Names.stored(rules, String.valueOf(i.getExpression()))).toList();
  }

  private Relation plain(
      PlainSelect select, @Nullable Scope outer, Map<String, Relation> commonTables) {
    Scope scope = new Scope(outer, commonTables);
    scope.select = select;
    List<Join> joins = select.getJoins() == null ? List.of() : select.getJoins();
    findings.enter(joins.size());
    from(select.getFromItem(), scope);
    joins.forEach(join -> join(join, scope));
    if (select.getLateralViews() != null && !select.getLateralViews().isEmpty()) {
      scope.relations.add(Relation.unknown(""));
    }
    ExpressionNames expressions = new ExpressionNames(this, schema, findings, scope);
    scope.equal.addAll(EqualColumns.in(select, scope, rules));
    joins.forEach(join -> join.getOnExpressions().forEach(expressions::checkJoin));
    Relation result = selectList(select, scope, expressions);
    scope.outputs.addAll(outputNames(select));
    select.getSelectItems().stream()
        .filter(i -> i.getExpression() instanceof net.sf.jsqlparser.schema.Column)
        .filter(i -> i.getAlias() == null)
        .forEach(i -> scope.plainOutputs.add(outputName(i)));
    // SQLite alone lets WHERE use the select list's names.
    scope.outputsVisible = schema.dialect() == Dialect.SQLITE;
    findings.conditions(scope, select);
    expressions.check(select.getWhere());
    scope.outputsVisible = true;
    if (select.getGroupBy() != null) {
      expressions.checkAll(select.getGroupBy().getGroupByExpressionList());
      select.getGroupBy().getGroupingSets().forEach(expressions::checkAll);
    }
    expressions.check(select.getHaving());
    expressions.check(select.getQualify());
    orderBy(select.getOrderByElements(), scope);
    new JoinMender(schema, findings).mend(scope);
    new GroupMender(schema, findings, scope).mend(select);
    new AbsenceMender(rules, findings, scope).mend(select);
    new RepeatedRows(rules, findings, scope).find(select);
    findings.leave();
    return result;
  }

  private Relation selectList(PlainSelect select, Scope scope, ExpressionNames expressions) {
    // Some databases let a later item use an earlier one's alias; none of ours does, so not here.
    List<String> columns = new ArrayList<>();
    boolean open = false;
    for (SelectItem<?> item : select.getSelectItems()) {
      Expression expression = item.getExpression();
      if (expression instanceof AllTableColumns all) {
        Relation relation = expressions.qualifier(all);
        if (relation != null) {
          expand(item, all.getTable() + ".", List.of(relation), scope);
        }
        open |= relation == null || relation.open();
        columns.addAll(relation == null ? List.of() : relation.columns());
      } else if (expression instanceof AllColumns) {
        expand(item, "", scope.relations, scope);
        for (Relation relation : scope.relations) {
          open |= relation.open();
          columns.addAll(relation.columns());
        }
      } else {
        expressions.check(expression);
        columns.add(outputName(item));
      }
    }
    if (select.getDistinct() != null && select.getDistinct().getOnSelectItems() != null) {
      scope.outputsVisible = true;
      select.getDistinct().getOnSelectItems().forEach(i -> expressions.check(i.getExpression()));
      scope.outputsVisible = false;
    }
    return new Relation("", columns, open, null);
  }

  /** Writes columns in the place of a star that would read hidden ones. */
  private void expand(SelectItem<?> star, String qualifier, List<Relation> relations, Scope scope) {
    boolean partial =
        relations.stream().anyMatch(r -> r.table() != null && !r.table().hidden().isEmpty());
    boolean known =
        scope.merged.isEmpty()
            && relations.stream().noneMatch(Relation::open)
            && (relations.size() == 1 || relations.stream().noneMatch(r -> r.alias().isEmpty()));
    if (!partial || !known) {
      return;
    }
    List<String> columns = new ArrayList<>();
    for (Relation relation : relations) {
      String before =
          !qualifier.isEmpty()
              ? qualifier
              : relations.size() == 1 ? "" : rules.write(relation.alias()) + ".";
      relation.columns().forEach(column -> columns.add(before + rules.write(column)));
    }
    SimpleNode place = star.getASTNode();
    if (place == null && star.getExpression() instanceof AllColumns all) {
      place = all.getASTNode();
    }
    findings.mend(
        Mend.Kind.WORD,
        Rewrite.of(place, String.join(", ", columns)),
        "read * as the columns that may be read");
  }

  private List<String> outputNames(PlainSelect select) {
    return select.getSelectItems().stream()
        .filter(item -> !(item.getExpression() instanceof AllColumns))
        .map(this::outputName)
        .toList();
  }

  /** The name by which a query around this one can ask for an item of its select list. */
  private String outputName(SelectItem<?> item) {
    Expression expression = item.getExpression();
    if (item.getAlias() != null) {
      return Names.stored(rules, item.getAlias().getName());
    }
    if (expression instanceof net.sf.jsqlparser.schema.Column column) {
      return Names.stored(rules, column.getColumnName());
    }
    if (expression instanceof Function function && schema.dialect() == Dialect.POSTGRESQL) {
      return function.getName().toLowerCase(Locale.ROOT);
    }
    return String.valueOf(expression);
  }

  private Relation setOperation(
      SetOperationList list, @Nullable Scope outer, Map<String, Relation> commonTables) {
    List<Relation> parts =
        list.getSelects().stream().map(part -> query(part, outer, commonTables)).toList();
    Scope scope = new Scope(outer, commonTables);
    for (Relation part : parts) {
      // SQLite looks an ORDER BY name up in every part; the others in the first.
      scope.outputs.addAll(part.columns());
      if (part.open()) {
        scope.relations.add(Relation.unknown(""));
      }
    }
    scope.outputsVisible = true;
    orderBy(list.getOrderByElements(), scope);
    return parts.get(0);
  }

  private Scope outputsOnly(
      @Nullable Scope outer, Map<String, Relation> commonTables, Relation relation) {
    Scope scope = new Scope(outer, commonTables);
    scope.relations.add(relation.as(""));
    return scope;
  }

  private void orderBy(@Nullable List<OrderByElement> elements, Scope scope) {
    if (elements != null) {
      ExpressionNames expressions = new ExpressionNames(this, schema, findings, scope);
      elements.forEach(element -> expressions.check(element.getExpression()));
    }
  }

  private void from(@Nullable FromItem item, Scope scope) {
    if (item == null) {
      return;
    }
    if (item instanceof Table table) {
      scope.relations.add(named(table(table, scope), item.getAlias()));
    } else if (item instanceof LateralSubSelect lateral) {
      scope.relations.add(named(query(lateral, scope, scope.commonTables), item.getAlias()));
    } else if (item instanceof Select derived) {
      Relation rows = query(derived, scope.outer, scope.commonTables);
      scope.relations.add(named(rows.as(""), item.getAlias()));
    } else if (item instanceof ParenthesedFromItem group) {
      group(group, scope);
    } else {
      // A table function: its arguments may name what stands to its left, its columns are unknown.
      if (item instanceof TableFunction function) {
        new ExpressionNames(this, schema, findings, scope).check(function.getFunction());
        Relation rows = Relation.unknown(function.getFunction().getName());
        scope.relations.add(named(rows, item.getAlias()));
      } else {
        scope.relations.add(named(Relation.unknown(""), item.getAlias()));
      }
    }
    if (item.getPivot() != null || item.getUnPivot() != null) {
      scope.relations.add(Relation.unknown(""));
    }
  }

  private void group(ParenthesedFromItem group, Scope scope) {
    int left = scope.relations.size();
    from(group.getFromItem(), scope);
    if (group.getJoins() != null) {
      findings.joins(group.getJoins().size());
      group.getJoins().forEach(join -> join(join, scope));
      ExpressionNames expressions = new ExpressionNames(this, schema, findings, scope);
      group.getJoins().forEach(j -> j.getOnExpressions().forEach(expressions::checkJoin));
    }
    if (group.getAlias() != null) {
      // (VALUES ...) v(a) and (a JOIN b) v: only the alias is seen from outside.
      List<Relation> inside = scope.relations.subList(left, scope.relations.size());
      List<String> columns = inside.stream().flatMap(r -> r.columns().stream()).toList();
      boolean open = inside.stream().anyMatch(Relation::open);
      inside.clear();
      scope.relations.add(named(new Relation("", columns, open, null), group.getAlias()));
    }
  }

  private Relation named(Relation rows, @Nullable Alias alias) {
    if (alias == null) {
      return rows;
    }
    Relation named = rows.as(Names.stored(rules, alias.getName()));
    if (alias.getAliasColumns() == null) {
      return named;
    }
    List<String> names =
        alias.getAliasColumns().stream().map(c -> Names.stored(rules, c.name)).toList();
    return named.renamed(names);
  }

  private void join(Join join, Scope scope) {
    int left = scope.relations.size();
    from(join.getFromItem(), scope);
    List<Relation> before = scope.relations.subList(0, left);
    List<Relation> added = scope.relations.subList(left, scope.relations.size());
    if (join.isNatural()) {
      for (Relation relation : added) {
        relation.columns().stream()
            .filter(column -> before.stream().anyMatch(r -> r.columns().contains(column)))
            .forEach(scope.merged::add);
      }
    }
    if (join.getUsingColumns() != null) {
      for (net.sf.jsqlparser.schema.Column column : join.getUsingColumns()) {
        using(column.getColumnName(), before, added);
        scope.merged.add(Names.stored(rules, column.getColumnName()));
      }
    }
  }

  private void using(String column, List<Relation> left, List<Relation> right) {
    for (List<Relation> side : List.of(left, right)) {
      if (side.stream().noneMatch(r -> r.open() || r.has(rules, column))) {
        List<String> names = side.stream().flatMap(r -> r.columns().stream()).toList();
        String table = side.isEmpty() ? "" : side.get(side.size() - 1).alias();
        findings.unknownColumn(column, table, names, List.of());
        return;
      }
    }
  }

  private Relation table(Table written, Scope scope) {
    String name = written.getName();
    if (written.getSchemaName() == null) {
      for (Map.Entry<String, Relation> common : scope.commonTables.entrySet()) {
        if (Names.same(rules, name, common.getKey())) {
          return common.getValue();
        }
      }
    }
    if (isHere(written)) {
      for (org.nljdbc.schema.Table table : schema.tables()) {
        boolean unquotedWord =
            DialectMender.isNeverName(name, schema.dialect())
                && name.equalsIgnoreCase(table.name());
        if (unquotedWord && written.getASTNode() != null && written.getSchemaName() == null) {
          int start = Rewrite.startOf(written.getASTNode());
          String quoted = rules.quoted(table.name());
          Rewrite edit = new Rewrite(start, start + name.length(), quoted);
          findings.mend(Mend.Kind.WORD, List.of(edit), "quoted the name " + quoted);
        }
        if (unquotedWord || Names.same(rules, name, table.name())) {
          return Relation.of(table);
        }
      }
      boolean hasDual = schema.dialect().hasDual();
      if (hasDual && name.equalsIgnoreCase("dual")) {
        return new Relation("dual", List.of(), false, null);
      }
    }
    if (isHere(written) && written.getASTNode() != null) {
      List<String> names = new ArrayList<>(scope.commonTables.keySet());
      schema.tables().forEach(table -> names.add(table.name()));
      String meant = Spelling.name(name, names);
      if (meant != null && written.getSchemaName() == null) {
        // The node holds the alias too; the name is its first token.
        int start = Rewrite.startOf(written.getASTNode());
        Rewrite edit = new Rewrite(start, start + name.length(), rules.write(meant));
        findings.mend(edit, name);
      }
    }
    findings.unknownTable(written.getFullyQualifiedName());
    return Relation.unknown(Names.stored(rules, name));
  }

  /** Whether a table's qualifiers, if it has any, are those of the schema that was read. */
  private boolean isHere(Table written) {
    String schemaName = written.getSchemaName();
    if (schemaName == null || schemaName.isEmpty()) {
      return true;
    }
    return Names.isSchema(schema, schemaName);
  }
}
