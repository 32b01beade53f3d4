package org.nljdbc.sql;

import static org.nljdbc.sql.SqlWords.among;

import java.util.regex.Pattern;
import org.nljdbc.sql.PrefixState.Frame;
import org.nljdbc.sql.PrefixState.Level;
import org.nljdbc.sql.QueryBlock.Clause;
import org.nljdbc.sql.SqlLexer.LexException;
import org.nljdbc.sql.SqlToken.Kind;

/**
 * Reads the beginning of a query and tells whether it can still become one that reads only what the
 * schema has.
 *
 * <p>It follows clauses, parentheses and names, and nothing more: a text that it allows may still
 * be wrong, which the checker and the database find out. Where it does not know a construct it
 * allows the rest.
 */
final class PrefixReader {

  private static final Pattern HALF_MARK = Pattern.compile("(?<!-)-$|(?<!\\*)/$");

  private final PrefixState state;
  private final PrefixExpressions expressions;
  private final PrefixClauses clauses;

  private PrefixReader(PrefixState state) {
    this.state = state;
    this.expressions = new PrefixExpressions(state);
    this.clauses = new PrefixClauses(state, expressions);
  }

  /**
   * Judges a beginning.
   *
   * @param names the schema's names
   * @param text the text
   * @param ended whether it is the whole text
   * @return false if nothing that could follow makes it an acceptable query
   */
  static boolean allows(SchemaNames names, String text, boolean ended) {
    // What may be half of a comment's beginning says nothing yet.
    boolean half = !ended && HALF_MARK.matcher(text).find();
    String sql = half ? text.substring(0, text.length() - 1) : text;
    try {
      SqlLexer.Beginning beginning = SqlLexer.beginning(sql, names.dialect());
      if (ended && beginning.open()) {
        return false;
      }
      boolean cut =
          !ended
              && !beginning.tokens().isEmpty()
              && beginning.tokens().get(beginning.tokens().size() - 1).end() == sql.length();
      return new PrefixReader(new PrefixState(names, beginning.tokens(), cut, ended)).read();
    } catch (LexException e) {
      return false;
    }
  }

  private boolean read() {
    for (state.at = 0; state.at < state.tokens.size() && !state.unknown; state.at++) {
      if (!take(state.tokens.get(state.at))) {
        return false;
      }
    }
    return state.unknown || !state.ended || state.levels.isEmpty() && state.isWhole();
  }

  private boolean take(SqlToken token) {
    if (state.statementEnded) {
      return false;
    }
    if (state.level.frame == Frame.NAMES) {
      return !token.is(")") || leave();
    }
    Level current = state.level;
    boolean taken =
        switch (token.kind()) {
          case WORD -> word(token);
          case QUOTED -> quoted(token);
          case STRING, NUMBER -> literal(token);
          case MARK -> mark(token);
        };
    current.first = false;
    return taken;
  }

  private boolean word(SqlToken word) {
    if (state.qualifier != null) {
      return expressions.column(word);
    }
    if (state.aliasExpected) {
      return clauses.alias(word);
    }
    if (state.level.frame == Frame.EXPRESSION) {
      return within(word);
    }
    return switch (state.level.block.clause()) {
      case START -> clauses.start(word);
      case WITH -> clauses.with(word);
      case FROM -> clauses.from(word);
      case LIMIT ->
          clauses.set(word)
              || among(SqlWords.LIMITS, word, state.cut())
              || expressions.operandOrOperator(word);
      default -> clauses.clause(word);
    };
  }

  private boolean within(SqlToken word) {
    if (state.level.first && (word.is("SELECT") || word.is("WITH"))) {
      state.level = new Level(Frame.QUERY, new QueryBlock(state.names, state.level.block, false));
      return clauses.start(word);
    }
    if (state.level.first && state.cut() && among(SqlWords.QUERY_STARTS, word, true)) {
      return true;
    }
    if (!state.level.operand && among(SqlWords.WITHIN_PARENTHESES, word, state.cut())
        || SqlWords.is("BY", word, false)
        || state.level.first && among(SqlWords.WITHIN_PARENTHESES, word, state.cut())) {
      state.level.operand = true;
      return true;
    }
    return expressions.operandOrOperator(word);
  }

