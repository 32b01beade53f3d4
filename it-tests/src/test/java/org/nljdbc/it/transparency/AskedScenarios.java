package org.nljdbc.it.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.List;
import org.nljdbc.it.transparency.AskedScenario.Query;

/** What programs do with statements and results. */
final class AskedScenarios {

  private AskedScenarios() {}

  static List<AskedScenario> all() {
    return List.of(
        new AskedScenario("streaming", AskedScenarios::streaming),
        onStatement("row limits", AskedScenarios::rowLimits),
        onStatement("generated keys", AskedScenarios::generatedKeys),
        new AskedScenario("scrolling", AskedScenarios::scrolling),
        new AskedScenario("updatable rows", AskedScenarios::updatable),
        onStatement("several results", AskedScenarios::results),
        onStatement("executing again", AskedScenarios::again),
        onStatement("settings of a statement", AskedScenarios::settings),
        onStatement("close on completion", AskedScenarios::closing),
        new AskedScenario("description", AskedScenarios::description),
        new AskedScenario("prepared", AskedScenarios::prepared),
        new AskedScenario("prepared with keys", AskedScenarios::preparedWithKeys),
        new AskedScenario("prepared in a batch of its own", AskedScenarios::preparedScrolling),
        new AskedScenario("read-only", AskedScenarios::readOnly),
        new AskedScenario("over a commit", AskedScenarios::holding),
        new AskedScenario("rows as objects", AskedScenarios::objects));
  }

  /** Work with a plain statement. */
  @FunctionalInterface
  private interface OnStatement {
    void run(Session session, Statement statement, String query) throws Exception;
  }

  private static AskedScenario onStatement(String name, OnStatement work) {
    return new AskedScenario(
        name,
        (session, asked) -> {
          try (Statement statement = session.connection().createStatement()) {
            work.run(session, statement, asked.alone());
          }
        });
  }

