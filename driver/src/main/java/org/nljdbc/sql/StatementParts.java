package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clauses of one SELECT, told by the tokens that stand in no parentheses. */
final class StatementParts {

  /** A clause of a SELECT, in the order in which they stand. */
  enum Part {
    SELECT,
    FROM,
    WHERE,
    GROUP,
    HAVING,
    ORDER,
    LIMIT
  }

  /** What makes more of a statement than one SELECT with these clauses. */
  private static final Set<String> OTHERS =
      Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS", "WITH", "WINDOW", "FOR", "QUALIFY", "TOP");

  private static final Set<String> LIMITS = Set.of("LIMIT", "FETCH", "OFFSET");

  private final String sql;
  private final List<SqlToken> tokens;
  private final int[] starts = new int[Part.values().length];

  private StatementParts(String sql, List<SqlToken> tokens) {
    this.sql = sql;
    this.tokens = List.copyOf(tokens);
    java.util.Arrays.fill(starts, -1);
  }

  /** The clauses of a statement; null if it is no single SELECT. */
  static @Nullable StatementParts of(String sql, List<SqlToken> tokens) {
    StatementParts parts = new StatementParts(sql, tokens);
    return parts.read() ? parts : null;
  }

  private boolean read() {
    int depth = 0;
    int last = -1;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth > 0 || token.kind() != SqlToken.Kind.WORD) {
        continue;
      }
      if (token.isOneOf(OTHERS)) {
        return false;
      }
      Part part = part(i);
      if (part == null || part.ordinal() == last && part == Part.LIMIT) {
        continue; // LIMIT 3 OFFSET 2 is one clause
      }
      if (part.ordinal() <= last) {
        return false;
      }
      last = part.ordinal();
      starts[last] = i;
    }
    return starts[Part.SELECT.ordinal()] == 0 && has(Part.FROM);
  }

  private @Nullable Part part(int i) {
    SqlToken token = tokens.get(i);
    boolean by = i + 1 < tokens.size() && tokens.get(i + 1).is("BY");
    if (token.isOneOf(LIMITS)) {
      return Part.LIMIT;
    }
    return switch (token.text().toUpperCase(Locale.ROOT)) {
      case "SELECT" -> Part.SELECT;
      case "FROM" -> Part.FROM;
      case "WHERE" -> Part.WHERE;
      case "GROUP" -> by ? Part.GROUP : null;
      case "HAVING" -> Part.HAVING;
      case "ORDER" -> by ? Part.ORDER : null;
      default -> null;
    };
  }

  boolean has(Part part) {
    return starts[part.ordinal()] >= 0;
  }

  /** The tokens of a clause behind its key words; none if there is no such clause. */
  List<SqlToken> inside(Part part) {
    if (!has(part)) {
      return List.of();
    }
    int from = starts[part.ordinal()];
    int words = part == Part.GROUP || part == Part.ORDER ? 2 : 1;
    if (part == Part.SELECT && tokens.size() > 1 && tokens.get(1).is("DISTINCT")) {
      words = 2;
    }
    return tokens.subList(Math.min(from + words, next(part)), next(part));
  }

  /** Index of the first token behind a clause, or where it would be. */
  private int next(Part part) {
    for (int i = part.ordinal() + 1; i < starts.length; i++) {
      if (starts[i] >= 0) {
        return starts[i];
      }
    }
    return tokens.size();
  }

  /** Index of the character behind a clause, or behind where it would stand. */
  int endOf(Part part) {
    int next = next(part);
    return next == 0 ? 0 : tokens.get(next - 1).end();
  }

  /** Takes a clause out, with the white space before it; nothing if there is none. */
  List<Rewrite> without(Part part) {
    if (!has(part)) {
      return List.of();
    }
    int start = tokens.get(starts[part.ordinal()] - 1).end();
    return List.of(new Rewrite(start, endOf(part), ""));
  }

  /** The text of a clause behind its key words. */
  String text(Part part) {
    List<SqlToken> inside = inside(part);
    return inside.isEmpty()
        ? ""
        : sql.substring(inside.get(0).start(), inside.get(inside.size() - 1).end());
  }

  /** What commas in no parentheses part in a clause. */
  List<List<SqlToken>> items(Part part) {
    List<List<SqlToken>> items = new ArrayList<>();
    List<SqlToken> item = new ArrayList<>();
    int depth = 0;
    for (SqlToken token : inside(part)) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0 && token.is(",")) {
        items.add(List.copyOf(item));
        item.clear();
      } else {
        item.add(token);
      }
    }
    if (!item.isEmpty()) {
      items.add(List.copyOf(item));
    }
    return items;
  }

  /** Whether a clause has one of these words, in parentheses too. */
  boolean says(Part part, Set<String> upperCaseWords) {
    return inside(part).stream().anyMatch(token -> token.isOneOf(upperCaseWords));
  }

  /** Whether a clause has one of these words outside of parentheses. */
  boolean saysOutside(Part part, Set<String> upperCaseWords) {
    int depth = 0;
    for (SqlToken token : inside(part)) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0 && token.isOneOf(upperCaseWords)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a clause names a column, whichever table's. */
  boolean names(Part part, String column) {
    return inside(part).stream()
        .anyMatch(token -> token.isName() && token.name().equalsIgnoreCase(column));
  }

  boolean isDistinct() {
    return tokens.size() > 1 && tokens.get(1).is("DISTINCT");
  }
}
