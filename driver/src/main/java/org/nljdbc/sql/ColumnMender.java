package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/**
 * Decides what a column means that is not where the statement looks for it. Only where there is one
 * reading; else the model is to say.
 */
final class ColumnMender {

  private final Schema schema;
  private final IdentifierRules rules;
  private final Findings findings;
  private final Scope scope;

  ColumnMender(Schema schema, Findings findings, Scope scope) {
    this.schema = schema;
    this.rules = schema.rules();
    this.findings = findings;
    this.scope = scope;
  }

  /**
   * A column without qualifier that no relation has.
   *
   * @param column the column
   * @param joinable whether a table more in FROM could supply it
   * @param comparedWith whether it stands where a value is likelier
   */
  void unknown(Column column, boolean joinable, boolean comparedWith) {
    String name = column.getColumnName();
    List<Spelling.Place> places = Spelling.places(scope.relations);
    Spelling.Place place = Spelling.column(name, places);
    if (place != null) {
      write(column, unambiguous(place));
      return;
    }
    if (comparedWith && isString(name)) {
      write(column, "'" + Names.unquote(name).replace("'", "''") + "'");
      return;
    }
    if (existsElsewhere(name)) {
      missing(column, joinable, null);
      return;
    }
    place = Spelling.typo(name, places);
    if (place != null) {
      write(column, unambiguous(place));
    }
  }

  /** A key word that can only be a column's name; returns whether there is such a column. */
  boolean unquotedWord(Column column) {
    Table table = column.getTable();
    String name = column.getColumnName();
    List<String> stored =
        scope.relations.stream()
            .flatMap(relation -> relation.columns().stream())
            .filter(known -> known.equalsIgnoreCase(name))
            .distinct()
            .toList();
    if (stored.size() != 1 || rules.quote().isEmpty()) {
      return false;
    }
    boolean bare = table == null || table.getName() == null;
    String before = bare ? "" : table.getFullyQualifiedName() + ".";
    String text = before + rules.quoted(stored.get(0));
    SimpleNode node = column.getASTNode();
    List<@Nullable Rewrite> edits = new ArrayList<>();
    edits.add(Rewrite.of(node, text));
    findings.mend(Mend.Kind.WORD, edits, "quoted the name " + text);
    return true;
  }

  /** A name in double quotes that the database takes for text without a word, where none is due. */
  void silentString(Column column) {
    String name = Names.unquote(column.getColumnName());
    List<Spelling.Place> alike =
        Spelling.places(scope.relations).stream()
            .filter(place -> Spelling.alike(name, place.column()))
            .toList();
    if (alike.size() == 1) {
      write(column, unambiguous(alike.get(0)));
    }
  }

  /** A column that the relation of its qualifier does not have. */
  void wrongQualifier(Column column, Relation relation, boolean joinable) {
    String name = column.getColumnName();
    String written = column.getTable().getFullyQualifiedName();
    List<Spelling.Place> own = Spelling.places(List.of(relation));
    List<Spelling.Place> alike =
        own.stream().filter(p -> Spelling.alike(Names.unquote(name), p.column())).toList();
    if (alike.size() == 1) {
      write(column, written + "." + rules.write(alike.get(0).column()));
      return;
    }
    // Of an outer query's relation only the spelling can be wrong: its FROM is not this one.
    boolean here = scope.relations.contains(relation);
    boolean sure = here && scope.relations.stream().noneMatch(Relation::open);
    List<Relation> owners = sure ? scope.having(rules, name) : List.of();
    if (alike.isEmpty() && owners.size() == 1 && !owners.get(0).alias().isEmpty()) {
      // T1.weight where only T2 of the same FROM has a weight: there is no other reading.
      write(column, rules.write(owners.get(0).alias()) + "." + name);
      return;
    }
    Spelling.Place place = Spelling.column(name, own);
    if (place == null && sure && owners.isEmpty()) {
      place = Spelling.column(name, Spelling.places(scope.relations));
    }
    if (place == null && sure && owners.isEmpty() && existsElsewhere(name)) {
      missing(column, joinable, null);
      return;
    }
    place = place == null && owners.isEmpty() ? Spelling.typo(name, own) : place;
    if (place != null && !place.relation().alias().isEmpty()) {
      boolean same = place.relation() == relation;
      String qualifier = same ? written : rules.write(place.relation().alias());
      write(column, qualifier + "." + rules.write(place.column()));
    }
  }

  /** A qualifier that FROM lacks, before a column or a star. */
  void unknownQualifier(Table table, Expression qualified, boolean joinable) {
    String written = table.getName();
    Relation relation = meant(written);
    if (relation != null) {
      String rest = qualified instanceof Column column ? column.getColumnName() : "*"; // or table.*
      SimpleNode node =
          qualified instanceof Column column
              ? column.getASTNode()
              : qualified instanceof AllTableColumns all ? all.getASTNode() : null;
      String text = rules.write(relation.alias()) + "." + rest;
      findings.mend(Rewrite.of(node, text), qualified.toString());
    } else if (qualified instanceof Column column) {
      List<String> names = schema.tables().stream().map(org.nljdbc.schema.Table::name).toList();
      String name = Spelling.name(written, names);
      schema.tables().stream()
          .filter(known -> known.name().equals(name))
          .forEach(known -> missing(column, joinable, known));
    }
  }

