package org.nljdbc.sql;

import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import org.nljdbc.schema.Dialect;

/** Puts right what depends on the types of the columns that an operator or function is given. */
final class OperandMenders {

  private final NumberMender moments;
  private final YearMender years;
  private final DayMender days;
  private final TruthMender truths;
  private final ConcatMender texts;
  private final EnumMender enums;
  private final SpanMender spans;
  private final ArrayMender arrays;
  private final CastMender casts;
  private final CaseMender cases;
  private final PeriodMender periods;

  OperandMenders(Dialect dialect, Findings findings, ValueFilters columns) {
    this.moments = new NumberMender(dialect, findings, columns);
    this.years = new YearMender(findings, columns);
    this.days = new DayMender(dialect, findings, columns);
    this.truths = new TruthMender(dialect, findings, columns);
    this.texts = new ConcatMender(dialect, findings);
    this.enums = new EnumMender(dialect, findings, columns);
    this.spans = new SpanMender(dialect, findings, columns);
    this.arrays = new ArrayMender(dialect, findings, columns);
    this.casts = new CastMender(dialect, findings);
    this.cases = new CaseMender(dialect, findings, columns);
    this.periods = new PeriodMender(dialect, findings, columns);
  }

  void binary(BinaryExpression expression) {
    if (expression instanceof ComparisonOperator comparison) {
      moments.compared(comparison);
      truths.compared(comparison);
      years.compared(comparison); // before days, which would make one of a year's first
      days.compared(comparison);
      arrays.compared(comparison);
      periods.compared(comparison);
    } else if (expression instanceof Concat concat) {
      texts.join(concat);
    } else if (expression instanceof Subtraction difference) {
      spans.difference(difference);
    }
  }

  void like(LikeExpression like) {
    moments.like(like);
    periods.like(like);
    cases.like(like);
  }

  void cast(CastExpression cast) {
    casts.cast(cast);
  }

  void and(AndExpression and) {
    days.and(and);
  }

  void between(Between between) {
    moments.between(between);
    years.between(between);
    days.between(between);
    periods.between(between);
  }

  void function(Function function) {
    moments.function(function);
    truths.function(function);
    enums.function(function);
    spans.function(function);
  }
}
