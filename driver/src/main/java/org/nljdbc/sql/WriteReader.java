package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nljdbc.schema.Dialect;

/**
 * Reads a statement that writes, by its tokens. Every token has its place or the statement is
 * refused, so that nothing gets through that no part of it accounts for: no further table, no limit
 * that makes the count of rows wrong, nothing that returns rows.
 *
 * <pre>
 * DELETE FROM name [[AS] alias] [WHERE condition]
 * UPDATE name [[AS] alias] SET column = value {, column = value} [WHERE condition]
 * INSERT INTO name (column {, column}) VALUES (value {, value}) {, (...)}
 * INSERT INTO name (column {, column}) query
 * </pre>
 */
final class WriteReader {

  /** Words that begin a clause, where no parenthesis is around them. */
  private static final Set<String> CLAUSES =
      Set.of(
          ("SELECT WITH VALUES FROM USING JOIN WHERE SET INTO ON ORDER GROUP HAVING LIMIT OFFSET"
                  + " FETCH UNION INTERSECT EXCEPT MINUS RETURNING OUTPUT WINDOW FOR LOCK PROCEDURE"
                  + " QUALIFY START CONNECT OPTION INSERT UPDATE DELETE MERGE REPLACE")
              .split(" "));

  private static final Set<String> QUERIES = Set.of("SELECT", "WITH");

  private final String text;
  private final List<SqlToken> tokens;
  private int at;

