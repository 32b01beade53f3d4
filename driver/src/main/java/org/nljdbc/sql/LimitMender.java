package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.RowLimit;

/** Ends a query after some rows in the database's own way; works on tokens. */
final class LimitMender {

  private static final Set<String> COMBINING =
      Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS", "LIMIT", "FETCH", "OFFSET", "FOR");

  private LimitMender() {}

  /** The change, or null if there is nothing to change. */
  static @Nullable Mend find(List<SqlToken> tokens, Dialect dialect) {
    if (dialect.limit() != RowLimit.LIMIT) {
      return limits(tokens, dialect.limit());
    }
    boolean knowsTop = Set.of(Dialect.OTHER, Dialect.H2, Dialect.HSQLDB).contains(dialect);
    Mend mend = knowsTop ? null : top(tokens);
    boolean lacksFetch = dialect == Dialect.SQLITE || dialect == Dialect.MYSQL;
    return mend == null && lacksFetch ? fetch(tokens) : mend;
  }

  /** Each LIMIT, of the whole and of queries within. */
  private static @Nullable Mend limits(List<SqlToken> tokens, RowLimit way) {
    List<Rewrite> edits = new ArrayList<>();
    String first = "";
    for (int i = 1; i < tokens.size(); i++) {
      Written written = Written.at(tokens, i);
      if (written == null) {
        continue;
      }
      first = first.isEmpty() ? "LIMIT " + written.count : first;
      int select = way == RowLimit.TOP && written.skipped == null ? select(tokens, i) : -1;
      if (select >= 0) {
        edits.add(Rewrite.insert(tokens.get(select).end(), " TOP (" + written.count + ")"));
        edits.add(new Rewrite(tokens.get(i - 1).end(), written.end, ""));
      } else {
        edits.add(new Rewrite(tokens.get(i).start(), written.end, written.standard(way)));
      }
    }
    return edits.isEmpty()
        ? null
        : new Mend(Mend.Kind.WORD, edits, "wrote " + first + " as this database has it");
  }

  /**
   * A LIMIT as it is written.
   *
   * @param count rows, a number or a parameter
   * @param skipped rows before them, or null
   * @param end where it ends
   */
  private record Written(String count, @Nullable String skipped, int end) {

    /** What begins at a token; null if it is none, or not of numbers and parameters. */
    static @Nullable Written at(List<SqlToken> tokens, int i) {
      if (!tokens.get(i).is("LIMIT") || !isValue(tokens, i + 1)) {
        return null;
      }
      String count = tokens.get(i + 1).text();
      boolean comma = i + 2 < tokens.size() && tokens.get(i + 2).is(",");
      boolean offset = i + 2 < tokens.size() && tokens.get(i + 2).is("OFFSET");
      if (!comma && !offset) {
        return new Written(count, null, tokens.get(i + 1).end());
      }
      if (!isValue(tokens, i + 3)) {
        return null;
      }
      String second = tokens.get(i + 3).text();
      int end = tokens.get(i + 3).end();
      return comma ? new Written(second, count, end) : new Written(count, second, end);
    }

    private static boolean isValue(List<SqlToken> tokens, int i) {
      return i < tokens.size() && tokens.get(i).kind() == SqlToken.Kind.NUMBER;
    }

    String standard(RowLimit way) {
      String offset = skipped == null ? way == RowLimit.TOP ? "0" : "" : skipped;
      return offset.isEmpty()
          ? "FETCH FIRST " + count + " ROWS ONLY"
          : "OFFSET " + offset + " ROWS FETCH NEXT " + count + " ROWS ONLY";
    }
  }

  /**
   * After which token TOP stands for a LIMIT: SELECT or its DISTINCT. -1 if the LIMIT ends a set
   * operation rather than one query.
   */
  private static int select(List<SqlToken> tokens, int limit) {
    int depth = 0;
    for (int i = limit - 1; i >= 0; i--) {
      SqlToken token = tokens.get(i);
      depth += token.is(")") ? 1 : token.is("(") ? -1 : 0;
      if (depth < 0) {
        return -1;
      }
      if (depth == 0 && token.is("SELECT")) {
        SqlToken before = i == 0 ? token : tokens.get(i - 1);
        boolean combined = before.isOneOf(COMBINING) || before.is("ALL");
        return combined ? -1 : tokens.get(i + 1).is("DISTINCT") ? i + 1 : i;
      }
    }
    return -1;
  }

  /** {@code SELECT TOP 3 ...} of a whole statement. */
  private static @Nullable Mend top(List<SqlToken> tokens) {
    int i = tokens.size() > 1 && tokens.get(1).is("DISTINCT") ? 2 : 1;
    boolean isTop =
        tokens.size() > i + 2
            && tokens.get(0).is("SELECT")
            && tokens.get(i).is("TOP")
            && isCount(tokens.get(i + 1))
            && (tokens.get(i + 2).isName() || tokens.get(i + 2).is("*"))
            && tokens.stream().noneMatch(token -> token.isOneOf(COMBINING));
    if (!isTop) {
      return null;
    }
    String count = tokens.get(i + 1).text();
    int end = tokens.get(tokens.size() - 1).end();
    List<Rewrite> edits =
        List.of(
            new Rewrite(tokens.get(i).start(), tokens.get(i + 2).start(), ""),
            Rewrite.insert(end, " LIMIT " + count));
    return new Mend(Mend.Kind.WORD, edits, "read TOP " + count + " as LIMIT " + count);
  }

  private static @Nullable Mend fetch(List<SqlToken> tokens) {
    for (int i = 0; i + 4 < tokens.size(); i++) {
      boolean isFetch =
          tokens.get(i).is("FETCH")
              && (tokens.get(i + 1).is("FIRST") || tokens.get(i + 1).is("NEXT"))
              && isCount(tokens.get(i + 2))
              && (tokens.get(i + 3).is("ROW") || tokens.get(i + 3).is("ROWS"))
              && tokens.get(i + 4).is("ONLY");
      // After OFFSET 2 ROWS the order of the two would have to change too.
      if (isFetch && i > 0 && tokens.stream().noneMatch(token -> token.is("OFFSET"))) {
        String limit = "LIMIT " + tokens.get(i + 2).text();
        Rewrite edit = new Rewrite(tokens.get(i).start(), tokens.get(i + 4).end(), limit);
        return new Mend(Mend.Kind.WORD, List.of(edit), "read FETCH FIRST as " + limit);
      }
    }
    return null;
  }

  private static boolean isCount(SqlToken token) {
    return token.kind() == SqlToken.Kind.NUMBER && token.text().matches("\\d{1,9}");
  }
}
