package org.nljdbc.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/** Writes LIMIT where a database has neither FETCH FIRST nor TOP; works on tokens. */
final class LimitMender {

  private static final Set<String> COMBINING =
      Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS", "LIMIT", "FETCH", "OFFSET", "FOR");

  private LimitMender() {}

  /** The change, or null if there is nothing to change. */
  static @Nullable Mend find(List<SqlToken> tokens, Dialect dialect) {
    Mend mend = dialect == Dialect.OTHER || dialect == Dialect.H2 ? null : top(tokens);
    boolean lacksFetch = dialect == Dialect.SQLITE || dialect == Dialect.MYSQL;
    return mend == null && lacksFetch ? fetch(tokens) : mend;
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