  private WriteReader(String text, List<SqlToken> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /**
   * Reads a statement.
   *
   * @param sql the statement without comments and closing semicolon
   * @param dialect its dialect
   * @throws WriteRefused if it is anything else than the above
   */
  static WriteParts read(String sql, Dialect dialect) throws WriteRefused, SqlLexer.LexException {
    WriteReader reader = new WriteReader(sql, SqlLexer.tokens(sql, dialect));
    if (reader.tokens.stream().anyMatch(token -> token.is(";"))) {
      throw new WriteRefused("a second statement after a semicolon");
    }
    if (reader.takes("DELETE")) {
      return reader.delete();
    }
    if (reader.takes("UPDATE")) {
      return reader.update();
    }
    if (reader.takes("INSERT")) {
      return reader.insert();
    }
    throw new WriteRefused("a beginning other than INSERT, UPDATE or DELETE");
  }

  /**
   * Reads what the {@link WriteParts#reads reads} of a statement have become.
   *
   * @param parts the statement that they were made from
   * @param reads as many as it has, perhaps put right
   * @throws WriteRefused if one has another shape by now
   */
  static WriteParts reread(WriteParts parts, List<String> reads, Dialect dialect)
      throws WriteRefused, SqlLexer.LexException {
    WriteReader over = new WriteReader(reads.get(0), SqlLexer.tokens(reads.get(0), dialect));
    over.expect("SELECT");
    List<String> values = over.values("FROM");
    over.expect("FROM");
    String target = over.target();
    String condition = over.condition();
    if (parts.kind() != WriteKind.INSERT) {
      List<List<String>> rows =
          parts.kind() == WriteKind.UPDATE ? List.of(values) : List.<List<String>>of();
      return parts.with(target, rows, condition, "");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < parts.rows().size(); i++) {
      String read = reads.get(i + 1);
      WriteReader row = new WriteReader(read, SqlLexer.tokens(read, dialect));
      row.expect("SELECT");
      rows.add(row.values(""));
      row.expectEnd();
    }
    String query = parts.query().isEmpty() ? "" : reads.get(reads.size() - 1);
    return parts.with(target, rows, condition, query);
  }

  private WriteParts delete() throws WriteRefused {
    expect("FROM");
    String target = target();
    return new WriteParts(WriteKind.DELETE, target, List.of(), List.of(), condition(), "");
  }

  private WriteParts update() throws WriteRefused {
    String target = target();
    expect("SET");
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    do {
      int name = at;
      at = endOfName(name);
      columns.add(tokens.get(at - 1).text());
      expect("=");
      values.add(value("WHERE"));
    } while (takes(","));
    return new WriteParts(WriteKind.UPDATE, target, columns, List.of(values), condition(), "");
  }

  private WriteParts insert() throws WriteRefused {
    expect("INTO");
    int start = at;
    at = endOfName(at);
    String target = between(start, at);
    if (!takes("(")) {
      throw new WriteRefused("no list of columns behind the table");
    }
    List<String> columns = new ArrayList<>();
    do {
      int name = at;
      at = endOfName(name);
      columns.add(between(name, at));
    } while (takes(","));
    expect(")");
    if (!takes("VALUES")) {
      return new WriteParts(WriteKind.INSERT, target, columns, List.of(), "", query());
    }
    List<List<String>> rows = new ArrayList<>();
    do {
      expect("(");
      rows.add(values(")"));
      expect(")");
      if (rows.get(rows.size() - 1).size() != columns.size()) {
        throw new WriteRefused("another number of values than of columns");
      }
    } while (takes(","));
    expectEnd();
    return new WriteParts(WriteKind.INSERT, target, columns, rows, "", "");
  }

  private String query() throws WriteRefused {
    int first = at;
    while (first < tokens.size() && tokens.get(first).is("(")) {
      first++;
    }
    if (first == tokens.size() || !tokens.get(first).isOneOf(QUERIES)) {
      throw new WriteRefused("neither VALUES nor a SELECT behind its columns");
    }
    return between(at, tokens.size());
  }

  /** The name of a table and its alias. */
  private String target() throws WriteRefused {
    int start = at;
    at = endOfName(at);
    boolean named = takes("AS");
    boolean alias =
        at < tokens.size()
            && tokens.get(at).isName()
            && (named || !tokens.get(at).isOneOf(CLAUSES));
    if (alias) {
      at++;
    } else if (named) {
      throw new WriteRefused("no alias behind AS");
    }
    return between(start, at);
  }

  private String condition() throws WriteRefused {
    if (at == tokens.size()) {
      return "";
    }
    expect("WHERE");
    int start = at;
    skipExpression(false, "");
    expectEnd();
    return between(start, at);
  }

  /** Values with commas between, up to a word or a mark. */
  private List<String> values(String end) throws WriteRefused {
    List<String> values = new ArrayList<>();
    do {
      values.add(value(end));
    } while (takes(","));
    return values;
  }

  private String value(String end) throws WriteRefused {
    int start = at;
    skipExpression(true, end);
    return between(start, at);
  }

  /** Goes behind an expression. */
  private void skipExpression(boolean endsAtComma, String end) throws WriteRefused {
    int start = at;
    int depth = 0;
    for (; at < tokens.size(); at++) {
      SqlToken token = tokens.get(at);
      boolean name = at > start && tokens.get(at - 1).is(".");
      if (depth == 0 && (token.is(end) && !name || endsAtComma && token.is(","))) {
        break;
      }
      if (depth == 0 && token.is(",")) {
        throw new WriteRefused("a comma where no list stands");
      }
      if (depth == 0 && !name && token.isOneOf(CLAUSES)) {
        throw new WriteRefused("a " + token.text().toUpperCase(java.util.Locale.ROOT));
      }
      if (token.is("(")) {
        depth++;
      } else if (token.is(")") && --depth < 0) {
        throw new WriteRefused("a parenthesis that closes nothing");
      }
    }
    if (at == start || depth != 0) {
      throw new WriteRefused(depth != 0 ? "a parenthesis that does not close" : "no value");
    }
  }

  private int endOfName(int start) throws WriteRefused {
    int end = start;
    while (end < tokens.size() && tokens.get(end).isName()) {
      end++;
      if (end + 1 < tokens.size() && tokens.get(end).is(".") && tokens.get(end + 1).isName()) {
        end++;
      } else {
        return end;
      }
    }
    throw new WriteRefused("no name where one should stand");
  }

  private boolean takes(String word) {
    if (at < tokens.size() && tokens.get(at).is(word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String word) throws WriteRefused {
    if (!takes(word)) {
      String found = at < tokens.size() ? tokens.get(at).text() : "the end";
      throw new WriteRefused(found + " where " + word + " should stand");
    }
  }

  private void expectEnd() throws WriteRefused {
    if (at < tokens.size()) {
      throw new WriteRefused(tokens.get(at).text() + " where it should end");
    }
  }

  private String between(int from, int to) {
    return text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
  }
}
