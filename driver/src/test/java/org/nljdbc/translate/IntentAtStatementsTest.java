package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlConnection;
import org.nljdbc.NlStatement;

/** What is no question about data, through statements of two real databases, asks no model. */
class IntentAtStatementsTest extends AtStatements {

  private Connection connect(String url, String... settings) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE customers (id int PRIMARY KEY, name varchar(40) NOT NULL)",
            "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers(id))",
            "CREATE VIEW big_orders AS SELECT id FROM orders",
            "INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob')");
    return wrap(real, settings);
  }

  private void noModelIsAsked() {
    assertEquals(0, provider.opened.get());
    assertEquals(List.of(), model.requests);
  }

  /** The first column, in lower case since databases store names in their own way. */
  private static List<String> first(ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(1).toLowerCase(Locale.ROOT));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theSchemaAnswersAStatement(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      ResultSet ordinary = statement.executeQuery("SELECT id FROM customers");
      ResultSet rows = statement.executeQuery("NL: what tables are there?");
      assertTrue(ordinary.isClosed());
      assertSame(statement, rows.getStatement());
      assertEquals(List.of("big_orders", "customers", "orders"), sorted(first(rows)));
      assertNull(statement.getWarnings());
      assertEquals(Optional.empty(), statement.unwrap(NlStatement.class).lastTranslation());

      assertTrue(statement.execute("NL 'columns of orders'"));
      assertTrue(rows.isClosed());
      ResultSet columns = statement.getResultSet();
      assertSame(columns, statement.getResultSet());
      assertEquals(-1, statement.getUpdateCount());
      assertTrue(columns.next());
      assertEquals("PRIMARY", columns.getString("KEY"));
      assertNull(columns.getString("references"));
      assertTrue(columns.wasNull());
      assertTrue(columns.next());
      assertEquals("customers.id", columns.getString("REFERENCES").toLowerCase(Locale.ROOT));
      assertEquals("YES", columns.getString("NULLABLE"));
      assertFalse(columns.wasNull());
      assertFalse(statement.getMoreResults());
      assertTrue(columns.isClosed());
      assertNull(statement.getResultSet());

      statement.setMaxRows(1);
      assertEquals(1, first(statement.executeQuery("NL: columns of customers")).size());
      statement.setMaxRows(0);
      assertEquals(
          List.of("1", "2"), first(statement.executeQuery("SELECT id FROM customers ORDER BY 1")));
    }
    noModelIsAsked();
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theSchemaAnswersAPreparedStatement(String url) throws SQLException {
    try (Connection connection = connect(url);
        PreparedStatement prepared =
            connection.prepareStatement("NL: how many tables are there?")) {
      ResultSetMetaData columns = prepared.getMetaData();
      assertEquals(2, columns.getColumnCount());
      assertEquals("TABLES", columns.getColumnLabel(1));
      assertEquals(Types.INTEGER, columns.getColumnType(2));
      for (int i = 0; i < 2; i++) {
        ResultSet rows = prepared.executeQuery();
        assertSame(prepared, rows.getStatement());
        assertTrue(rows.next());
        assertEquals(2, rows.getInt("TABLES"));
        assertEquals(1, rows.getInt("VIEWS"));
        assertFalse(rows.next());
      }
      assertTrue(prepared.execute());
      assertTrue(prepared.getResultSet().next());
      assertEquals(0, prepared.getParameterMetaData().getParameterCount());
      state("0A000", () -> prepared.executeUpdate());
    }
    noModelIsAsked();
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aRequestToWriteIsRefused(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      SQLException error = state("0A000", () -> statement.execute("NL: delete all customers"));
      assertInstanceOf(SQLFeatureNotSupportedException.class, error);
      tells(error, "only read", "(DELETE)", "DELETE FROM ... WHERE ...", "nl.intent=false");
      state("0A000", () -> statement.executeQuery("NL SHOW: drop the orders table"));
      state("0A000", () -> connection.prepareStatement("NL: insert a new customer named Bob"));
      state("0A000", () -> connection.nativeSQL("NL: update all orders"));
      assertEquals(2, first(statement.executeQuery("SELECT id FROM customers")).size());
    }
    noModelIsAsked();
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatNoDatabaseKnowsIsRefused(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      SQLException error = state("42000", () -> statement.execute("NL: hello"));
      tells(error, "greeting", "NL: how many ", "NL: what tables are there");
      tells(state("42000", () -> statement.executeQuery("NL: ???")), "no words");
      state("42000", () -> connection.prepareStatement("NL 'what''s the weather today?'"));
    }
    noModelIsAsked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          insert into customers values (1)    | INSERT INTO ... VALUES (...)
          add a new customer named Bob        | INSERT INTO ... VALUES (...)
          drop table customers                | DROP TABLE ...
          update all customers                | UPDATE ... SET ... WHERE ...
          truncate customers                  | TRUNCATE TABLE ...
          alter table customers               | ALTER TABLE ...
          rename customers to people          | ALTER TABLE ...
          create a new table called people    | CREATE TABLE ...
          grant select on customers to bob    | GRANT ... ON ... TO ...
          revoke select on customers from bob | REVOKE ... ON ... FROM ...
          """)
  void everyVerbHasItsExample(String question, String example) throws SQLException {
    try (Connection connection = connect(H2);
        Statement statement = connection.createStatement()) {
      tells(state("0A000", () -> statement.execute("NL: " + question)), example);
    }
    noModelIsAsked();
  }

  @Test
  void aSchemaQuestionHasNoSql() throws SQLException {
    try (Connection connection = connect(SQLITE);
        Statement statement = connection.createStatement()) {
      String question = "what tables are there";
      tells(state("0A000", () -> statement.execute("NL SHOW: " + question)), "schema", "without");
      state("0A000", () -> connection.prepareStatement("NL SHOW: " + question));
      state("0A000", () -> connection.nativeSQL("NL: " + question));
      state("0A000", () -> connection.unwrap(NlConnection.class).translate(question));
    }
    noModelIsAsked();
  }

  @Test
  void aNewTableIsKnown() throws SQLException {
    try (Connection connection = connect(H2);
        Statement statement = connection.createStatement()) {
      assertEquals(3, first(statement.executeQuery("NL: list tables")).size());
      statement.execute("CREATE TABLE visitors (id int)");
      assertEquals(4, first(statement.executeQuery("NL: list tables")).size());
      assertEquals(List.of("id"), first(statement.executeQuery("NL: describe visitors")));
    }
    noModelIsAsked();
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aQuestionAboutDataGoesToTheModel(String url) throws SQLException {
    model.then(" name FROM customers ORDER BY id").then(" 1");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertEquals(
          List.of("ann", "bob"),
          first(statement.executeQuery("NL: list all columns of customers that have a name")));
      statement.executeQuery("NL: update dates of all orders");
      assertEquals(2, model.requests.size());
    }
  }

  @Test
  void itCanBeTurnedOff() throws SQLException {
    model.then(" 1").then(" 2").then(" 3");
    try (Connection connection = connect(SQLITE, "nl.intent", "false");
        Statement statement = connection.createStatement()) {
      assertEquals(List.of("1"), first(statement.executeQuery("NL: what tables are there")));
      assertEquals(List.of("2"), first(statement.executeQuery("NL: delete all orders")));
      assertEquals(List.of("3"), first(statement.executeQuery("NL: hello")));
    }
  }

  private static SQLException state(String state, Executable call) {
    SQLException error = assertThrows(SQLException.class, call);
    assertEquals(state, error.getSQLState(), error.getMessage());
    return error;
  }

  private static void tells(SQLException error, String... parts) {
    for (String part : parts) {
      assertTrue(String.valueOf(error.getMessage()).contains(part), error.getMessage());
    }
  }
}