  private static void streaming(Session session, Query asked) throws Exception {
    String query = asked.alone();
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(2);
      try (ResultSet rows = statement.executeQuery(query)) {
        session.see("fetch size", rows::getFetchSize);
        session.attempt("other fetch size", () -> rows.setFetchSize(3));
        session.see("fetch size", rows::getFetchSize);
        session.see("before first", rows::isBeforeFirst);
        session.see("rows", () -> rows);
      }
      session.see("fetch size of the statement", statement::getFetchSize);
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void rowLimits(Session session, Statement statement, String query)
      throws Exception {
    session.attempt("large", () -> statement.setLargeMaxRows(2));
    session.see("rows", () -> statement.executeQuery(query));
    session.see("max rows", statement::getMaxRows);
    session.see("large max rows", statement::getLargeMaxRows);
    session.attempt("large 0", () -> statement.setLargeMaxRows(0));
    session.attempt("small", () -> statement.setMaxRows(3));
    session.see("rows", () -> statement.executeQuery(query));
    session.see("max rows", statement::getMaxRows);
    statement.setMaxRows(0);
    session.see("rows", () -> statement.executeQuery(query));
    session.see("max rows", statement::getMaxRows);
  }

  private static void generatedKeys(Session session, Statement statement, String query)
      throws Exception {
    session.see("keys before", statement::getGeneratedKeys);
    session.see("execute", () -> statement.execute(query, Statement.RETURN_GENERATED_KEYS));
    session.see("rows", statement::getResultSet);
    session.see("keys", statement::getGeneratedKeys);
    session.see("columns", () -> statement.execute(query, new String[] {"id"}));
    session.see("rows", statement::getResultSet);
    session.see("keys", statement::getGeneratedKeys);
    session.see("indexes", () -> statement.execute(query, new int[] {1}));
    session.see("keys", statement::getGeneratedKeys);
    session.see("query", () -> statement.executeQuery(query));
    session.see("keys", statement::getGeneratedKeys);
  }

  private static void scrolling(Session session, Query asked) throws Exception {
    String query = asked.alone();
    for (int type : List.of(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE)) {
      session.attempt(
          "type " + type,
          () -> {
            try (Statement statement =
                    session.connection().createStatement(type, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery(query)) {
              session.see("type", rows::getType);
              session.see("last", rows::last);
              session.see("row", rows::getRow);
              session.see("value", () -> rows.getString("name"));
              session.see("absolute", () -> rows.absolute(-2));
              session.see("value", () -> rows.getString(2));
              session.see("relative", () -> rows.relative(-2));
              session.see("value", () -> rows.getString(2));
              session.attempt("before first", rows::beforeFirst);
              session.attempt("refresh", rows::refreshRow);
              session.see("direction", rows::getFetchDirection);
              session.see("all", () -> rows);
            }
          });
    }
  }

  private static void updatable(Session session, Query asked) throws Exception {
    String query = asked.alone();
    session.attempt(
        "updatable",
        () -> {
          try (Statement statement =
                  session
                      .connection()
                      .createStatement(
                          ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
              ResultSet rows = statement.executeQuery(query)) {
            session.see("concurrency", rows::getConcurrency);
            session.see("next", rows::next);
            session.attempt("set", () -> rows.updateString("name", "first"));
            session.attempt("update", rows::updateRow);
            session.see("value", () -> rows.getString("name"));
            session.see("second", () -> rows.absolute(2));
            session.attempt("delete", rows::deleteRow);
            session.attempt("to a new row", rows::moveToInsertRow);
            session.attempt("its id", () -> rows.updateInt(1, 9));
            session.attempt("its name", () -> rows.updateString(2, "nine"));
            session.attempt("insert", rows::insertRow);
            session.attempt("back", rows::moveToCurrentRow);
          }
        });
    session.query(AskedSuite.SQL);
  }

  private static void results(Session session, Statement statement, String query) throws Exception {
    session.see("execute", () -> statement.execute(query));
    session.see("count", statement::getUpdateCount);
    session.see("large count", statement::getLargeUpdateCount);
    session.see("rows", statement::getResultSet);
    session.see("more", statement::getMoreResults);
    session.see("count", statement::getUpdateCount);
    session.see("large count", statement::getLargeUpdateCount);
    session.see("no rows", statement::getResultSet);
    session.see("execute", () -> statement.execute(query));
    session.see("keep", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
    session.see("warnings", statement::getWarnings);
  }

  private static void again(Session session, Statement statement, String query) throws Exception {
    ResultSet first = statement.executeQuery(query);
    session.see("next", first::next);
    ResultSet second = statement.executeQuery(query);
    session.see("first is closed", first::isClosed);
    session.see("second is closed", second::isClosed);
    session.see("update", () -> statement.executeUpdate("UPDATE asked_rows SET name = 'x'"));
    session.see("second is closed", second::isClosed);
    session.see("count", statement::getUpdateCount);
    session.see("rows", () -> statement.executeQuery(query));
    session.attempt("cancel", statement::cancel);
    session.see("rows", () -> statement.executeQuery(query));
    ResultSet last = statement.executeQuery(query);
    statement.close();
    session.see("last is closed", last::isClosed);
    session.see("next", last::next);
    session.see("execute", () -> statement.executeQuery("SELECT 1"));
  }

  private static void settings(Session session, Statement statement, String query)
      throws Exception {
    session.attempt("timeout", () -> statement.setQueryTimeout(30));
    session.attempt("field size", () -> statement.setMaxFieldSize(3));
    session.attempt("escapes", () -> statement.setEscapeProcessing(false));
    session.attempt("poolable", () -> statement.setPoolable(true));
    session.see("rows", () -> statement.executeQuery(query));
    session.see("timeout", statement::getQueryTimeout);
    session.see("field size", statement::getMaxFieldSize);
    session.see("poolable", statement::isPoolable);
    session.see("literal", () -> statement.enquoteLiteral("it's"));
    session.see("national literal", () -> statement.enquoteNCharLiteral("it's"));
    session.see("identifier", () -> statement.enquoteIdentifier("a b", true));
    session.see("simple", () -> statement.isSimpleIdentifier("a b"));
    session.attempt("cursor", () -> statement.setCursorName("mine"));
    session.attempt(
        "name of the cursor",
        () -> {
          try (ResultSet rows = statement.executeQuery(query)) {
            session.see("cursor", rows::getCursorName);
          }
        });
  }

  private static void closing(Session session, Statement statement, String query) throws Exception {
    session.attempt("close on completion", statement::closeOnCompletion);
    session.see("is so", statement::isCloseOnCompletion);
    session.attempt(
        "read",
        () -> {
          ResultSet rows = statement.executeQuery(query);
          session.see("rows", () -> rows);
        });
    session.see("closed", statement::isClosed);
  }

  private static void description(Session session, Query asked) throws Exception {
    String query = asked.alone();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      ResultSetMetaData columns = rows.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        int column = i;
        session.see("name", () -> columns.getColumnName(column));
        session.see("label", () -> columns.getColumnLabel(column));
        session.see("table", () -> columns.getTableName(column));
        session.see("schema", () -> columns.getSchemaName(column));
        session.see("type", () -> columns.getColumnTypeName(column));
        session.see("class", () -> columns.getColumnClassName(column));
        session.see("size", () -> columns.getPrecision(column));
        session.see("shown", () -> columns.getColumnDisplaySize(column));
        session.see("nullable", () -> columns.isNullable(column));
        session.see("writable", () -> columns.isWritable(column));
        session.see("searchable", () -> columns.isSearchable(column));
      }
      session.see("none", () -> columns.getColumnName(9));
    }
  }

  private static void prepared(Session session, Query asked) throws Exception {
    String query = asked.alone();
    try (PreparedStatement statement = session.connection().prepareStatement(query)) {
      session.see("columns", () -> statement.getMetaData().getColumnCount());
      session.see("parameters", () -> statement.getParameterMetaData().getParameterCount());
      session.attempt("a parameter", () -> statement.setInt(1, 1));
      session.attempt("none", statement::clearParameters);
      session.see("rows", statement::executeQuery);
      session.attempt("limit", () -> statement.setMaxRows(2));
      session.see("execute", statement::execute);
      session.see("rows", statement::getResultSet);
      session.see("count", statement::getUpdateCount);
      session.see("more", statement::getMoreResults);
      session.see("limit", statement::getMaxRows);
    }
  }

  private static void preparedWithKeys(Session session, Query asked) throws Exception {
    String query = asked.alone();
    Connection connection = session.connection();
    session.attempt(
        "keys",
        () -> {
          try (PreparedStatement statement =
              connection.prepareStatement(query, Statement.RETURN_GENERATED_KEYS)) {
            session.see("rows", statement::executeQuery);
            session.see("keys", statement::getGeneratedKeys);
          }
        });
    session.attempt(
        "columns",
        () -> {
          try (PreparedStatement statement =
              connection.prepareStatement(query, new String[] {"id"})) {
            session.see("rows", statement::executeQuery);
          }
        });
  }

  private static void preparedScrolling(Session session, Query asked) throws Exception {
    String query = asked.alone();
    session.attempt(
        "scrolling",
        () -> {
          try (PreparedStatement statement =
                  session
                      .connection()
                      .prepareStatement(
                          query,
                          ResultSet.TYPE_SCROLL_INSENSITIVE,
                          ResultSet.CONCUR_UPDATABLE,
                          ResultSet.CLOSE_CURSORS_AT_COMMIT);
              ResultSet rows = statement.executeQuery()) {
            session.see("type", rows::getType);
            session.see("holdability", statement::getResultSetHoldability);
            session.see("third", () -> rows.absolute(3));
            session.attempt("set", () -> rows.updateString(2, "third"));
            session.attempt("update", rows::updateRow);
          }
        });
    session.query(AskedSuite.SQL);
  }

  private static void readOnly(Session session, Query asked) throws Exception {
    String query = asked.alone();
    Connection connection = session.connection();
    session.attempt("read-only", () -> connection.setReadOnly(true));
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      session.see("rows", () -> statement.executeQuery(query));
      session.see("read-only", connection::isReadOnly);
      session.see("delete", () -> statement.executeUpdate("DELETE FROM asked_rows WHERE id = 1"));
    }
    connection.rollback();
    connection.setAutoCommit(true);
    session.attempt("writable", () -> connection.setReadOnly(false));
    session.see("rows", () -> connection.createStatement().executeQuery(query));
  }

  private static void holding(Session session, Query asked) throws Exception {
    String query = asked.alone();
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    for (int held :
        List.of(ResultSet.HOLD_CURSORS_OVER_COMMIT, ResultSet.CLOSE_CURSORS_AT_COMMIT)) {
      session.attempt(
          "holdability " + held,
          () -> {
            try (Statement statement =
                    connection.createStatement(
                        ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, held);
                ResultSet rows = statement.executeQuery(query)) {
              session.see("holdability", rows::getHoldability);
              session.see("next", rows::next);
              connection.commit();
              session.see("closed", rows::isClosed);
              session.see("next", rows::next);
            }
          });
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void objects(Session session, Query asked) throws Exception {
    String query = asked.alone();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      session.see("find", () -> rows.findColumn("NAME"));
      session.see("find none", () -> rows.findColumn("nothing"));
      session.see("too early", () -> rows.getInt(1));
      session.see("next", rows::next);
      session.see("long", () -> rows.getObject(1, Long.class));
      session.see("text", () -> rows.getObject("name", String.class));
      session.see("no number", () -> rows.getInt(2));
      session.see("stream", () -> rows.getCharacterStream(2));
      session.see("none", () -> rows.getString(3));
      session.see("same", () -> rows.getStatement() == statement);
      session.see("wrapper", () -> rows.isWrapperFor(ResultSet.class));
      session.see("warnings", rows::getWarnings);
    }
  }
}
