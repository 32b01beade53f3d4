package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/** Questions with values that are bound later. */
abstract class BindSuite extends ScriptedTest {

  private static final String QUESTION = "orders of customer ? since ?";
  private static final String SQL =
      "SELECT id FROM orders WHERE ordered_on >= :p2 AND customer_id = :p1 ORDER BY id";
  private static final Date DAY = Date.valueOf("2022-06-01");

  /** SQLite keeps dates as the text that they were written as. */
  private void setDay(PreparedStatement statement, int parameter) throws SQLException {
    if (database.kind() == Kind.SQLITE) {
      statement.setString(parameter, DAY.toString());
    } else {
      statement.setDate(parameter, DAY);
    }
  }

  private PreparedStatement prepare(String question, String... answers) throws SQLException {
    model().answer(question.replaceFirst("\\?.*", ""), answers);
    return connection.prepareStatement("NL: " + question);
  }

  private List<String> expected(int customer) throws SQLException {
    return bareRows(
        "SELECT id FROM orders WHERE ordered_on >= '"
            + DAY
            + "' AND customer_id = "
            + customer
            + " ORDER BY id");
  }

  @Test
  void valuesGoWhereTheSqlHasThem() throws SQLException {
    try (PreparedStatement statement = prepare(QUESTION, SQL)) {
      for (int customer = 1; customer < 4; customer++) {
        statement.setInt(1, customer);
        setDay(statement, 2);
        assertEquals(expected(customer), Rows.of(statement.executeQuery()));
      }
      assertTrue(statement.execute());
      assertEquals(expected(3), Rows.of(statement.getResultSet()));
      assertEquals(1, model().requests().size());
    }
  }

  @Test
  void valuesNeverReachTheModel() throws SQLException {
    try (PreparedStatement statement = prepare(QUESTION, SQL)) {
      statement.setInt(1, 4711);
      setDay(statement, 2);
      statement.executeQuery().close();
    }
    String prompts = model().requests().toString();
    assertTrue(prompts.contains("orders of customer 'p1' since 'p2'"), prompts);
    assertFalse(prompts.contains("4711") || prompts.contains(DAY.toString()), prompts);
  }

  @Test
  void theStatementIsDescribedBeforeItRuns() throws SQLException {
    try (PreparedStatement statement = prepare(QUESTION, SQL)) {
      ResultSetMetaData columns = statement.getMetaData();
      assertNotNull(columns);
      assertEquals(1, columns.getColumnCount());
      ParameterMetaData parameters = statement.getParameterMetaData();
      assertEquals(2, parameters.getParameterCount());
      if (database.kind() == Kind.POSTGRESQL || database.kind() == Kind.H2) {
        assertEquals(Types.INTEGER, parameters.getParameterType(1));
        assertEquals(Types.DATE, parameters.getParameterType(2));
      }
      assertState("07009", () -> parameters.getParameterType(3));
      assertState("07009", () -> statement.setInt(3, 1));
      assertState("07009", () -> statement.setInt(0, 1));
      var found = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      assertEquals(List.of(2, 1), found.parameters());
      assertEquals(SQL.replaceAll(":p\\d", "?"), found.sql());
    }
  }

  @Test
  void oneValueMayGoToSeveralPlaces() throws SQLException {
    String sql =
        "SELECT name FROM customers WHERE country = :p1 OR city = :p1 OR country = :p2 ORDER BY id";
    try (PreparedStatement statement = prepare("names of customers in ? or ?", sql)) {
      statement.setString(1, "Paris");
      statement.setObject(2, "Norway", JDBCType.VARCHAR.getVendorTypeNumber());
      List<String> all =
          bareRows(
              "SELECT name FROM customers WHERE city = 'Paris' OR country = 'Norway' ORDER BY id");
      assertEquals(all, Rows.of(statement.executeQuery()));
      statement.setNull(2, Types.VARCHAR);
      List<String> some = bareRows("SELECT name FROM customers WHERE city = 'Paris' ORDER BY id");
      assertEquals(some, Rows.of(statement.executeQuery()));
      assertState("0A000", () -> statement.setCharacterStream(1, new StringReader("Paris")));
      statement.clearParameters();
      statement.setString(1, "Oslo");
      statement.setString(2, "nowhere");
      assertEquals(
          bareRows("SELECT name FROM customers WHERE city = 'Oslo' ORDER BY id"),
          Rows.of(statement.executeQuery()));
    }
  }

