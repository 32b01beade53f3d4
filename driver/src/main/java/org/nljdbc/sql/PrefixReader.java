package org.nljdbc.sql;

import static org.nljdbc.sql.SqlWords.among;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.ReservedWords;
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

  private enum Frame {
    /** A query, at the bottom or in parentheses. */
    QUERY,
    /** A query in FROM. */
    DERIVED,
    /** Other parentheses of an expression. */
    EXPRESSION,
    /** A list of names that are not followed. */
    NAMES
  }

  /** What stands in the same parentheses. */
  private static final class Level {
    final Frame frame;
    QueryBlock block;
    boolean operand = true;
    boolean first = true;

    Level(Frame frame, QueryBlock block) {
      this.frame = frame;
      this.block = block;
    }
  }

  private static final Pattern HALF_MARK = Pattern.compile("(?<!-)-$|(?<!\\*)/$");

  private final SchemaNames names;
  private final List<SqlToken> tokens;
  private final boolean open;
  private final boolean ended;
  private final Deque<Level> levels = new ArrayDeque<>();

  private Level level;
  private boolean tableExpected;
  private boolean aliasExpected;
  private boolean aliasPossible;
  private boolean bodyExpected;
  private boolean joined;
  private int conditionStart = -1;
  private QueryBlock.@Nullable Column joinColumn;
  private @Nullable SqlToken qualifier;
  private boolean statementEnded;
  private boolean unknown;
  private int at;

  private PrefixReader(SchemaNames names, List<SqlToken> tokens, boolean open, boolean ended) {
    this.names = names;
    this.tokens = tokens;
    this.open = open;
    this.ended = ended;
    this.level = new Level(Frame.QUERY, new QueryBlock(names, null, false));
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
      return new PrefixReader(names, beginning.tokens(), cut, ended).read();
    } catch (LexException e) {
      return false;
    }
  }

  private boolean read() {
    for (at = 0; at < tokens.size() && !unknown; at++) {
      if (!take(tokens.get(at))) {
        return false;
      }
    }
    return unknown || !ended || levels.isEmpty() && isWhole();
  }

  /** Whether a token is the last and may go on. */
  private boolean cut() {
    return open && at == tokens.size() - 1;
  }

  private boolean take(SqlToken token) {
    if (statementEnded) {
      return false;
    }
    if (level.frame == Frame.NAMES) {
      return !token.is(")") || leave();
    }
    Level current = level;
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

  // ---- Words ---------------------------------------------------------------------------------

  private boolean word(SqlToken word) {
    if (qualifier != null) {
      return column(word);
    }
    if (aliasExpected) {
      return alias(word);
    }
    if (level.frame == Frame.EXPRESSION) {
      return within(word);
    }
    return switch (level.block.clause()) {
      case START -> start(word);
      case WITH -> with(word);
      case FROM -> from(word);
      case LIMIT -> set(word) || among(SqlWords.LIMITS, word, cut()) || operandOrOperator(word);
      default -> clause(word);
    };
  }

  private boolean start(SqlToken word) {
    if (level.block.isLaterPart() && among(SqlWords.AFTER_SET, word, cut())) {
      return true;
    }
    if (word.is("SELECT")) {
      level.block.enter(Clause.SELECT);
      level.operand = true;
      return true;
    }
    if (word.is("WITH")) {
      level.block.enter(Clause.WITH);
      return true;
    }
    if (word.is("VALUES")) {
      unknown = true;
      return true;
    }
    return cut() && among(SqlWords.QUERY_STARTS, word, true);
  }

  private boolean with(SqlToken word) {
    if (word.is("SELECT")) {
      return start(word);
    }
    if (word.is("AS")) {
      bodyExpected = true;
    } else if (!word.is("RECURSIVE") && !word.is("NOT") && !word.is("MATERIALIZED")) {
      level.block.addQuery(word);
    }
    return true;
  }

  private boolean from(SqlToken word) {
    if (tableExpected) {
      return table(word);
    }
    if (word.is("AS")) {
      aliasExpected = aliasPossible;
      return aliasPossible;
    }
    if (word.is("ON")) {
      level.block.enter(Clause.ON);
      conditionStart = at;
      joinColumn = null;
      level.operand = true;
      return true;
    }
    if (word.is("USING")) {
      return true;
    }
    if (word.is("TABLESAMPLE") || word.is("INDEXED") || word.is("FORCE") || word.is("USE")) {
      unknown = true;
      return true;
    }
    if (join(word) || leaveFrom(word) || cut() && among(SqlWords.BESIDE_TABLE, word, true)) {
      return true;
    }
    boolean keyword =
        among(SqlWords.JOINS, word, false)
            || among(SqlWords.AFTER_FROM, word, false)
            || among(SqlWords.SETS, word, false)
            || ReservedWords.contains(word.text());
    return aliasPossible && !keyword && (cut() || alias(word));
  }

  private boolean table(SqlToken word) {
    if (word.is("LATERAL")) {
      return true;
    }
    if (cut()) {
      return level.block.couldAddSource(word, joined) || SqlWords.is("LATERAL", word, true);
    }
    if (nextIs(".") || nextIs("(") && names.table(word) == null) {
      // Another schema, or a function that gives rows.
      unknown = true;
      return true;
    }
    if (!level.block.addSource(word, joined)) {
      return false;
    }
    joined = false;
    tableExpected = false;
    aliasPossible = true;
    return true;
  }

  private boolean alias(SqlToken word) {
    if (cut()) {
      return true;
    }
    aliasExpected = false;
    aliasPossible = false;
    if (level.block.clause() == Clause.FROM) {
      return level.block.alias(word);
    }
    level.block.addOutput(word);
    return true;
  }

  private boolean join(SqlToken word) {
    if (!among(SqlWords.JOINS, word, cut())) {
      return false;
    }
    if (word.is("JOIN") || word.is("STRAIGHT_JOIN")) {
      level.block.enter(Clause.FROM);
      tableExpected = true;
      joined = true;
    }
    aliasPossible = aliasPossible && cut();
    return true;
  }

  private boolean leaveFrom(SqlToken word) {
    boolean leaves = among(SqlWords.AFTER_FROM, word, cut()) || among(SqlWords.SETS, word, cut());
    return leaves && level.block.covers() && (next(word) || set(word));
  }

  /** Words of the clauses with expressions, outside of parentheses. */
  private boolean clause(SqlToken word) {
    Clause clause = level.block.clause();
    if (word.is("BY") && (clause == Clause.GROUP || clause == Clause.ORDER)) {
      return true;
    }
    if (level.operand) {
      return operandOrOperator(word);
    }
    if (clause == Clause.SELECT) {
      return selectGoesOn(word);
    }
    boolean goesOn =
        switch (clause) {
          case ON -> join(word) || leaveFrom(word);
          case WHERE -> among(SqlWords.AFTER_FROM, word, cut()) && !word.is("WHERE") && next(word);
          case GROUP, HAVING -> among(SqlWords.AFTER_GROUP, word, cut()) && next(word);
          case ORDER ->
              (SqlWords.is("LIMIT", word, cut()) || among(SqlWords.LIMITS, word, cut()))
                  && next(word);
          default -> false;
        };
    return goesOn
        || clause != Clause.ORDER && clause != Clause.ON && set(word)
        || operandOrOperator(word);
  }

  private boolean selectGoesOn(SqlToken word) {
    if (word.is("AS")) {
      aliasExpected = true;
      return true;
    }
    if (word.is("FROM")) {
      level.block.enter(Clause.FROM);
      tableExpected = true;
      aliasPossible = false;
      return true;
    }
    if (among(SqlWords.AFTER_FROM, word, false)) {
      return false;
    }
    if (set(word) || operandOrOperator(word)) {
      return true;
    }
    return cut() || !ReservedWords.contains(word.text()) && alias(word);
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
      return cut();
    }
    if (next == Clause.HAVING && !level.block.hasGroups()) {
      return false;
    }
    level.block.enter(next);
    level.operand = true;
    aliasPossible = false;
    return true;
  }

  private boolean set(SqlToken word) {
    if (!among(SqlWords.SETS, word, cut())) {
      return false;
    }
    if (among(SqlWords.SETS, word, false)) {
      if (tableExpected || !level.block.covers()) {
        return false;
      }
      level.block = level.block.nextPart();
      aliasPossible = false;
    }
    return true;
  }

  // ---- Expressions ---------------------------------------------------------------------------

  private boolean within(SqlToken word) {
    if (level.first && (word.is("SELECT") || word.is("WITH"))) {
      level = new Level(Frame.QUERY, new QueryBlock(names, level.block, false));
      return start(word);
    }
    if (level.first && cut() && among(SqlWords.QUERY_STARTS, word, true)) {
      return true;
    }
    if (!level.operand && among(SqlWords.WITHIN_PARENTHESES, word, cut())
        || SqlWords.is("BY", word, false)
        || level.first && among(SqlWords.WITHIN_PARENTHESES, word, cut())) {
      level.operand = true;
      return true;
    }
    return operandOrOperator(word);
  }

  private boolean operandOrOperator(SqlToken word) {
    boolean cut = cut();
    if (level.operand && nextIs(".")) {
      return level.block.qualifier(word, false);
    }
    if (nextIs("(") && !cut) {
      boolean operator = among(SqlWords.BEFORE_OPERAND, word, false);
      level.operand = true;
      if (among(SqlWords.AGGREGATES, word, false) && !level.block.aggregate()) {
        return false;
      }
      return operator
          || PureFunctions.contains(word.text())
          || PureFunctions.isKeyword(word.text());
    }
    if (level.operand && !cut && level.block.column(null, word, false)) {
      level.operand = false;
      return joins(null, word);
    }
    if (among(SqlWords.BEFORE_OPERAND, word, false)) {
      level.operand = true;
      return true;
    }
    if (among(SqlWords.OPERANDS, word, false) || unitOrType(word)) {
      level.operand = false;
      return true;
    }
    if (!cut) {
      // A call may have a space before its parenthesis.
      return !ended && at == tokens.size() - 1 && PureFunctions.contains(word.text());
    }
    return among(SqlWords.BEFORE_OPERAND, word, true)
        || among(SqlWords.OPERANDS, word, true)
        || unitOrType(word)
        || level.operand
            && (level.block.column(null, word, true)
                || level.block.qualifier(word, true)
                || PureFunctions.begins(word.text()));
  }

  private boolean unitOrType(SqlToken word) {
    boolean last = !ended && at == tokens.size() - 1;
    boolean literal =
        level.operand
            && among(SqlWords.LITERALS, word, cut())
            && (last || tokens.get(at + 1).kind() == Kind.STRING);
    SqlToken before = at == 0 ? null : tokens.get(at - 1);
    boolean placed =
        before != null
            && (before.kind() == Kind.NUMBER
                || before.kind() == Kind.STRING
                || before.is("(")
                || before.is(",") && level.frame == Frame.EXPRESSION
                || before.is(":")
                || before.is("AS")
                || among(SqlWords.UNITS_AND_TYPES, before, false));
    return literal || placed && among(SqlWords.UNITS_AND_TYPES, word, cut());
  }

  private boolean column(SqlToken name) {
    SqlToken table = qualifier;
    boolean cut = cut();
    if (!cut) {
      qualifier = null;
      level.operand = false;
    }
    return level.block.column(table, name, cut) && joins(table, name);
  }

  /** Holds the two columns of a join's first condition to how the tables are linked. */
  private boolean joins(@Nullable SqlToken table, SqlToken name) {
    if (level.block.clause() != Clause.ON || level.frame == Frame.EXPRESSION) {
      return true;
    }
    int start = table == null ? at : at - 2;
    boolean first = start == conditionStart + 1;
    boolean second = joinColumn != null && start > 0 && tokens.get(start - 1).is("=");
    if (!first && !second) {
      joinColumn = null;
      return true;
    }
    QueryBlock.Column column = level.block.found(table, name, cut());
    boolean fits = column == null || level.block.joins(first ? null : joinColumn, column, cut());
    joinColumn = first && !cut() ? column : null;
    return fits;
  }

  private boolean quoted(SqlToken token) {
    boolean cut = cut() && !Names.isQuoted(token.text());
    if (qualifier != null) {
      return column(token);
    }
    if (aliasExpected) {
      return alias(token);
    }
    if (level.frame != Frame.EXPRESSION && level.block.clause() == Clause.FROM) {
      if (!tableExpected) {
        return aliasPossible && alias(token);
      }
      return cut ? level.block.couldAddSource(token, joined) : table(token);
    }
    if (level.block.clause() == Clause.WITH) {
      return with(token);
    }
    if (!level.operand) {
      return level.block.clause() == Clause.SELECT
          && level.frame != Frame.EXPRESSION
          && alias(token);
    }
    if (nextIs(".")) {
      return level.block.qualifier(token, false);
    }
    boolean string = token.text().startsWith("\"") && names.dialect().doubleQuotesMayBeStrings();
    if (!level.block.column(null, token, cut) && !string) {
      return false;
    }
    level.operand = false;
    return true;
  }

  private boolean literal(SqlToken token) {
    if (token.text().startsWith(":") && !names.isParameter(token.text())) {
      return false;
    }
    if (qualifier != null || tableExpected) {
      return false;
    }
    if (aliasExpected) {
      return token.kind() == Kind.STRING && alias(token);
    }
    if (level.frame != Frame.EXPRESSION
        && (level.block.clause() == Clause.START || level.block.clause() == Clause.FROM)) {
      return false;
    }
    level.operand = false;
    return true;
  }

  // ---- Marks ---------------------------------------------------------------------------------

  private boolean mark(SqlToken mark) {
    if (mark.is(".")) {
      SqlToken before = at == 0 ? null : tokens.get(at - 1);
      boolean name = before != null && before.isName() && before.end() == mark.start();
      qualifier = name ? before : null;
      return name;
    }
    if (qualifier != null) {
      qualifier = null;
      level.operand = false;
      return mark.is("*");
    }
    if (mark.is("(")) {
      return enter();
    }
    if (mark.is(")")) {
      return leave();
    }
    if (mark.is(";")) {
      statementEnded = levels.isEmpty() && isWhole();
      return statementEnded;
    }
    if (mark.is(",")) {
      return comma();
    }
    Clause clause = level.block.clause();
    if (level.frame != Frame.EXPRESSION
        && (clause == Clause.START || clause == Clause.FROM || clause == Clause.WITH)) {
      return false;
    }
    level.operand = !(mark.is("*") && level.operand);
    return true;
  }

  private boolean enter() {
    QueryBlock block = level.block;
    boolean inExpression = level.frame == Frame.EXPRESSION;
    if (!inExpression && block.clause() == Clause.WITH) {
      push(
          bodyExpected
              ? new Level(Frame.QUERY, new QueryBlock(names, block, false))
              : new Level(Frame.NAMES, block));
      bodyExpected = false;
      return true;
    }
    if (!inExpression && block.clause() == Clause.FROM) {
      if (tableExpected) {
        tableExpected = false;
        push(new Level(Frame.DERIVED, new QueryBlock(names, block, false)));
        return true;
      }
      push(new Level(Frame.NAMES, block));
      return at > 0 && tokens.get(at - 1).is("USING");
    }
    if (!inExpression && block.clause() == Clause.START) {
      unknown = true;
      return true;
    }
    boolean called = at > 0 && tokens.get(at - 1).kind() == Kind.WORD;
    push(new Level(Frame.EXPRESSION, block));
    return called || levels.getFirst().operand;
  }

  private void push(Level inner) {
    levels.push(level);
    level = inner;
    aliasPossible = false;
  }

  private boolean leave() {
    if (levels.isEmpty() || !isWhole()) {
      return false;
    }
    Level inner = level;
    level = levels.pop();
    if (inner.frame == Frame.DERIVED) {
      level.block.addDerived();
      aliasPossible = true;
    } else {
      level.operand = false;
      aliasPossible = false;
    }
    return true;
  }

  private boolean comma() {
    Clause clause = level.block.clause();
    if (level.frame != Frame.EXPRESSION && (clause == Clause.FROM || clause == Clause.ON)) {
      boolean complete = !tableExpected && (clause == Clause.FROM || !level.operand);
      level.block.enter(Clause.FROM);
      tableExpected = true;
      aliasPossible = false;
      return complete;
    }
    boolean complete = !level.operand || clause == Clause.WITH;
    level.operand = true;
    return complete;
  }

  /** Whether what stands in the current parentheses could end here. */
  private boolean isWhole() {
    if (aliasExpected || qualifier != null) {
      return false;
    }
    return switch (level.frame) {
      case NAMES -> true;
      case EXPRESSION -> !level.operand || level.first;
      case QUERY, DERIVED ->
          switch (level.block.clause()) {
            case START, WITH -> false;
            case FROM -> !tableExpected && level.block.covers();
            case LIMIT -> true;
            default -> !level.operand && level.block.covers();
          };
    };
  }

  private boolean nextIs(String mark) {
    return at + 1 < tokens.size() && tokens.get(at + 1).is(mark);
  }
}
