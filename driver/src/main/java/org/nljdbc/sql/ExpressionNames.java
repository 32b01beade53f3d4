package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/** Checks the columns that expressions name, in one scope. */
final class ExpressionNames extends ExpressionVisitorAdapter<@Nullable Void> {

  private static final Set<String> NUMERIC = Set.of("SUM", "AVG");
  private final QueryNames queries;
  private final Schema schema;
  private final IdentifierRules rules;
  private final Findings findings;
  private final Scope scope;
  private final ColumnMender mender;
  private final DialectMender dialect;
  private final DateMender dates;
  private final RatioMender ratios;
  private final AlternativesMender alternatives;
  private final SubQueryMender inner;
  private final OperandMenders operands;
  private final TextForNumber texts;
  private final ValueFilters filters;

  /** Columns that stand where a value is likelier. */
  private final Set<Column> values = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Functions that are compared with a number. */
  private final Set<Function> numbers = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Alternatives that are part of more of them. */
  private final Set<OrExpression> innerOrs = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Whether this is the condition of a join, which another join does not put right. */
  private boolean inJoin;

  ExpressionNames(QueryNames queries, Schema schema, Findings findings, Scope scope) {
    this.queries = queries;
    this.schema = schema;
    this.rules = schema.rules();
    this.findings = findings;
    this.scope = scope;
    this.mender = new ColumnMender(schema, findings, scope);
    this.dialect = new DialectMender(schema.dialect(), findings);
    this.filters = new ValueFilters(rules, findings, scope);
    this.dates = new DateMender(schema.dialect(), findings, filters);
    this.ratios = new RatioMender(schema.dialect(), findings, filters);
    this.alternatives = new AlternativesMender(findings);
    this.inner = new SubQueryMender(schema, findings, scope);
    this.operands = new OperandMenders(schema.dialect(), findings, filters);
    this.texts = new TextForNumber(schema, findings, filters);
  }

  /** Checks the condition of a join. */
  void checkJoin(Expression condition) {
    inJoin = true;
    check(condition);
    inJoin = false;
  }

  void check(@Nullable Expression expression) {
    if (expression != null) {
      expression.accept(this, null);
    }
  }

