package org.nljdbc.sql;

import static org.nljdbc.sql.SqlWords.among;

import java.util.Locale;
import org.nljdbc.schema.ReservedWords;
import org.nljdbc.sql.QueryBlock.Clause;

/**
 * Reads what belongs to clauses: which one comes next, tables, aliases and joins. Each method takes
 * a word and tells whether it may stand there.
 */
final class PrefixClauses {

  private final PrefixState state;
  private final PrefixExpressions expressions;

  /**
   * Reads clauses.
   *
   * @param state how far the text has been read
   * @param expressions reads what stands in clauses
   */
  PrefixClauses(PrefixState state, PrefixExpressions expressions) {
    this.state = state;
    this.expressions = expressions;
  }

  boolean start(SqlToken word) {
    if (state.level.block.isLaterPart() && among(SqlWords.AFTER_SET, word, state.cut())) {
      return true;
    }
    if (word.is("SELECT")) {
      state.level.block.enter(Clause.SELECT);
      state.level.operand = true;
      return true;
    }
    if (word.is("WITH")) {
      state.level.block.enter(Clause.WITH);
      return true;
    }
    if (word.is("VALUES")) {
      state.unknown = true;
      return true;
    }
    return state.cut() && among(SqlWords.QUERY_STARTS, word, true);
  }

  boolean with(SqlToken word) {
    if (word.is("SELECT")) {
      return start(word);
    }
    if (word.is("AS")) {
      state.bodyExpected = true;
    } else if (!word.is("RECURSIVE") && !word.is("NOT") && !word.is("MATERIALIZED")) {
      state.level.block.addQuery(word);
    }
    return true;
  }

  boolean from(SqlToken word) {
    if (state.tableExpected) {
      return table(word);
    }
    if (word.is("AS")) {
      state.aliasExpected = state.aliasPossible;
      return state.aliasPossible;
    }
    if (word.is("ON")) {
      state.level.block.enter(Clause.ON);
      state.conditionStart = state.at;
      state.joinColumn = null;
      state.level.operand = true;
      return true;
    }
    if (word.is("USING")) {
      return true;
    }
    if (word.is("TABLESAMPLE") || word.is("INDEXED") || word.is("FORCE") || word.is("USE")) {
      state.unknown = true;
      return true;
    }
    if (join(word) || leaveFrom(word) || state.cut() && among(SqlWords.BESIDE_TABLE, word, true)) {
      return true;
    }
    boolean keyword =
        among(SqlWords.JOINS, word, false)
            || among(SqlWords.AFTER_FROM, word, false)
            || among(SqlWords.SETS, word, false)
            || ReservedWords.contains(word.text());
    return state.aliasPossible && !keyword && (state.cut() || alias(word));
  }

  boolean table(SqlToken word) {
    if (word.is("LATERAL")) {
      return true;
    }
    if (state.cut()) {
      return state.level.block.couldAddSource(word, state.joined)
          || SqlWords.is("LATERAL", word, true);
    }
    if (state.nextIs(".") || state.nextIs("(") && state.names.table(word) == null) {
      // Another schema, or a function that gives rows.
      state.unknown = true;
      return true;
    }
    if (!state.level.block.addSource(word, state.joined)) {
      return false;
    }
    state.joined = false;
    state.tableExpected = false;
    state.aliasPossible = true;
    return true;
  }

  boolean alias(SqlToken word) {
    if (state.cut()) {
      return true;
    }
    state.aliasExpected = false;
    state.aliasPossible = false;
    if (state.level.block.clause() == Clause.FROM) {
      return state.level.block.alias(word);
    }
    state.level.block.addOutput(word);
    return true;
  }

  private boolean join(SqlToken word) {
    if (!among(SqlWords.JOINS, word, state.cut())) {
      return false;
    }
    if (word.is("JOIN") || word.is("STRAIGHT_JOIN")) {
      state.level.block.enter(Clause.FROM);
      state.tableExpected = true;
      state.joined = true;
    }
    state.aliasPossible = state.aliasPossible && state.cut();
    return true;
  }

  private boolean leaveFrom(SqlToken word) {
    boolean leaves =
        among(SqlWords.AFTER_FROM, word, state.cut()) || among(SqlWords.SETS, word, state.cut());
    return leaves && state.level.block.covers() && (next(word) || set(word));
  }

  /** Words of the clauses with expressions, outside of parentheses. */
  boolean clause(SqlToken word) {
    Clause clause = state.level.block.clause();
    if (word.is("BY") && (clause == Clause.GROUP || clause == Clause.ORDER)) {
      return true;
    }
    if (state.level.operand) {
      return expressions.operandOrOperator(word);
    }
    if (clause == Clause.SELECT) {
      return selectGoesOn(word);
    }
    boolean goesOn =
        switch (clause) {
          case ON -> join(word) || leaveFrom(word);
          case WHERE ->
              among(SqlWords.AFTER_FROM, word, state.cut()) && !word.is("WHERE") && next(word);
          case GROUP, HAVING -> among(SqlWords.AFTER_GROUP, word, state.cut()) && next(word);
          case ORDER ->
              (SqlWords.is("LIMIT", word, state.cut()) || among(SqlWords.LIMITS, word, state.cut()))
                  && next(word);
          default -> false;
        };
    return goesOn
        || clause != Clause.ORDER && clause != Clause.ON && set(word)
        || expressions.operandOrOperator(word);
  }

  private boolean selectGoesOn(SqlToken word) {
    if (word.is("AS")) {
      state.aliasExpected = true;
      return true;
    }
    if (word.is("FROM")) {
      state.level.block.enter(Clause.FROM);
      state.tableExpected = true;
      state.aliasPossible = false;
      return true;
    }
    if (among(SqlWords.AFTER_FROM, word, false)) {
      return false;
    }
    if (set(word) || expressions.operandOrOperator(word)) {
      return true;
    }
    return state.cut() || !ReservedWords.contains(word.text()) && alias(word);
  }

  /** Goes on to the next clause; a word that is cut short may become one and changes nothing. */
  private boolean next(SqlToken word) {
    Clause next =
        switch (word.text().toUpperCase(Locale.ROOT)) {
          case "WHERE" -> Clause.WHERE;
          case "GROUP" -> Clause.GROUP;
          case "HAVING" -> Clause.HAVING;
          case "ORDER" -> Clause.ORDER;
          case "LIMIT", "OFFSET", "FETCH" -> Clause.LIMIT;
          default -> null;
        };
    if (next == null) {
      return state.cut();
    }
    if (next == Clause.HAVING && !state.level.block.hasGroups()) {
      return false;
    }
    state.level.block.enter(next);
    state.level.operand = true;
    state.aliasPossible = false;
    return true;
  }

  boolean set(SqlToken word) {
    if (!among(SqlWords.SETS, word, state.cut())) {
      return false;
    }
    if (among(SqlWords.SETS, word, false)) {
      if (state.tableExpected || !state.level.block.covers()) {
        return false;
      }
      state.level.block = state.level.block.nextPart();
      state.aliasPossible = false;
    }
    return true;
  }
}
