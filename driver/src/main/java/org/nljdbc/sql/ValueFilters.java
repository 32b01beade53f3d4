package org.nljdbc.sql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Table;

/** Finds the values that a query compares text columns with, in one scope. */
final class ValueFilters {

  /** How a text begins that a database may read as a number. */
  private static final Pattern NUMBER = Pattern.compile("\\s*[-+]?\\.?\\d");

  private final IdentifierRules rules;
  private final Findings findings;
  private final Scope scope;

  ValueFilters(IdentifierRules rules, Findings findings, Scope scope) {
    this.rules = rules;
    this.findings = findings;
    this.scope = scope;
  }

  void compared(EqualsTo equality) {
    found(equality.getLeftExpression(), equality.getRightExpression());
    found(equality.getRightExpression(), equality.getLeftExpression());
  }

  void compared(InExpression in) {
    // Only a list in brackets: the parser reads what follows a list as part of the right side.
    if (!in.isNot() && in.getRightExpression() instanceof ParenthesedExpressionList<?> list) {
      list.forEach(value -> found(in.getLeftExpression(), value));
    }
  }

  private void found(Expression compared, Expression with) {
    String value = value(with);
    if (!(compared instanceof Column column) || value == null) {
      return;
    }
    Relation relation = owner(column);
    SimpleNode place = with.getASTNode();
    if (relation == null || relation.table() == null || place == null) {
      return;
    }
    org.nljdbc.schema.Column known = known(column, relation.table());
    if (known != null && known.text()) {
      findings.filter(
          new ValueFilter(
              relation.table().name(),
              known.name(),
              value,
              Rewrite.startOf(place),
              Rewrite.endOf(place)));
    }
  }

  /** What a column of text may be compared with: a text, or a number that stands for yes or no. */
  private static @Nullable String value(Expression with) {
    if (with instanceof StringValue literal && literal.getPrefix() == null) {
      return literal.getNotExcapedValue();
    }
    boolean flag = with instanceof LongValue number && number.getStringValue().matches("[01]");
    return flag || with instanceof BooleanValue ? with.toString() : null;
  }

  /** Whether a column certainly holds text. */
  boolean isText(Column column) {
    org.nljdbc.schema.Column known = known(column);
    return known != null && known.text();
  }

  /** Whether values of a text column are known, and none begins as a number does. */
  boolean holdsNoNumbers(Column column) {
    org.nljdbc.schema.Column known = known(column);
    return known != null
        && !known.samples().isEmpty()
        && known.samples().stream().noneMatch(value -> NUMBER.matcher(value).lookingAt());
  }

  /** The type that a column certainly has, in lower case; empty of anything else. */
  String type(Expression expression) {
    org.nljdbc.schema.@Nullable Column known =
        expression instanceof Column column ? known(column) : null;
    return known == null ? "" : known.type().toLowerCase(Locale.ROOT);
  }

  /** Whether this certainly is a column of points in time. */
  boolean isMoment(Expression expression) {
    String type = type(expression);
    return type.startsWith("timestamp") || type.startsWith("datetime");
  }

  /** The column of the schema that a column certainly is, or null. */
  org.nljdbc.schema.@Nullable Column known(Column column) {
    Relation relation = owner(column);
    return relation == null || relation.table() == null ? null : known(column, relation.table());
  }

  /** The table that a column is certainly one of, or null. */
  @Nullable Table table(Column column) {
    Relation relation = owner(column);
    return relation == null ? null : relation.table();
  }

  private org.nljdbc.schema.@Nullable Column known(Column column, Table table) {
    return table.columns().stream()
        .filter(known -> Names.same(rules, column.getColumnName(), known.name()))
        .findFirst()
        .orElse(null);
  }

  /** The relation that a column certainly belongs to, or null. */
  private @Nullable Relation owner(Column column) {
    if (column.getTable() != null && column.getTable().getName() != null) {
      return scope.find(rules, column.getTable().getName());
    }
    for (Scope s = scope; s != null; s = s.outer) {
      List<Relation> owners = s.having(rules, column.getColumnName());
      if (!owners.isEmpty()) {
        return owners.size() == 1 ? owners.get(0) : null;
      }
    }
    return null;
  }
}
