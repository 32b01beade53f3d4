package org.nljdbc.it.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.NlConnection;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.schema.Table;

/** The shop in one database, its tickets in a SQLite file: asked as if they were one. */
abstract class FederationSuite extends ScriptedTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  @BeforeEach
  void tickets() throws SQLException, IOException {
    Path desk = folder.resolve("desk.db");
    try (Connection bare = DriverManager.getConnection("jdbc:sqlite:" + desk);
        Statement statement = bare.createStatement()) {
      statement.executeUpdate("CREATE TABLE agents (id INTEGER PRIMARY KEY, name TEXT)");
      statement.executeUpdate(
          "CREATE TABLE tickets (id INTEGER PRIMARY KEY, customer_id INTEGER, agent_id INTEGER"
              + " REFERENCES agents(id), opened DATE, subject TEXT, hours REAL)");
      statement.executeUpdate("CREATE TABLE payments (id INTEGER PRIMARY KEY, ticket_id INTEGER)");
      statement.executeUpdate("INSERT INTO agents VALUES (1, 'Kim'), (2, 'Lou')");
      statement.executeUpdate(
          "INSERT INTO tickets VALUES (1, 1, 1, '2023-03-01', 'Broken', 1.5),"
              + " (2, 1, 2, '2023-12-31', 'Late', 0.5), (3, 2, 2, '2024-01-01', 'late again', 2)");
    }
    file = folder.resolve("databases.yaml");
    String user = database.user().isEmpty() ? "" : "\n    user: " + database.user();
    Files.writeString(
        file,
        "databases:\n  - name: shop\n    url: \""
            + database.url()
            + "\""
            + user
            + "\n  - name: desk\n    url: \"jdbc:sqlite:"
            + desk
            + "\"\n");
  }

  private Connection both(Map<String, String> settings) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(script.settings());
    properties.putAll(settings);
    return DriverManager.getConnection("jdbc:nl:multi:" + file, properties);
  }

  private List<String> asked(String sql) throws SQLException {
    String question = "question " + sql.hashCode();
    model().answer(question, sql);
    try (Connection both = both(Map.of("nl.candidates", "1"))) {
      return Rows.of(both, "NL '" + question + "'");
    }
  }

  @Test
  void aQuestionJoinsTheDatabases() throws SQLException {
    List<String> names =
        bareRows("SELECT name FROM customers WHERE id IN (1, 2) ORDER BY id").stream().toList();
    List<String> rows =
        asked(
            "SELECT c.name, SUM(t.hours) FROM customers AS c JOIN tickets AS t"
                + " ON c.id = t.customer_id GROUP BY c.name ORDER BY SUM(t.hours) DESC, c.name");
    assertEquals(2, rows.size(), rows::toString);
    for (String name : names) {
      assertTrue(rows.stream().anyMatch(row -> row.contains(name)), () -> rows + " " + name);
    }
    assertTrue(rows.get(0).contains("2.0"), rows::toString);
  }

  @Test
  void aQuestionAboutOneDatabaseIsItsOwnToAnswer() throws SQLException {
    try (Connection both = both(Map.of())) {
      List<String> plan =
          Rows.of(
              both,
              "EXPLAIN PLAN FOR SELECT a.name, COUNT(*) FROM agents a JOIN tickets t"
                  + " ON a.id = t.agent_id WHERE t.hours > 1 GROUP BY a.name");
      String text = String.join("\n", plan);
      assertEquals(2, text.split("JdbcToEnumerableConverter", -1).length, text);
      assertFalse(text.contains("EnumerableAggregate"), text);
      assertTrue(text.contains("JdbcAggregate") && text.contains("JdbcJoin"), text);
    }
  }

  @Test
  void theModelIsToldOfKeysCommentsAndNames() throws SQLException {
    try (Connection both = both(Map.of())) {
      String prompt = String.join("\n", Rows.of(both, "NL PROMPT 'hours of customers'"));
      assertTrue(prompt.contains("tickets"), prompt);
      assertTrue(prompt.matches("(?s).*FOREIGN KEY.*agent_id.*REFERENCES agents.*"), prompt);
      assertTrue(prompt.matches("(?s).*customer_id.*REFERENCES customers.*"), prompt);
      // Both have payments.
      assertTrue(prompt.contains("shop_payments") && prompt.contains("desk_payments"), prompt);
      assertFalse(prompt.contains("sqlite_schema"), prompt);
      assertFalse(prompt.contains("NOT NULL NOT NULL"), prompt);
      if (database.kind().hasComments()) {
        assertTrue(prompt.contains("Who buys"), prompt);
      }
    }
  }

  @Test
  void datesOfBothAreDates() throws SQLException {
    assertEquals(
        List.of("2"), asked("SELECT COUNT(*) FROM tickets WHERE EXTRACT(YEAR FROM opened) = 2023"));
    assertEquals(
        List.of("2"), asked("SELECT COUNT(*) FROM tickets WHERE strftime('%Y', opened) = '2023'"));
    assertEquals(
        List.of("1"), asked("SELECT COUNT(*) FROM tickets WHERE strftime('%m', opened) = '03'"));
    assertEquals(List.of("1"), asked("SELECT COUNT(*) FROM tickets WHERE YEAR(opened) > 2023"));
    assertEquals(List.of("2"), asked("SELECT COUNT(*) FROM tickets WHERE opened < '2024-01-01'"));
    assertEquals(
        bareRows("SELECT COUNT(*) FROM orders WHERE ordered_on >= '2023-01-01'"),
        asked("SELECT COUNT(*) FROM orders WHERE ordered_on >= '2023-01-01'"));
  }

  @Test
  void numbersKeepTheirDigits() throws SQLException {
    assertEquals(
        bareRows("SELECT SUM(amount) FROM payments"),
        asked("SELECT SUM(amount) FROM shop_payments"));
    assertEquals(
        bareRows("SELECT AVG(price) FROM products WHERE price > 20").get(0).substring(0, 5),
        asked("SELECT AVG(price) FROM products WHERE price > 20").get(0).substring(0, 5));
    assertEquals(
        bareRows("SELECT AVG(quantity) FROM order_items").get(0).substring(0, 4),
        asked("SELECT AVG(quantity) FROM order_items").get(0).substring(0, 4));
    assertEquals("1.33", asked("SELECT AVG(customer_id) FROM tickets").get(0).substring(0, 4));
    assertEquals(
        "1.33",
        asked("SELECT AVG(t.customer_id) FROM tickets t JOIN customers c ON c.id = t.customer_id")
            .get(0)
            .substring(0, 4));
    assertEquals(
        bareRows("SELECT MAX(revenue) FROM customer_revenue"),
        asked("SELECT MAX(revenue) FROM customer_revenue"));
  }

  @Test
  void whatSqliteCallsOtherwiseIsAskedInItsWords() throws SQLException {
    assertEquals(
        List.of("Broken|Brok|6", "Late|Late|4"),
        asked(
            "SELECT subject, SUBSTRING(subject, 1, 4), CHAR_LENGTH(subject) FROM tickets"
                + " WHERE TRIM(subject) <> '' AND id < 3 ORDER BY id"));
    assertEquals(List.of("2"), asked("SELECT COUNT(*) FROM tickets WHERE subject ILIKE 'late%'"));
    assertEquals(List.of("3"), asked("SELECT id FROM tickets ORDER BY hours DESC LIMIT 1"));
    assertEquals(List.of("2"), asked("SELECT id FROM tickets ORDER BY id LIMIT 1 OFFSET 1"));
    assertEquals(List.of("2"), asked("SELECT COUNT(*) FROM tickets WHERE MOD(id, 2) = 1"));
  }

  @Test
  void parametersAreBound() throws SQLException {
    model()
        .answer(
            "tickets of customer 'p1' over 'p2' hours",
            "SELECT subject FROM tickets WHERE customer_id = 'p1' AND hours > 'p2'");
    try (Connection both = both(Map.of());
        var prepared = both.prepareStatement("NL: tickets of customer ? over ? hours")) {
      prepared.setInt(1, 1);
      prepared.setInt(2, 1);
      try (var rows = prepared.executeQuery()) {
        assertEquals(List.of("Broken"), Rows.of(rows));
      }
    }
  }

  @Test
  void whatIsWrongIsToldInAFewWords() throws SQLException {
    try (Connection both = both(Map.of());
        Statement statement = both.createStatement()) {
      SQLException wrong =
          assertState("42000", () -> statement.executeQuery("SELECT subjects FROM tickets"));
      assertTrue(wrong.toString().contains("'subjects'"), wrong::toString);
      SQLException unread = assertState("42000", () -> statement.executeQuery("SELECT FROM"));
      assertFalse(unread.toString().contains("Was expecting"), unread::toString);
    }
  }

  @Test
  void nothingIsWritten() throws SQLException {
    try (Connection both = both(Map.of());
        Statement statement = both.createStatement()) {
      assertTrue(both.isReadOnly());
      assertThrows(
          SQLException.class, () -> statement.executeUpdate("DELETE FROM tickets WHERE id = 1"));
      assertThrows(
          SQLException.class,
          () -> statement.executeUpdate("INSERT INTO \"desk\".\"agents\" VALUES (3, 'Max')"));
      assertEquals(List.of("3"), Rows.of(both, "SELECT COUNT(*) FROM tickets"));
      assertEquals(List.of("2"), Rows.of(both, "SELECT COUNT(*) FROM \"desk\".\"agents\""));
    }
  }

  @Test
  void transactionsHaveNothingToDo() throws SQLException {
    try (Connection both = both(Map.of())) {
      both.setAutoCommit(false);
      assertFalse(both.getAutoCommit());
      model().answer("how many agents", "SELECT COUNT(*) FROM agents");
      assertEquals(List.of("2"), Rows.of(both, "NL: how many agents"));
      both.commit();
      both.rollback();
      assertTrue(both.isValid(1));
    }
  }

  @Test
  void cancellingReachesTheDatabase() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (Connection both = both(Map.of());
        Statement statement = both.createStatement()) {
      String digits = "(SELECT id FROM tickets UNION ALL SELECT id + 3 FROM tickets)";
      String from = digits + " d0";
      for (int i = 1; i < 14; i++) {
        from += ", " + digits + " d" + i;
      }
      String endless = "SELECT COUNT(*) FROM " + from;
      Callable<SQLException> work =
          () -> assertThrows(SQLException.class, () -> statement.executeQuery(endless).next());
      Future<SQLException> end = executor.submit(work);
      Thread.sleep(2_000);
      assertFalse(end.isDone());
      while (!end.isDone()) {
        statement.cancel();
        Thread.sleep(50);
      }
      assertTrue(end.get(1, TimeUnit.SECONDS) != null);
    } finally {
      executor.shutdownNow();
    }
    assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
  }

  @Test
  void someOfTheDatabasesCanBeNamed() throws SQLException {
    try (Connection desk =
        DriverManager.getConnection("jdbc:nl:multi:" + file + "?databases=desk")) {
      assertEquals(List.of("0"), Rows.of(desk, "SELECT COUNT(*) FROM payments"));
      assertThrows(SQLException.class, () -> Rows.of(desk, "SELECT COUNT(*) FROM customers"));
    }
    SQLException unknown =
        assertState(
            "08001",
            () -> DriverManager.getConnection("jdbc:nl:multi:" + file + "?databases=depot"));
    assertTrue(unknown.toString().contains("shop, desk"), unknown::toString);
  }

  /** What is known of a schema is kept, by where it is. */
  @Test
  void otherDatabasesHaveAnotherSchema() throws SQLException, IOException {
    try (Connection both = both(Map.of())) {
      assertTrue(tables(both).contains("customers"), () -> "shop and desk");
    }
    Path other = folder.resolve("other.yaml");
    Files.writeString(
        other,
        "databases: [{name: desk, url: \"jdbc:sqlite:" + folder.resolve("desk.db") + "\"}]\n");
    for (String url : List.of("" + other, file + "?databases=desk")) {
      try (Connection desk = DriverManager.getConnection("jdbc:nl:multi:" + url)) {
        assertEquals(List.of("agents", "payments", "tickets"), tables(desk));
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return connection.unwrap(NlConnection.class).schema().tables().stream()
        .map(Table::name)
        .sorted()
        .toList();
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() throws IOException {
    Files.writeString(
        file,
        "databases:\n  - {name: gone, url: \"jdbc:sqlite:" + folder.resolve("no.db") + "\"}\n");
    SQLException gone = assertState("08001", () -> both(Map.of()));
    assertTrue(gone.toString().contains("gone"), gone::toString);
    Files.writeString(file, "databases:\n  - {name: a, url: x}\n");
    SQLException wrong = assertState("08001", () -> both(Map.of()));
    assertTrue(wrong.toString().contains("databases[0].url"), wrong::toString);
    Files.delete(file);
    SQLException missing = assertState("08001", () -> both(Map.of()));
    assertTrue(missing.toString().contains("databases.yaml"), missing::toString);
  }
}
