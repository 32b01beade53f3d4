package org.nljdbc.sql;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;
import org.nljdbc.schema.Dialect;

/** JSqlParser with limits: on the length and depth of the text, and on time. */
final class SqlParser {

  private static final int MOST_TOKENS = 5_000;
  private static final int DEEPEST = 40;
  private static final int MILLIS = 3_000;

  private SqlParser() {}

  static Select parse(String sql, List<SqlToken> tokens, Dialect dialect)
      throws JSQLParserException {
    guard(tokens);
    // A thread for each parse, since the parser can only be stopped from outside; it ends with it.
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(null, work, "nl-jdbc-parser", 8L << 20);
              made.setDaemon(true);
              return made;
            });
    try {
      Statement statement =
          CCJSqlParserUtil.parse(
              sql,
              thread,
              parser ->
                  parser
                      .withSquareBracketQuotation(
                          dialect == Dialect.SQLITE || dialect == Dialect.SQLSERVER)
                      .withTimeOut(MILLIS));
      if (statement instanceof Select select) {
        return select;
      }
      throw new JSQLParserException("not a query");
    } finally {
      thread.shutdownNow();
    }
  }

  private static void guard(List<SqlToken> tokens) throws JSQLParserException {
    if (tokens.size() > MOST_TOKENS) {
      throw new JSQLParserException("longer than " + MOST_TOKENS + " tokens");
    }
    int depth = 0;
    for (SqlToken token : tokens) {
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
      }
      if (depth > DEEPEST) {
        throw new JSQLParserException("nested deeper than " + DEEPEST + " parentheses");
      }
    }
  }
}