  @Test
  void quotesThatTheModelPutAroundAParameterGo() throws SQLException {
    String sql = "SELECT name FROM customers WHERE name LIKE '%p1%' ORDER BY id";
    try (PreparedStatement statement = prepare("customers whose name holds ?", sql)) {
      statement.setString(1, "Brien");
      List<String> rows = Rows.of(statement.executeQuery());
      assertEquals(
          bareRows("SELECT name FROM customers WHERE name LIKE '%Brien%' ORDER BY id"), rows);
      assertFalse(rows.isEmpty());
    }
  }

  @Test
  void eachMarkerMustBeUsed() throws SQLException {
    String half = "SELECT id FROM orders WHERE customer_id = :p1";
    SQLException error = assertState("42000", () -> prepare(QUESTION, half));
    assertTrue(error.toString().contains(":p2"), error::toString);
    assertState("42000", () -> prepare(QUESTION, SQL + ", :p3"));
    assertState("42000", () -> prepare(QUESTION, SQL.replaceAll(":p\\d", "?")));
    try (PreparedStatement mended = prepare(QUESTION, half, SQL)) {
      mended.setInt(1, 2);
      setDay(mended, 2);
      assertEquals(expected(2), Rows.of(mended.executeQuery()));
    }
  }

  @Test
  void aWordsQuestionMarkIsPunctuation() throws SQLException {
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    List<String> count = bareRows("SELECT COUNT(*) FROM customers");
    assertEquals(count, rows("NL: how many customers are there?"));
    assertEquals(count, rows("NL: how many customers are there ?"));
    assertEquals(count, rows("NL 'how many customers are in ? or so'"));
    assertState("07001", () -> rows("NL: how many customers are in ? today"));
    for (String prepared :
        List.of("NL: how many customers are there?", "NL 'how many customers are there ?'")) {
      try (PreparedStatement statement = connection.prepareStatement(prepared)) {
        assertEquals(0, statement.getParameterMetaData().getParameterCount());
        assertEquals(count, Rows.of(statement.executeQuery()));
      }
    }
  }

  @Test
  void writesAndBatchesAreRefused() throws SQLException {
    try (PreparedStatement statement = prepare(QUESTION, SQL)) {
      statement.setInt(1, 1);
      setDay(statement, 2);
      assertState("0A000", statement::addBatch);
      assertState("0A000", statement::executeUpdate);
    }
  }

  @Test
  void theSqlIsShownWithItsParameters() throws SQLException {
    model().answer("orders of customer", SQL);
    String sql = SQL.replaceAll(":p\\d", "?");
    assertEquals(sql, rows("NL SHOW: " + QUESTION).get(0).split("\\|")[0]);
    assertEquals(sql, connection.nativeSQL("NL: " + QUESTION));
    List<String> plan = rows("NL EXPLAIN: " + QUESTION);
    assertEquals("SQL|1|" + sql, plan.get(0));
    assertTrue(plan.size() > 1, plan::toString);
    assertTrue(rows("NL PROMPT: " + QUESTION).toString().contains("customer 'p1' since 'p2'"));
  }

