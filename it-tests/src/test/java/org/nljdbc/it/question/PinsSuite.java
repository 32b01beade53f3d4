package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.memory.LockCheck;

/** Questions that are pinned, their values, and what becomes of them when the schema changes. */
abstract class PinsSuite extends ScriptedTest {

  private static final String FIRST =
      "SELECT name FROM customers WHERE id > 20 ORDER BY id LIMIT 3";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("nl.lock");
  }

  private Connection pinning(String lock, String... more) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    settings.put("nl.lockFile", file().toString());
    settings.put("nl.lock", lock);
    settings.put("nl.schemaMaxAge", "0");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return open(settings);
  }

  private static String as(String question, String sql) {
    return "NL PIN '" + question + "' AS '" + sql.replace("'", "''") + "'";
  }

  private static String status(Connection connection, String sql) throws SQLException {
    return Rows.of(connection, sql).get(0).replaceAll("\\|.*", "");
  }

  @Test
  void aPinNeedsNoModelAndTakesOtherValues() throws SQLException, IOException {
    try (Connection strict = pinning("strict")) {
      assertEquals("pinned", status(strict, as("3 customers after 20", FIRST)));
      assertEquals(bareRows(FIRST), Rows.of(strict, "NL: 3 customers after 20"));
      assertEquals(
          bareRows(FIRST.replace("20", "41").replace("3", "5")),
          Rows.of(strict, "NL '5 customers after 41?'"));
      assertEquals("holds", status(strict, "NL PINS"));
      assertState("NL002", () -> Rows.of(strict, "NL: customers after 20"));
    }
    assertEquals(List.of(), model().requests());
    String text = Files.readString(file());
    assertTrue(text.contains("normalised = \"$1 customers after $2\""), text);
    assertTrue(!text.contains(database.url()) && !text.contains("localhost"), text);
  }

  @Test
  void aValueIsBoundAsItsColumnHoldsIt() throws SQLException {
    List<String> cities =
        bareRows("SELECT DISTINCT city FROM customers WHERE city NOT LIKE '%''%' ORDER BY city");
    String sql = "SELECT COUNT(*) FROM customers WHERE city = '" + cities.get(0) + "'";
    model().answer("customers of nowhere", "SELECT 17 FROM customers WHERE id = 1");
    try (Connection lenient = pinning("on")) {
      assertEquals("pinned", status(lenient, as("customers of " + cities.get(0), sql)));
      String other = cities.get(1);
      assertEquals(
          bareRows(sql.replace(cities.get(0), other)),
          Rows.of(lenient, "NL: customers of " + other));
      assertEquals(List.of(), model().requests());
      assertEquals(List.of("17"), Rows.of(lenient, "NL: customers of nowhere"));
    }
  }

  @Test
  void whatTheModelSaidIsKeptWhateverItSaysLater() throws SQLException {
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    try (Connection lenient = pinning("warn");
        Statement statement = lenient.createStatement()) {
      assertEquals("pinned", status(lenient, "NL PIN: how many customers"));
      model().answer("how many customers", "SELECT 1 FROM orders");
      try (Connection another = pinning("on", "nl.tries", "3")) {
        assertEquals(List.of("60"), Rows.of(another, "NL: how many customers"));
      }
      assertTrue(statement.execute("NL: how many customers"));
      SQLWarning warning = statement.getWarnings();
      String told = String.valueOf(warning.getMessage());
      assertTrue(told.contains("(verified): SELECT COUNT"), told);
      assertEquals(1, model().requests().size());
      assertEquals("unpinned", status(lenient, "NL UNPIN: how many customers"));
      assertEquals(List.of(), Rows.of(lenient, "NL PINS"));
    }
  }

  @Test
  void aChangeOfWhatIsUsedIsNamed() throws SQLException {
    run("CREATE TABLE pinned_things (id INTEGER PRIMARY KEY, colour VARCHAR(20), other INTEGER)");
    try (Connection strict = pinning("strict")) {
      String sql = "SELECT colour FROM pinned_things WHERE id = 1";
      assertEquals("pinned", status(strict, as("colours", sql)));
      assertEquals(List.of(), Rows.of(strict, "NL: colours"));
      run("ALTER TABLE pinned_things DROP COLUMN other");
      assertEquals(List.of(), Rows.of(strict, "NL: colours"));
      run("ALTER TABLE pinned_things RENAME COLUMN colour TO color");
      SQLException refused = assertState("NL003", () -> Rows.of(strict, "NL: colours"));
      String message = String.valueOf(refused.getMessage()).toLowerCase(java.util.Locale.ROOT);
      assertTrue(message.contains("column pinned_things.colour is gone"), message);
      assertTrue(status(strict, "NL PINS").contains("is gone"));
    } finally {
      run("DROP TABLE pinned_things");
    }
  }

  /** A transaction goes on, and its own rows are seen. */
  @Test
  void pinningLeavesTheTransactionAsItWas() throws SQLException {
    run("CREATE TABLE pinned_rows (id INTEGER PRIMARY KEY)");
    try (Connection strict = pinning("strict")) {
      strict.setAutoCommit(false);
      try (Statement statement = strict.createStatement()) {
        statement.executeUpdate("INSERT INTO pinned_rows VALUES (1)");
      }
      assertState("42000", () -> Rows.of(strict, as("bad", "SELECT nothing FROM pinned_rows")));
      assertState("42000", () -> Rows.of(strict, as("bad", "DELETE FROM pinned_rows")));
      Rows.of(strict, as("rows", "SELECT COUNT(*) FROM pinned_rows"));
      assertEquals(List.of("1"), Rows.of(strict, "NL: rows"));
      strict.rollback();
      assertEquals(List.of("0"), Rows.of(strict, "NL: rows"));
      strict.rollback();
    } finally {
      run("DROP TABLE pinned_rows");
    }
  }

  private String url(String settings) {
    boolean semicolons = database.kind() == Kind.H2;
    String all =
        settings + "&nl.lockFile=" + URLEncoder.encode(file().toString(), StandardCharsets.UTF_8);
    return database.nlUrl()
        + (semicolons ? ";" : database.nlUrl().contains("?") ? "&" : "?")
        + (semicolons ? settings + ";nl.lockFile=" + file() : all);
  }

  private String check(int result, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(url("nl.model=" + script.settings().get("nl.model")));
    arguments.add(database.user());
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        LockCheck.run(arguments, Map.of(), new PrintStream(told, true, StandardCharsets.UTF_8));
    assertEquals(result, code, told::toString);
    return told.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aBuildShowsWhatTheModelWouldSayNow() throws SQLException {
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    try (Connection lenient = pinning("on")) {
      Rows.of(lenient, "NL PIN: how many customers");
      assertTrue(check(0).contains("1 pin, 0 changed"));
      model().answer("how many customers", "SELECT COUNT(id) FROM customers");
      String told = check(1, "--regenerate", "--write");
      assertTrue(told.contains("  - SELECT COUNT(*) FROM customers"), told);
      assertTrue(told.contains("  + SELECT COUNT(id) FROM customers"), told);
      assertTrue(Rows.of(lenient, "NL PINS").get(0).contains("COUNT(id)"));
      assertTrue(check(0, "--regenerate").contains("1 pin, 0 changed"));
      assertTrue(check(0).contains("1 pin, 0 changed"));
    }
  }
}
