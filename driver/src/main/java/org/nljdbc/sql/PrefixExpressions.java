package org.nljdbc.sql;

import static org.nljdbc.sql.SqlWords.among;

import org.jspecify.annotations.Nullable;
import org.nljdbc.sql.PrefixState.Frame;
import org.nljdbc.sql.QueryBlock.Clause;
import org.nljdbc.sql.SqlToken.Kind;

/**
 * Reads expressions: operands, operators, columns and calls. Each method takes a word and tells
 * whether it may stand there.
 */
final class PrefixExpressions {

  private final PrefixState state;

  /**
   * Reads expressions.
   *
   * @param state how far the text has been read
   */
  PrefixExpressions(PrefixState state) {
    this.state = state;
  }

  boolean operandOrOperator(SqlToken word) {
    boolean cut = state.cut();
    if (state.level.operand && state.nextIs(".")) {
      return state.level.block.qualifier(word, false);
    }
    if (state.nextIs("(") && !cut) {
      boolean operator = among(SqlWords.BEFORE_OPERAND, word, false);
      state.level.operand = true;
      if (among(SqlWords.AGGREGATES, word, false) && !state.level.block.aggregate()) {
        return false;
      }
      return operator
          || PureFunctions.contains(word.text())
          || PureFunctions.isKeyword(word.text());
    }
    if (state.level.operand && !cut && state.level.block.column(null, word, false)) {
      state.level.operand = false;
      return joins(null, word);
    }
    if (among(SqlWords.BEFORE_OPERAND, word, false)) {
      state.level.operand = true;
      return true;
    }
    if (among(SqlWords.OPERANDS, word, false) || unitOrType(word)) {
      state.level.operand = false;
      return true;
    }
    if (!cut) {
      // A call may have a space before its parenthesis.
      return !state.ended
          && state.at == state.tokens.size() - 1
          && PureFunctions.contains(word.text());
    }
    return among(SqlWords.BEFORE_OPERAND, word, true)
        || among(SqlWords.OPERANDS, word, true)
        || unitOrType(word)
        || state.level.operand
            && (state.level.block.column(null, word, true)
                || state.level.block.qualifier(word, true)
                || PureFunctions.begins(word.text()));
  }

  private boolean unitOrType(SqlToken word) {
    boolean last = !state.ended && state.at == state.tokens.size() - 1;
    boolean literal =
        state.level.operand
            && among(SqlWords.LITERALS, word, state.cut())
            && (last || state.tokens.get(state.at + 1).kind() == Kind.STRING);
    SqlToken before = state.at == 0 ? null : state.tokens.get(state.at - 1);
    boolean placed =
        before != null
            && (before.kind() == Kind.NUMBER
                || before.kind() == Kind.STRING
                || before.is("(")
                || before.is(",") && state.level.frame == Frame.EXPRESSION
                || before.is(":")
                || before.is("AS")
                || among(SqlWords.UNITS_AND_TYPES, before, false));
    return literal || placed && among(SqlWords.UNITS_AND_TYPES, word, state.cut());
  }

  boolean column(SqlToken name) {
    SqlToken table = state.qualifier;
    boolean cut = state.cut();
    if (!cut) {
      state.qualifier = null;
      state.level.operand = false;
    }
    return state.level.block.column(table, name, cut) && joins(table, name);
  }

  /** Holds the two columns of a join's first condition to how the tables are linked. */
  private boolean joins(@Nullable SqlToken table, SqlToken name) {
    if (state.level.block.clause() != Clause.ON || state.level.frame == Frame.EXPRESSION) {
      return true;
    }
    int start = table == null ? state.at : state.at - 2;
    boolean first = start == state.conditionStart + 1;
    boolean second = state.joinColumn != null && start > 0 && state.tokens.get(start - 1).is("=");
    if (!first && !second) {
      state.joinColumn = null;
      return true;
    }
    QueryBlock.Column column = state.level.block.found(table, name, state.cut());
    boolean fits =
        column == null
            || state.level.block.joins(first ? null : state.joinColumn, column, state.cut());
    state.joinColumn = first && !state.cut() ? column : null;
    return fits;
  }
}