  /** A column that several relations have. */
  void ambiguous(Column column, List<Relation> owners, Scope where) {
    Relation first = owners.get(0);
    boolean equal = EqualColumns.holdsFor(owners, column.getColumnName(), where);
    if (equal && !first.alias().isEmpty()) {
      write(column, rules.write(first.alias()) + "." + column.getColumnName());
    }
  }

  /**
   * Puts the foreign key in place of a join's condition whose columns do not exist, if the two
   * tables are tied by exactly one.
   *
   * @return the unknown columns; empty if nothing was found that is better
   */
  List<Column> wrongKeys(EqualsTo equality) {
    if (!(equality.getLeftExpression() instanceof Column left)
        || !(equality.getRightExpression() instanceof Column right)
        || left.getTable() == null
        || right.getTable() == null) {
      return List.of();
    }
    Relation a = scope.find(rules, left.getTable().getName());
    Relation b = scope.find(rules, right.getTable().getName());
    if (a == null || b == null || a == b || a.table() == null || b.table() == null) {
      return List.of();
    }
    org.nljdbc.schema.Table to = b.table();
    List<KeyPath.Step> steps =
        KeyPath.steps(a.table(), schema).stream().filter(s -> s.table().equals(to)).toList();
    List<Column> unknown = new ArrayList<>();
    boolean spelled = addUnknown(unknown, left, a) & addUnknown(unknown, right, b);
    if (unknown.isEmpty() || spelled || steps.size() != 1 || steps.get(0).left().size() != 1) {
      return List.of();
    }
    String key = rules.write(a.alias()) + "." + rules.write(steps.get(0).left().get(0));
    String other = rules.write(b.alias()) + "." + rules.write(steps.get(0).right().get(0));
    List<@Nullable Rewrite> edits = new ArrayList<>();
    edits.add(Rewrite.of(left.getASTNode(), key));
    edits.add(Rewrite.of(right.getASTNode(), other));
    String note = "read \"" + equality + "\" as the foreign key " + key + " = " + other;
    findings.mend(Mend.Kind.WORD, edits, note);
    return unknown;
  }

  /** Adds a column if it does not exist; returns whether it does, but for its spelling. */
  private boolean addUnknown(List<Column> unknown, Column column, Relation relation) {
    String name = column.getColumnName();
    if (relation.has(rules, name)) {
      return true;
    }
    unknown.add(column);
    return relation.columns().stream().filter(c -> Spelling.alike(Names.unquote(name), c)).count()
        == 1;
  }

  /** The relation that a wrong qualifier means: by its table, or spelled otherwise. */
  private @Nullable Relation meant(String written) {
    List<Relation> named =
        scope.relations.stream().filter(relation -> !relation.alias().isEmpty()).toList();
    List<Relation> behind =
        named.stream()
            .filter(r -> r.table() != null && Names.same(rules, written, r.table().name()))
            .toList();
    if (!behind.isEmpty()) {
      return behind.size() == 1 ? behind.get(0) : null;
    }
    String alias =
        Names.unquote(written).length() < 3
            ? null
            : Spelling.name(written, named.stream().map(Relation::alias).toList());
    return named.stream().filter(r -> r.alias().equals(alias)).findFirst().orElse(null);
  }

  private void missing(Column column, boolean joinable, org.nljdbc.schema.@Nullable Table table) {
    if (joinable) {
      scope.missing.add(new Scope.Missing(column, table));
    }
  }

  /** The column, qualified if another relation has one of that name. */
  private String unambiguous(Spelling.Place place) {
    String name = rules.write(place.column());
    boolean several = scope.having(rules, name).size() > 1;
    return several ? rules.write(place.relation().alias()) + "." + name : name;
  }

  /** Whether a name is text in the quotes of a name: nothing is called so, nor nearly so. */
  private boolean isString(String name) {
    if (name.charAt(0) != '"' || !Names.isQuoted(name)) {
      return false;
    }
    List<String> names = new ArrayList<>();
    scope.relations.forEach(relation -> names.addAll(relation.columns()));
    schema.tables().forEach(table -> table.columns().forEach(c -> names.add(c.name())));
    return !Spelling.resemblesAny(name, names);
  }

  private boolean existsElsewhere(String name) {
    String plain = Names.unquote(name);
    return schema.tables().stream()
        .flatMap(table -> table.columns().stream())
        .anyMatch(column -> Spelling.alike(plain, column.name()));
  }

  private void write(Column column, String text) {
    findings.mend(Rewrite.of(column.getASTNode(), text), column.getFullyQualifiedName());
  }
}
