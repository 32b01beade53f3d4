package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.parser.SimpleNode;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * Puts alternatives of one column in parentheses: {@code city = 'Rome' OR city = 'Oslo' AND age >
 * 30} asks for everybody in Rome, whatever their age, which nobody means who names two cities.
 */
final class AlternativesMender {

  private final Findings findings;

  AlternativesMender(Findings findings) {
    this.findings = findings;
  }

  /** Looks at an OR that is in no other OR. */
  void alternatives(OrExpression or) {
    List<Expression> parts = new ArrayList<>();
    parts(or, parts);
    for (int i = 0; i + 1 < parts.size(); i++) {
      Expression left = last(parts.get(i));
      Expression right = first(parts.get(i + 1));
      // With an AND on both sides, each may be a case of its own.
      boolean mixed = (parts.get(i) != left) != (parts.get(i + 1) != right);
      if (mixed && column(left) != null && isSame(left, right)) {
        int from = i;
        while (from > 0 && parts.get(from) == left && isSame(last(parts.get(from - 1)), left)) {
          left = last(parts.get(--from));
        }
        int to = i + 1;
        while (to + 1 < parts.size()
            && parts.get(to) == right
            && isSame(first(parts.get(to + 1)), right)) {
          right = first(parts.get(++to));
        }
        List<String> values =
            Stream.concat(
                    Stream.of(left),
                    Stream.concat(parts.subList(from + 1, to).stream(), Stream.of(right)))
                .map(AlternativesMender::value)
                .toList();
        if (findings.areAlternatives(values)) {
          enclose(left, right);
          return; // others are for the next round
        }
      }
    }
  }

  private void enclose(Expression left, Expression right) {
    SimpleNode start = node(left, true);
    SimpleNode end = node(right, false);
    if (start != null && end != null) {
      List<@Nullable Rewrite> edits = new ArrayList<>();
      edits.add(Rewrite.insert(Rewrite.startOf(start), "("));
      edits.add(Rewrite.insert(Rewrite.endOf(end), ")"));
      findings.mend(
          Mend.Kind.MEANING, edits, "read the values of " + column(left) + " as alternatives");
    }
  }

  private static @Nullable SimpleNode node(Expression equality, boolean first) {
    EqualsTo equals = (EqualsTo) equality;
    return (first ? equals.getLeftExpression() : equals.getRightExpression()).getASTNode();
  }

  private static void parts(Expression expression, List<Expression> parts) {
    if (expression instanceof OrExpression or) {
      parts(or.getLeftExpression(), parts);
      parts(or.getRightExpression(), parts);
    } else {
      parts.add(expression);
    }
  }

  private static Expression first(Expression part) {
    return part instanceof AndExpression and ? first(and.getLeftExpression()) : part;
  }

  private static Expression last(Expression part) {
    return part instanceof AndExpression and ? last(and.getRightExpression()) : part;
  }

  private static boolean isSame(Expression one, Expression other) {
    String column = column(one);
    return column != null && column.equals(column(other));
  }

  /** What a part compares its column with. */
  private static String value(Expression part) {
    Expression value = ((EqualsTo) part).getRightExpression();
    return value instanceof StringValue text ? text.getNotExcapedValue() : value.toString();
  }

  /** The column that a part compares with one value, or null. */
  private static @Nullable String column(Expression part) {
    boolean equality =
        part instanceof EqualsTo equals
            && equals.getLeftExpression() instanceof Column
            && (equals.getRightExpression() instanceof StringValue
                || equals.getRightExpression() instanceof LongValue
                || equals.getRightExpression() instanceof BooleanValue);
    return equality ? ((EqualsTo) part).getLeftExpression().toString() : null;
  }
}