  void checkAll(@Nullable Iterable<?> expressions) {
    if (expressions != null) {
      for (Object expression : expressions) {
        if (expression instanceof Expression e) {
          check(e);
        }
      }
    }
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
    queries.query(select, scope, scope.commonTables);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Select select, S context) {
    queries.query(select, scope, scope.commonTables);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AllTableColumns all, S context) {
    qualifier(all);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(LambdaExpression lambda, S context) {
    return null; // its own parameters are no columns
  }

  @Override
  public <S> @Nullable Void visit(Function function, S context) {
    dialect.function(function, numbers.contains(function));
    dates.function(function);
    operands.function(function);
    numbersIn(function);
    boolean takesUnit = BareWords.takesUnit(function.getName());
    if (!takesUnit || function.getParameters() == null) {
      return super.visit(function, context);
    }
    for (Expression parameter : function.getParameters()) {
      boolean isUnit =
          parameter instanceof Column column
              && column.getTable() == null
              && BareWords.isUnit(column.getColumnName());
      if (!isUnit) {
        check(parameter);
      }
    }
    return null;
  }

  /** Sums and means of a text column, which some databases refuse, and others take for 0. */
  private void numbersIn(Function function) {
    boolean sums = NUMERIC.contains(function.getName().toUpperCase(Locale.ROOT));
    if (sums
        && function.getParameters() != null
        && function.getParameters().size() == 1
        && function.getParameters().get(0) instanceof Column column
        && filters.isText(column)) {
      if (filters.holdsNoNumbers(column)) {
        findings.noNumber(function.toString(), column.toString(), true);
      } else {
        dialect.asNumber(column);
      }
    }
    ratios.mean(function);
  }

  @Override
  public <S> @Nullable Void visit(AnalyticExpression window, S context) {
    super.visit(window, context);
    checkAll(window.getPartitionExpressionList());
    if (window.getOrderByElements() != null) {
      window.getOrderByElements().forEach(element -> check(element.getExpression()));
    }
    check(window.getFilterExpression());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(EqualsTo equality, S context) {
    filters.compared(equality);
    inner.equal(equality);
    List<Column> unknown = inJoin ? mender.wrongKeys(equality) : List.of();
    if (unknown.isEmpty()) {
      return super.visit(equality, context);
    }
    for (Column column : unknown) {
      String table = column.getTable().getFullyQualifiedName();
      findings.unknownColumn(column.getColumnName(), table, List.of(), List.of());
    }
    return null;
  }

  @Override
  protected <S> @Nullable Void visitBinaryExpression(BinaryExpression expression, S context) {
    boolean compares =
        expression instanceof ComparisonOperator || expression instanceof LikeExpression;
    if (compares && expression.getRightExpression() instanceof Column column) {
      values.add(column);
    }
    if (expression instanceof ComparisonOperator
        && expression.getLeftExpression() instanceof Column column
        && DialectMender.isNumber(expression.getRightExpression())
        && filters.isText(column)) {
      dialect.textWithNumber(column, expression);
    }
    boolean number = compares && DialectMender.isNumber(expression.getRightExpression());
    if (number && expression.getLeftExpression() instanceof Function function) {
      numbers.add(function);
    }
    operands.binary(expression);
    if (expression instanceof ComparisonOperator comparison) {
      texts.compared(comparison);
    }
    return super.visitBinaryExpression(expression, context);
  }

  @Override
  public <S> @Nullable Void visit(CastExpression cast, S context) {
    operands.cast(cast);
    return super.visit(cast, context);
  }

  @Override
  public <S> @Nullable Void visit(Between between, S context) {
    operands.between(between);
    return super.visit(between, context);
  }

  @Override
  public <S> @Nullable Void visit(LikeExpression like, S context) {
    dialect.like(like);
    dates.like(like);
    operands.like(like);
    return super.visit(like, context);
  }

  @Override
  public <S> @Nullable Void visit(OrExpression or, S context) {
    if (!innerOrs.contains(or)) {
      alternatives.alternatives(or);
    }
    markInner(or);
    return super.visit(or, context);
  }

  private void markInner(OrExpression or) {
    for (Expression part : List.of(or.getLeftExpression(), or.getRightExpression())) {
      if (part instanceof OrExpression inner) {
        innerOrs.add(inner);
      }
    }
  }

  @Override
  public <S> @Nullable Void visit(AndExpression and, S context) {
    operands.and(and);
    return super.visit(and, context);
  }

  @Override
  public <S> @Nullable Void visit(Subtraction difference, S context) {
    dates.difference(difference);
    return super.visit(difference, context);
  }

  @Override
  public <S> @Nullable Void visit(Division division, S context) {
    ratios.division(division);
    return super.visit(division, context);
  }

  @Override
  public <S> @Nullable Void visit(TimeKeyExpression key, S context) {
    dates.key(key);
    return super.visit(key, context);
  }

  @Override
  public <S> @Nullable Void visit(ExtractExpression extract, S context) {
    dialect.extract(extract);
    return super.visit(extract, context);
  }

  @Override
  public <S> @Nullable Void visit(InExpression in, S context) {
    filters.compared(in);
    inner.in(in);
    if (in.getRightExpression() instanceof ExpressionList<?> list) {
      list.stream().filter(Column.class::isInstance).forEach(e -> values.add((Column) e));
    }
    return super.visit(in, context);
  }

  @Override
  public <S> @Nullable Void visit(Column column, S context) {
    String name = column.getColumnName();
    Table table = column.getTable();
    if (DialectMender.isNeverName(name, schema.dialect()) && mender.unquotedWord(column)) {
      return null;
    }
    if (table != null && table.getName() != null) {
      qualified(column, table, name);
    } else if (!unqualified(column, name)) {
      if (!BareWords.isValue(name, schema.dialect())) {
        missing(column, name);
      } else if (Names.isQuoted(name) && !values.contains(column)) {
        mender.silentString(column);
      }
    }
    return null;
  }

  /** The relation whose columns are all asked for, or null after reporting that there is none. */
  @Nullable Relation qualifier(AllTableColumns all) {
    return qualifier(all.getTable(), all);
  }

  private @Nullable Relation qualifier(Table table, Expression qualified) {
    Relation relation = scope.find(rules, table.getName());
    if (relation == null) {
      mender.unknownQualifier(table, qualified, !inJoin);
      List<String> names = new ArrayList<>();
      for (Scope s = scope; s != null; s = s.outer) {
        s.relations.stream().map(Relation::alias).filter(a -> !a.isEmpty()).forEach(names::add);
      }
      findings.unknownQualifier(table.getFullyQualifiedName(), names);
    }
    return relation;
  }

  private void qualified(Column column, Table table, String name) {
    Relation relation = qualifier(table, column);
    if (relation == null
        || relation.open()
        || relation.has(rules, name)
        || BareWords.isRowColumn(name, schema.dialect())) {
      return;
    }
    mender.wrongQualifier(column, relation, !inJoin);
    findings.unknownColumn(name, describe(table, relation), relation.columns(), elsewhere(name));
  }

  private boolean unqualified(Column column, String name) {
    for (Scope s = scope; s != null; s = s.outer) {
      List<Relation> owners = s.having(rules, name);
      boolean isOutput = s.outputsVisible && s.hasOutput(rules, name);
      if (owners.size() > 1 && !isOutput && !s.isMerged(rules, name)) {
        mender.ambiguous(column, owners, s);
        findings.ambiguous(name, owners.stream().map(Relation::alias).toList());
        return true;
      }
      boolean found =
          !owners.isEmpty()
              || isOutput
              || s.isMerged(rules, name)
              || s.relations.stream().anyMatch(Relation::open)
              || isWholeRow(s, name);
      if (found) {
        boolean isInput = !isOutput || Names.among(rules, name, s.plainOutputs);
        if (owners.size() == 1 && isInput) {
          s.uses.add(new Scope.Use(column, owners.get(0)));
        }
        return true;
      }
    }
    return false;
  }

  /** PostgreSQL takes a table's name for its row. */
  private boolean isWholeRow(Scope s, String name) {
    return schema.dialect() == Dialect.POSTGRESQL
        && s.relations.stream().anyMatch(r -> Names.same(rules, name, r.alias()));
  }

  private void missing(Column column, String name) {
    mender.unknown(column, !inJoin, values.contains(column));
    List<String> inScope = scope.relations.stream().flatMap(r -> r.columns().stream()).toList();
    String only = scope.relations.size() == 1 ? scope.relations.get(0).alias() : "";
    findings.unknownColumn(name, only, inScope, elsewhere(name));
  }

  private List<String> elsewhere(String name) {
    String key = NearestNames.normal(Names.unquote(name));
    List<String> found = new ArrayList<>();
    for (org.nljdbc.schema.Table table : schema.tables()) {
      boolean inScope = scope.relations.stream().anyMatch(r -> table.equals(r.table()));
      table.columns().stream()
          .filter(c -> !inScope && NearestNames.normal(c.name()).equals(key))
          .forEach(c -> found.add(rules.write(table.name()) + "." + rules.write(c.name())));
    }
    return found.size() > 4 ? found.subList(0, 4) : found;
  }

  private String describe(Table table, Relation relation) {
    String written = written(table);
    org.nljdbc.schema.Table real = relation.table();
    boolean aliased = real != null && !Names.same(rules, written, real.name());
    return real != null && aliased ? written + " (" + rules.write(real.name()) + ")" : written;
  }

  private static String written(Table table) {
    return table.getFullyQualifiedName();
  }
}
