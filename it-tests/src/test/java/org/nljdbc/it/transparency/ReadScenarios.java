package org.nljdbc.it.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.TestSchema;

/** Reading rows. */
final class ReadScenarios {

  private ReadScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("rows and types of every table", ReadScenarios::everyTable),
        new Scenario("every getter on every column", ReadScenarios::everyGetter),
        new Scenario("description of columns", ReadScenarios::columns),
        new Scenario("scrollable result set", ReadScenarios::scrollable),
        new Scenario("streaming with a small fetch size", ReadScenarios::streaming),
        new Scenario("settings of a statement", ReadScenarios::statementSettings),
        new Scenario("most rows", ReadScenarios::maxRows),
        new Scenario("prepared query with parameters", ReadScenarios::prepared),
        new Scenario("parameters of every type", ReadScenarios::parameterTypes),
        new Scenario("several results", ReadScenarios::severalResults),
        new Scenario("arrays", ReadScenarios::arrays),
        new Scenario("text that only looks like a question", ReadScenarios::almostQuestions),
        new Scenario("JDBC escapes", ReadScenarios::escapes),
        new Scenario("result sets of every type and concurrency", ReadScenarios::kindsOfResults));
  }

  private static void everyTable(Session session) {
    for (String table : TestSchema.TABLES) {
      session.query("SELECT * FROM " + table + " ORDER BY 1, 2");
    }
    session.query("SELECT * FROM " + session.kind().quoted(TestSchema.QUOTED_TABLE));
    session.query("SELECT * FROM customer_revenue ORDER BY customer_id");
  }

  private static void everyGetter(Session session) throws SQLException {
    for (String table : List.of("customers", "employees", "orders", "products")) {
      try (Statement statement = session.connection().createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY id")) {
        int columns = rows.getMetaData().getColumnCount();
        for (int row = 0; row < 10 && rows.next(); row++) {
          for (int i = 1; i <= columns; i++) {
            getters(session, rows, table + "." + i + " of row " + row, i);
          }
        }
      }
    }
  }

  private static void getters(Session session, ResultSet rows, String place, int i) {
    session.see(place + " string", () -> rows.getString(i));
    session.see(place + " nstring", () -> rows.getNString(i));
    session.see(place + " boolean", () -> rows.getBoolean(i));
    session.see(place + " byte", () -> rows.getByte(i));
    session.see(place + " short", () -> rows.getShort(i));
    session.see(place + " int", () -> rows.getInt(i));
    session.see(place + " long", () -> rows.getLong(i));
    session.see(place + " float", () -> rows.getFloat(i));
    session.see(place + " double", () -> rows.getDouble(i));
    session.see(place + " decimal", () -> rows.getBigDecimal(i));
    session.see(place + " bytes", () -> rows.getBytes(i));
    session.see(place + " date", () -> rows.getDate(i));
    session.see(place + " time", () -> rows.getTime(i));
    session.see(place + " timestamp", () -> rows.getTimestamp(i));
    session.see(place + " local date", () -> rows.getObject(i, LocalDate.class));
    session.see(place + " local time", () -> rows.getObject(i, LocalDateTime.class));
    session.see(place + " as string", () -> rows.getObject(i, String.class));
    session.see(place + " stream", () -> rows.getBinaryStream(i));
    session.see(place + " reader", () -> rows.getCharacterStream(i));
    session.see(place + " null", rows::wasNull);
  }

  private static void columns(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT e.*, e.salary * 2 AS twice, 'x' FROM employees e")) {
      ResultSetMetaData columns = rows.getMetaData();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        int i = column;
        session.see(i + " label", () -> columns.getColumnLabel(i));
        session.see(i + " name", () -> columns.getColumnName(i));
        session.see(i + " type", () -> columns.getColumnTypeName(i));
        session.see(i + " class", () -> columns.getColumnClassName(i));
        session.see(i + " precision", () -> columns.getPrecision(i));
        session.see(i + " scale", () -> columns.getScale(i));
        session.see(i + " nullable", () -> columns.isNullable(i));
        session.see(i + " signed", () -> columns.isSigned(i));
        session.see(i + " table", () -> columns.getTableName(i));
        session.see(i + " schema", () -> columns.getSchemaName(i));
        session.see(i + " auto", () -> columns.isAutoIncrement(i));
      }
      session.see("outside", () -> columns.getColumnName(99));
      session.see("found", () -> rows.findColumn("SALARY"));
      session.see("not found", () -> rows.findColumn("no_such_column"));
    }
  }

  private static void scrollable(Session session) {
    session.attempt(
        "scroll",
        () -> {
          try (Statement statement =
                  session
                      .connection()
                      .createStatement(
                          ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
              ResultSet rows = statement.executeQuery("SELECT id FROM customers ORDER BY id")) {
            session.see("before", rows::isBeforeFirst);
            session.see("last", rows::last);
            session.see("row", rows::getRow);
            session.see("is last", rows::isLast);
            session.see("previous", rows::previous);
            session.see("value", () -> rows.getInt(1));
            session.see("absolute", () -> rows.absolute(10));
            session.see("relative", () -> rows.relative(-3));
            session.see("value", () -> rows.getInt("id"));
            session.see("first", rows::first);
            session.see("is first", rows::isFirst);
            session.attempt("after last", rows::afterLast);
            session.see("is after last", rows::isAfterLast);
            session.see("no row", () -> rows.getInt(1));
            session.attempt("before first", rows::beforeFirst);
            session.see("type", rows::getType);
            session.see("concurrency", rows::getConcurrency);
          }
        });
  }

  private static void streaming(Session session) throws SQLException {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(7);
      session.see("fetch size", statement::getFetchSize);
      try (ResultSet rows = statement.executeQuery("SELECT id FROM orders ORDER BY id")) {
        session.see("fetch size of rows", rows::getFetchSize);
        long sum = 0;
        while (rows.next()) {
          sum += rows.getLong(1);
        }
        long seen = sum;
        session.see("sum", () -> seen);
        session.see("after the end", rows::next);
      }
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void statementSettings(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      session.attempt("set max rows", () -> statement.setMaxRows(11));
      session.attempt("set negative max rows", () -> statement.setMaxRows(-1));
      session.attempt("set max field size", () -> statement.setMaxFieldSize(100));
      session.attempt("set timeout", () -> statement.setQueryTimeout(30));
      session.attempt("set negative timeout", () -> statement.setQueryTimeout(-1));
      session.attempt("direction", () -> statement.setFetchDirection(ResultSet.FETCH_REVERSE));
      session.attempt("poolable", () -> statement.setPoolable(true));
      session.attempt("large", () -> statement.setLargeMaxRows(12));
      session.attempt("escapes", () -> statement.setEscapeProcessing(false));
      session.attempt("cursor", () -> statement.setCursorName("c1"));
      session.see("max rows", statement::getMaxRows);
      session.see("large max rows", statement::getLargeMaxRows);
      session.see("max field size", statement::getMaxFieldSize);
      session.see("timeout", statement::getQueryTimeout);
      session.see("direction", statement::getFetchDirection);
      session.see("is poolable", statement::isPoolable);
      session.see("type", statement::getResultSetType);
      session.see("concurrency", statement::getResultSetConcurrency);
      session.see("holdability", statement::getResultSetHoldability);
      session.see("update count", statement::getUpdateCount);
      session.see("no rows yet", statement::getResultSet);
      session.see("literal", () -> statement.enquoteLiteral("it's"));
      session.see("identifier", () -> statement.enquoteIdentifier("a b", false));
      session.see("simple", () -> statement.isSimpleIdentifier("abc"));
    }
  }

  private static void maxRows(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.setMaxRows(3);
      session.see("rows", () -> statement.executeQuery("SELECT id FROM orders ORDER BY id"));
      statement.setMaxRows(0);
      session.see("all", () -> statement.executeQuery("SELECT id FROM employees ORDER BY id"));
    }
  }

  private static void prepared(Session session) throws SQLException {
    try (PreparedStatement statement =
        session
            .connection()
            .prepareStatement(
                "SELECT id, name FROM customers WHERE country = ? AND id > ? ORDER BY id")) {
      session.see("columns before", () -> statement.getMetaData().getColumnCount());
      session.see("parameters", () -> statement.getParameterMetaData().getParameterCount());
      session.see("unbound", statement::executeQuery);
      statement.setString(1, "Germany");
      statement.setInt(2, 5);
      session.see("first", statement::executeQuery);
      statement.setObject(1, "France");
      session.see("second", statement::executeQuery);
      statement.setObject(2, 50, Types.INTEGER);
      session.see("third", statement::executeQuery);
      statement.clearParameters();
      session.see("cleared", statement::executeQuery);
      session.attempt("outside", () -> statement.setInt(3, 1));
      session.see("with SQL", () -> statement.executeQuery("SELECT 1"));
    }
  }

  private static void parameterTypes(Session session) throws SQLException {
    try (PreparedStatement statement =
        session.connection().prepareStatement("SELECT CAST(? AS CHAR(40)) AS seen")) {
      List<Object> values =
          List.of("it's", 7, 8L, 1.5, true, new java.math.BigDecimal("2.50"), LocalDate.EPOCH);
      for (Object value : values) {
        session.attempt("set " + value, () -> statement.setObject(1, value));
        session.see("seen " + value, statement::executeQuery);
      }
      session.attempt("null", () -> statement.setNull(1, Types.VARCHAR));
      session.see("seen null", statement::executeQuery);
      session.attempt("date", () -> statement.setDate(1, java.sql.Date.valueOf("2024-02-29")));
      session.see("seen date", statement::executeQuery);
      session.attempt("bytes", () -> statement.setBytes(1, new byte[] {65, 66}));
      session.see("seen bytes", statement::executeQuery);
    }
  }

  private static void severalResults(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      session.see("first", () -> statement.execute("SELECT 1; SELECT 2; SELECT 3"));
      session.see("rows", statement::getResultSet);
      for (int i = 0; i < 4; i++) {
        session.see("more", statement::getMoreResults);
        session.see("count", statement::getUpdateCount);
        session.see("rows", statement::getResultSet);
      }
      session.see("keep", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
    }
  }

  private static void arrays(Session session) throws SQLException {
    session.see(
        "created",
        () -> session.connection().createArrayOf("INTEGER", new Object[] {1, 2}).getArray());
    if (session.kind() == Kind.POSTGRESQL || session.kind() == Kind.H2) {
      session.query("SELECT ARRAY['a', 'b', NULL] AS letters");
    }
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM customers ORDER BY id")) {
      rows.next();
      session.see("no array", () -> rows.getArray(1));
      session.see("no reference", () -> rows.getRef(1));
      session.see("no row id", () -> rows.getRowId(1));
    }
  }

  private static void almostQuestions(Session session) {
    session.query("SELECT 'NL: how many' AS nl");
    session.query("SELECT 1 AS NL");
    session.query("/* NL: how many */ SELECT 2 AS two");
    session.query("-- NL: how many\nSELECT 3 AS three");
    session.query("NLX: how many");
    session.query("SELECT NL('how many')");
    session.query("SELECT id, NL('how many') FROM customers");
    session.query("SELECT id FROM nl");
    session.query("SELECT 'FROM NL(''how many'')' AS text, 'nl' AS nl");
    session.query("SELECT 4 AS four -- FROM (NL: how many) q");
    session.query("NLS 'x'");
    session.query("");
    session.query("   ");
    session.query(";");
    session.query("-- nothing");
  }

  private static void escapes(Session session) {
    for (String sql :
        List.of(
            "SELECT {fn UCASE('a')} AS upper_a",
            "SELECT id FROM orders WHERE ordered_on > {d '2024-01-01'} ORDER BY id",
            "SELECT {ts '2024-01-01 10:00:00'} AS moment",
            "SELECT {fn nothing('a')}",
            "SELECT {broken")) {
      session.see("native " + sql, () -> session.connection().nativeSQL(sql));
      session.query(sql);
    }
  }

  private static void kindsOfResults(Session session) {
    int[] types = {1003, 1004, 1005, 7};
    int[] concurrencies = {1007, 1008, 7};
    for (int type : types) {
      for (int concurrency : concurrencies) {
        session.see(
            type + "/" + concurrency,
            () -> {
              try (Statement statement = session.connection().createStatement(type, concurrency)) {
                return statement.getResultSetType() + " " + statement.getResultSetConcurrency();
              }
            });
        session.see(
            type + "/" + concurrency + " prepared",
            () -> {
              try (PreparedStatement statement =
                  session.connection().prepareStatement("SELECT 1", type, concurrency)) {
                return statement.getResultSetType() + " " + statement.getResultSetConcurrency();
              }
            });
      }
    }
  }
}