  private boolean quoted(SqlToken token) {
    boolean cut = state.cut() && !Names.isQuoted(token.text());
    if (state.qualifier != null) {
      return expressions.column(token);
    }
    if (state.aliasExpected) {
      return clauses.alias(token);
    }
    if (state.level.frame != Frame.EXPRESSION && state.level.block.clause() == Clause.FROM) {
      if (!state.tableExpected) {
        return state.aliasPossible && clauses.alias(token);
      }
      return cut ? state.level.block.couldAddSource(token, state.joined) : clauses.table(token);
    }
    if (state.level.block.clause() == Clause.WITH) {
      return clauses.with(token);
    }
    if (!state.level.operand) {
      return state.level.block.clause() == Clause.SELECT
          && state.level.frame != Frame.EXPRESSION
          && clauses.alias(token);
    }
    if (state.nextIs(".")) {
      return state.level.block.qualifier(token, false);
    }
    boolean string =
        token.text().startsWith("\"") && state.names.dialect().doubleQuotesMayBeStrings();
    if (!state.level.block.column(null, token, cut) && !string) {
      return false;
    }
    state.level.operand = false;
    return true;
  }

  private boolean literal(SqlToken token) {
    if (token.text().startsWith(":") && !state.names.isParameter(token.text())) {
      return false;
    }
    if (state.qualifier != null || state.tableExpected) {
      return false;
    }
    if (state.aliasExpected) {
      return token.kind() == Kind.STRING && clauses.alias(token);
    }
    if (state.level.frame != Frame.EXPRESSION
        && (state.level.block.clause() == Clause.START
            || state.level.block.clause() == Clause.FROM)) {
      return false;
    }
    state.level.operand = false;
    return true;
  }

  private boolean mark(SqlToken mark) {
    if (mark.is(".")) {
      SqlToken before = state.at == 0 ? null : state.tokens.get(state.at - 1);
      boolean name = before != null && before.isName() && before.end() == mark.start();
      state.qualifier = name ? before : null;
      return name;
    }
    if (state.qualifier != null) {
      state.qualifier = null;
      state.level.operand = false;
      return mark.is("*");
    }
    if (mark.is("(")) {
      return enter();
    }
    if (mark.is(")")) {
      return leave();
    }
    if (mark.is(";")) {
      state.statementEnded = state.levels.isEmpty() && state.isWhole();
      return state.statementEnded;
    }
    if (mark.is(",")) {
      return comma();
    }
    Clause clause = state.level.block.clause();
    if (state.level.frame != Frame.EXPRESSION
        && (clause == Clause.START || clause == Clause.FROM || clause == Clause.WITH)) {
      return false;
    }
    state.level.operand = !(mark.is("*") && state.level.operand);
    return true;
  }

  private boolean enter() {
    QueryBlock block = state.level.block;
    boolean inExpression = state.level.frame == Frame.EXPRESSION;
    if (!inExpression && block.clause() == Clause.WITH) {
      state.push(
          state.bodyExpected
              ? new Level(Frame.QUERY, new QueryBlock(state.names, block, false))
              : new Level(Frame.NAMES, block));
      state.bodyExpected = false;
      return true;
    }
    if (!inExpression && block.clause() == Clause.FROM) {
      if (state.tableExpected) {
        state.tableExpected = false;
        state.push(new Level(Frame.DERIVED, new QueryBlock(state.names, block, false)));
        return true;
      }
      state.push(new Level(Frame.NAMES, block));
      return state.at > 0 && state.tokens.get(state.at - 1).is("USING");
    }
    if (!inExpression && block.clause() == Clause.START) {
      state.unknown = true;
      return true;
    }
    boolean called = state.at > 0 && state.tokens.get(state.at - 1).kind() == Kind.WORD;
    state.push(new Level(Frame.EXPRESSION, block));
    return called || state.levels.getFirst().operand;
  }

  private boolean leave() {
    if (state.levels.isEmpty() || !state.isWhole()) {
      return false;
    }
    Level inner = state.level;
    state.level = state.levels.pop();
    if (inner.frame == Frame.DERIVED) {
      state.level.block.addDerived();
      state.aliasPossible = true;
    } else {
      state.level.operand = false;
      state.aliasPossible = false;
    }
    return true;
  }

  private boolean comma() {
    Clause clause = state.level.block.clause();
    if (state.level.frame != Frame.EXPRESSION && (clause == Clause.FROM || clause == Clause.ON)) {
      boolean complete = !state.tableExpected && (clause == Clause.FROM || !state.level.operand);
      state.level.block.enter(Clause.FROM);
      state.tableExpected = true;
      state.aliasPossible = false;
      return complete;
    }
    boolean complete = !state.level.operand || clause == Clause.WITH;
    state.level.operand = true;
    return complete;
  }
}
