package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.parser.Token;
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

  /** Words that parsers take for columns although they stand for a value or a unit. */
  private static final Set<String> VALUES =
      Set.of(
          ("CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_USER "
                  + "SESSION_USER SYSTEM_USER USER CURRENT_SCHEMA CURRENT_CATALOG CURRENT_ROLE "
                  + "SYSDATE TODAY NULL TRUE FALSE DEFAULT UTC_DATE UTC_TIMESTAMP")
              .split(" "));

  private static final Set<String> UNITS =
      Set.of(
          ("MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR EPOCH DOW DOY "
                  + "ISODOW ISOYEAR DECADE CENTURY DAY_OF_WEEK DAY_OF_YEAR ISO_WEEK SQL_TSI_DAY "
                  + "SQL_TSI_MONTH SQL_TSI_YEAR DATE TIME CHAR SIGNED UNSIGNED DECIMAL DATETIME "
                  + "BOTH LEADING TRAILING YEAR_MONTH DAY_HOUR")
              .split(" "));

  private static final Set<String> UNIT_FUNCTIONS =
      Set.of(
          ("TIMESTAMPDIFF TIMESTAMPADD DATEDIFF DATEADD DATE_ADD DATE_SUB DATE_TRUNC EXTRACT "
                  + "ADDDATE SUBDATE CONVERT TRIM DATEPART DATENAME")
              .split(" "));

  private static final Set<String> SQLITE_ROW = Set.of("ROWID", "OID", "_ROWID_");
  private static final Set<String> POSTGRES_ROW =
      Set.of("CTID", "XMIN", "XMAX", "CMIN", "CMAX", "TABLEOID");
  private static final Set<String> H2_ROW = Set.of("_ROWID_", "ROWNUM");

  private final QueryNames queries;
  private final Schema schema;
  private final IdentifierRules rules;
  private final Findings findings;
  private final Scope scope;

  ExpressionNames(QueryNames queries, Schema schema, Findings findings, Scope scope) {
    this.queries = queries;
    this.schema = schema;
    this.rules = schema.rules();
    this.findings = findings;
    this.scope = scope;
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
    qualifier(all.getTable());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(LambdaExpression lambda, S context) {
    return null; // its own parameters are no columns
  }

  @Override
  public <S> @Nullable Void visit(Function function, S context) {
    boolean takesUnit = UNIT_FUNCTIONS.contains(function.getName().toUpperCase(Locale.ROOT));
    if (!takesUnit || function.getParameters() == null) {
      return super.visit(function, context);
    }
    for (Expression parameter : function.getParameters()) {
      boolean isUnit =
          parameter instanceof Column column
              && column.getTable() == null
              && UNITS.contains(column.getColumnName().toUpperCase(Locale.ROOT));
      if (!isUnit) {
        check(parameter);
      }
    }
    return null;
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
  public <S> @Nullable Void visit(Column column, S context) {
    String name = column.getColumnName();
    Table table = column.getTable();
    if (table != null && table.getName() != null) {
      qualified(column, table, name);
    } else if (!unqualified(name) && !isValue(name)) {
      missing(column, name);
    }
    return null;
  }

  /** The relation that a qualifier names, or null after reporting that there is none. */
  @Nullable Relation qualifier(Table table) {
    Relation relation = scope.find(rules, table.getName());
    if (relation == null) {
      List<String> names = new ArrayList<>();
      for (Scope s = scope; s != null; s = s.outer) {
        s.relations.stream().map(Relation::alias).filter(a -> !a.isEmpty()).forEach(names::add);
      }
      findings.unknownQualifier(table.getFullyQualifiedName(), names);
    }
    return relation;
  }

  private void qualified(Column column, Table table, String name) {
    Relation relation = qualifier(table);
    if (relation == null || relation.open() || relation.has(rules, name) || isRowColumn(name)) {
      return;
    }
    List<String> spelled = spelledAlike(List.of(relation), name);
    if (spelled.size() == 1) {
      rewrite(column, written(table) + "." + rules.write(spelled.get(0)));
    } else if (spelled.isEmpty()) {
      // T1.weight where only T2 of the same FROM has a weight: there is no other reading.
      List<Relation> owners = scope.having(rules, name);
      boolean sure = owners.size() == 1 && scope.relations.stream().noneMatch(Relation::open);
      if (sure && scope.relations.contains(relation) && !owners.get(0).alias().isEmpty()) {
        rewrite(column, rules.write(owners.get(0).alias()) + "." + name);
      }
    }
    findings.unknownColumn(name, describe(table, relation), relation.columns(), elsewhere(name));
  }

  private boolean unqualified(String name) {
    for (Scope s = scope; s != null; s = s.outer) {
      List<Relation> owners = s.having(rules, name);
      boolean isOutput = s.outputsVisible && s.hasOutput(rules, name);
      if (owners.size() > 1 && !isOutput && !s.isMerged(rules, name)) {
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

  private boolean isValue(String name) {
    if (Names.isQuoted(name)) {
      return name.charAt(0) == '\''
          || name.charAt(0) == '"' && schema.dialect().doubleQuotesMayBeStrings();
    }
    return VALUES.contains(name.toUpperCase(Locale.ROOT)) || isRowColumn(name);
  }

  private boolean isRowColumn(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return switch (schema.dialect()) {
      case SQLITE -> SQLITE_ROW.contains(upper);
      case POSTGRESQL -> POSTGRES_ROW.contains(upper);
      case H2 -> H2_ROW.contains(upper);
      case MYSQL, MARIADB, OTHER -> false;
    };
  }

  private void missing(Column column, String name) {
    List<String> spelled = spelledAlike(scope.relations, name);
    if (spelled.size() == 1) {
      rewrite(column, rules.write(spelled.get(0)));
    }
    List<String> inScope = scope.relations.stream().flatMap(r -> r.columns().stream()).toList();
    String only = scope.relations.size() == 1 ? scope.relations.get(0).alias() : "";
    findings.unknownColumn(name, only, inScope, elsewhere(name));
  }

  /** Columns that differ from a name only in case and marks, like PetType and pet_type. */
  private static List<String> spelledAlike(List<Relation> relations, String name) {
    String key = NearestNames.normal(Names.unquote(name));
    return relations.stream()
        .flatMap(relation -> relation.columns().stream())
        .filter(column -> NearestNames.normal(column).equals(key))
        .toList();
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

  private void rewrite(Column column, String text) {
    if (column.getASTNode() == null) {
      return;
    }
    Token first = column.getASTNode().jjtGetFirstToken();
    Token last = column.getASTNode().jjtGetLastToken();
    findings.rewrite(new Rewrite(first.absoluteBegin - 1, last.absoluteEnd - 1, text));
  }
}
