package org.nljdbc.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the beginning of a query has been read: where, in which parentheses, and what may come
 * next. The readers of clauses and expressions share it.
 */
final class PrefixState {

  enum Frame {
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
  static final class Level {
    final Frame frame;
    QueryBlock block;
    boolean operand = true;
    boolean first = true;

    Level(Frame frame, QueryBlock block) {
      this.frame = frame;
      this.block = block;
    }
  }

  final SchemaNames names;
  final List<SqlToken> tokens;
  final boolean ended;
  final Deque<Level> levels = new ArrayDeque<>();
  private final boolean open;

  Level level;
  boolean tableExpected;
  boolean aliasExpected;
  boolean aliasPossible;
  boolean bodyExpected;
  boolean joined;
  int conditionStart = -1;
  QueryBlock.@Nullable Column joinColumn;
  @Nullable SqlToken qualifier;
  boolean statementEnded;
  boolean unknown;
  int at;

  /**
   * Begins.
   *
   * @param names the schema's names
   * @param tokens the tokens
   * @param open whether the last one may go on
   * @param ended whether they are the whole text
   */
  PrefixState(SchemaNames names, List<SqlToken> tokens, boolean open, boolean ended) {
    this.names = names;
    this.tokens = tokens;
    this.open = open;
    this.ended = ended;
    this.level = new Level(Frame.QUERY, new QueryBlock(names, null, false));
  }

  /** Whether a token is the last and may go on. */
  boolean cut() {
    return open && at == tokens.size() - 1;
  }

  boolean nextIs(String mark) {
    return at + 1 < tokens.size() && tokens.get(at + 1).is(mark);
  }

  void push(Level inner) {
    levels.push(level);
    level = inner;
    aliasPossible = false;
  }

  /** Whether what stands in the current parentheses could end here. */
  boolean isWhole() {
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
}