  @Test
  void aFailedPreparationLeavesTheTransactionAlone() throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO departments VALUES (88, 'Bound', 0)");
    try (PreparedStatement statement =
        prepare(QUESTION, SQL.replace("ordered_on", "nonsense"), SQL)) {
      statement.setInt(1, 1);
      setDay(statement, 2);
      assertEquals(expected(1), Rows.of(statement.executeQuery()));
    }
    assertEquals(List.of("Bound"), rows("SELECT name FROM departments WHERE id = 88"));
    connection.rollback();
  }

  @Test
  void costsAreLimitedWithoutKnowingTheValues() throws SQLException {
    if (database.kind() == Kind.SQLITE || database.kind() == Kind.H2) {
      return; // nl.maxCost is refused there
    }
    model().answer("dear ", "SELECT COUNT(*) FROM orders a, orders b, orders c WHERE a.id > :p1");
    model().answer("cheap ", "SELECT status FROM orders WHERE id = :p1");
    try (Connection limited = open(Map.of("nl.maxCost", "20000"))) {
      assertState("53400", () -> limited.prepareStatement("NL: dear ?"));
      for (int i = 0; i < 2; i++) {
        try (PreparedStatement statement = limited.prepareStatement("NL: cheap ?")) {
          statement.setInt(1, 1);
          assertEquals(1, Rows.of(statement.executeQuery()).size());
        }
      }
    }
  }

  @Test
  void verbsTellWithoutRunning() throws SQLException {
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    List<String> prompt = rows("NL PROMPT: how many customers are there?");
    assertTrue(prompt.get(0).startsWith("1|system|"), prompt::toString);
    assertTrue(prompt.get(1).startsWith("2|user|"), prompt::toString);
    assertTrue(prompt.get(1).contains("how many customers are there?"), prompt::toString);
    assertTrue(model().requests().isEmpty());
    rows("NL: how many customers are there?");
    assertEquals(
        prompt.get(1).substring("2|user|".length()),
        model().requests().get(0).prompt().messages().get(1).text());
    try (Connection fresh = open(Map.of());
        Statement statement = fresh.createStatement()) {
      List<String> status = Rows.of(statement.executeQuery("NL STATUS"));
      assertTrue(status.get(0).startsWith("model|script:"), status::toString);
      assertTrue(status.stream().anyMatch(line -> line.startsWith("questions asked|")));
      assertTrue(status.stream().anyMatch(line -> line.matches("milliseconds, 95 %\\|\\d+")));
      try (PreparedStatement prepared = fresh.prepareStatement("NL STATUS")) {
        assertEquals("NAME", prepared.getMetaData().getColumnLabel(1));
        // Where the model runs may be told with a whole error message.
        assertTrue(prepared.getMetaData().getPrecision(2) >= 4_000);
        assertEquals(status.size(), Rows.of(prepared.executeQuery()).size());
      }
    }
    assertTrue(rows("NL STATUS").contains("loaded|yes"));
    assertState("0A000", () -> rows("NL EXPLAIN: what tables are there"));
    assertState("0A000", () -> rows("NL PROMPT: delete all customers"));
  }

  /** The id of the warning stands in the SQL that the database sees, and nowhere else. */
  @Test
  void theSqlThatRunsHasTheQuestionsId() throws SQLException {
    String seen =
        switch (database.kind()) {
          case POSTGRESQL ->
              "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE"
                  + " '%/* nl:%'";
          case MARIADB -> "";
          case H2, SQLITE -> "";
        };
    model().answer("all customers", "SELECT id FROM customers");
    try (Statement statement = connection.createStatement()) {
      assertFalse(Rows.of(statement.executeQuery("NL: all customers")).isEmpty());
      var found = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      assertEquals("SELECT id FROM customers", found.sql());
      assertFalse(String.valueOf(statement.getWarnings()).contains("/*"));
      assertEquals("SELECT id FROM customers", connection.nativeSQL("NL: all customers"));
      assertEquals(
          "SELECT id FROM customers", rows("NL SHOW: all customers").get(0).split("\\|")[0]);
      if (!seen.isEmpty()) {
        Rows.of(statement.executeQuery("NL: all customers"));
        assertEquals(
            List.of("SELECT id FROM customers /* nl:" + found.id() + " */"), bareRows(seen));
      }
      assertFalse(rows("SELECT * FROM (NL: all customers) x").isEmpty());
    }
    try (Connection silent = open(Map.of("nl.sqlComment", "false"))) {
      assertFalse(Rows.of(silent, "NL: all customers").isEmpty());
    }
  }
}
