package org.nljdbc.statement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Follows a written statement token by token and knows where a table may stand in a SELECT: after
 * FROM, JOIN, a comma of the FROM clause, or an opening parenthesis in such a place; and where a
 * query may stand: in the parentheses of WITH. JDBC's escape for an outer join, <code>{oj ...}
 * </code>, may stand in front of a table. What is a list of expressions is none of them, nor is the
 * FROM of {@code EXTRACT(... FROM x)} or {@code IS DISTINCT FROM x}.
 */
final class TablePlaces {

  private static final Set<String> ENDS_OF_FROM =
      Set.of(
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "FOR",
          "WINDOW",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "SET",
          "UPDATE",
          "VALUES",
          "RETURNING");

  private static final class Level {
    final int opening;
    boolean awaitsFrom;
    boolean inFrom;
    boolean inWith;

    Level(int opening, boolean inFrom) {
      this.opening = opening;
      this.inFrom = inFrom;
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>();
  private boolean here;
  private boolean opened;
  private boolean within;
  private boolean escape;
  private String last = "";
  private String lastButOne = "";

  TablePlaces() {
    levels.push(new Level(-1, false));
  }

  /** Whether a table or a query may stand next. */
  boolean here() {
    return here;
  }

  /** Where the parenthesis stands that was opened just before, or -1. */
  int opening() {
    return opened ? level().opening : -1;
  }

  /** Whether what may stand next is a query of WITH, which takes no alias. */
  boolean inWith() {
    return within;
  }

  /** How many parentheses are open. */
  int depth() {
    return levels.size() - 1;
  }

  /** Takes the next token. */
  void take(SqlCursor token) {
    boolean wasHere = here;
    here = false;
    opened = false;
    within = false;
    boolean escaped = escape;
    escape = wasHere && token.isMark('{');
    String word = token.word();
    if (escaped && word.equals("OJ")) {
      here = true;
    } else if (!word.isEmpty()) {
      word(word, wasHere);
    } else if (token.isMark('(')) {
      open(token.start(), wasHere);
    } else if (token.isMark(')')) {
      close();
    } else if (token.isMark(',')) {
      here = level().inFrom;
    } else if (token.isMark(';')) {
      levels.clear();
      levels.push(new Level(-1, false));
    }
    lastButOne = last;
    last = word;
  }

  /** Takes a question, which stands for a table; one in parentheses closes them. */
  void takeQuestion(boolean wrapped) {
    here = false;
    opened = false;
    within = false;
    last = "";
    if (wrapped) {
      close();
    }
  }

  private void word(String word, boolean wasHere) {
    Level level = level();
    switch (word) {
      case "SELECT" -> {
        level.awaitsFrom = true;
        level.inFrom = false;
        level.inWith = false;
      }
      case "WITH" -> level.inWith = true;
      case "FROM" -> {
        boolean compares =
            last.equals("DISTINCT") && (lastButOne.equals("IS") || lastButOne.equals("NOT"));
        if (level.awaitsFrom && !compares) {
          level.awaitsFrom = false;
          level.inFrom = true;
          here = true;
        }
      }
      case "JOIN", "STRAIGHT_JOIN" -> here = level.inFrom;
      case "LATERAL" -> here = wasHere;
      default -> level.inFrom &= !ENDS_OF_FROM.contains(word);
    }
  }

  private void open(int place, boolean wasHere) {
    within = level().inWith && (last.equals("AS") || last.equals("MATERIALIZED"));
    here = wasHere || within;
    opened = here;
    levels.push(new Level(place, wasHere));
  }

  private void close() {
    if (levels.size() > 1) {
      levels.pop();
    }
  }

  private Level level() {
    return levels.element();
  }
}
