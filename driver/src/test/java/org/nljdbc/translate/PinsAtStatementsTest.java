package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlConnection;
import org.nljdbc.memory.LockCheck;

/** Pinned questions, through statements of two real databases. */
class PinsAtStatementsTest extends AtStatements {

  private static final String TOP =
      "SELECT name FROM customers WHERE born > 1980 ORDER BY id LIMIT 2";

  private static Connection shop(String url) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE customers (id int PRIMARY KEY, name varchar(40), born int, land varchar(20))",
            "INSERT INTO customers VALUES (1, 'Ann', 1990, 'Spain'), (2, 'Bob', 1985, 'Norway'),"
                + " (3, 'Cid', 1970, 'New Zealand')");
    return real;
  }

  /** The schema is looked at each time. */
  private Connection fresh(Connection real, String... settings) throws SQLException {
    return wrap(real, settings(settings, "nl.schemaMaxAge", "0"));
  }

  private static String refused(String state, Executable work) {
    SQLException refused = assertThrows(SQLException.class, work);
    assertEquals(state, refused.getSQLState(), refused::toString);
    return String.valueOf(refused.getMessage());
  }

  private static String pinnedBy(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(pinned(question, TOP))) {
      assertTrue(rows.next());
      return rows.getString("PINNED_BY");
    }
  }

  /** Else a pool would lend the next one the name of the last. */
  @Test
  void whoSpeaksIsForgottenWhereARequestOfAPoolBeginsOrEnds() throws SQLException {
    String user = System.getProperty("user.name");
    try (Connection connection = fresh(shop(H2))) {
      NlConnection ours = connection.unwrap(NlConnection.class);
      ours.speakFor("ann");
      assertEquals("ann", pinnedBy(connection, "one"));
      column(connection, "NL NEW");
      assertEquals("ann", pinnedBy(connection, "two"), "another conversation, not another person");
      connection.endRequest();
      assertEquals(user, pinnedBy(connection, "three"));
      ours.speakFor("bob");
      connection.beginRequest();
      assertEquals(user, pinnedBy(connection, "four"));
      ours.speakFor("cid");
      ours.leave();
      assertEquals(user, pinnedBy(connection, "five"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aPinnedQuestionNeedsNoModel(String url) throws SQLException {
    try (Connection connection = fresh(shop(url))) {
      assertEquals(List.of("pinned"), column(connection, pinned("top 2 born after 1980", TOP)));
      assertEquals(List.of("Ann", "Bob"), column(connection, "NL: Top 2 born after 1980?"));
      assertEquals(List.of("Ann"), column(connection, "NL: top 1 born after 1980"));
      assertEquals(
          List.of("Bob"),
          column(connection, "SELECT name FROM (NL 'top 2 born after 1980') q WHERE name = 'Bob'"));
      List<String> told = warnings(connection, "NL: top 1 born after 1984");
      assertTrue(told.get(0).contains(" (verified): SELECT"), told::toString);
      assertTrue(told.get(1).contains("$1 = 1, $2 = 1984"), told::toString);
      try (Statement statement = connection.createStatement();
          ResultSet shown = statement.executeQuery("NL SHOW: top 2 born after 1980")) {
        assertTrue(shown.next());
        assertEquals(TOP, shown.getString("SQL"));
        assertEquals("VERIFIED", shown.getString("SOURCE"));
        assertEquals("by hand", shown.getString("MODEL"));
        assertEquals(0, shown.getInt("TRIES"));
      }
      assertEquals(0, provider.opened.get());
      assertEquals(List.of("replaced"), column(connection, pinned("top 2 born after 1980", TOP)));
      assertEquals(List.of("holds"), column(connection, "NL PINS"));
      assertEquals(List.of("unpinned"), column(connection, "NL UNPIN: top 2 born after 1980"));
      assertEquals(List.of(), column(connection, "NL UNPIN: top 2 born after 1980"));
      assertEquals(List.of(), column(connection, "NL PINS;"));
      assertEquals(0, provider.opened.get());
    }
  }

  @Test
  void whatTheModelSaysCanBePinned() throws SQLException, IOException {
    model.then(" name FROM customers ORDER BY id").then(" born FROM customers ORDER BY id");
    try (Connection connection = fresh(shop(SQLITE), "nl.prefixCache", "memory")) {
      assertEquals(List.of("Ann", "Bob", "Cid"), column(connection, "NL: names"));
      List<String> recalled = warnings(connection, "NL: names");
      assertTrue(recalled.get(0).contains("(recalled)"), recalled::toString);
      assertEquals(List.of("pinned"), column(connection, "NL PIN: names"));
      assertEquals(1, model.requests.size());
      // Another model, as after an update.
      registry.close();
      registry = registry(provider);
      assertEquals(List.of("Ann", "Bob", "Cid"), column(connection, "NL: names"));
    }
    try (Connection connection = fresh(shop(SQLITE))) {
      assertEquals(List.of("Ann", "Bob", "Cid"), column(connection, "NL: names"));
      assertEquals(1, model.requests.size());
      try (Connection without = fresh(shop(SQLITE), "nl.lock", "off")) {
        assertEquals(List.of("1990", "1985", "1970"), column(without, "NL: names"));
      }
    }
    String text = Files.readString(folder.resolve("nl.lock"));
    assertTrue(text.contains("model = \"scripted f1\""), text);
    assertTrue(text.contains("database = \"SQLite :memory:\""), text);
    assertTrue(text.contains("[\"customers\", \"name\", \"VARCHAR(40)\"]"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM customers | only",
        "SELECT 1; SELECT 2 | second statement",
        "DROP TABLE customers SELECT 1 | SELECT or WITH",
        "SELECT name FROM custmers | would have to be changed",
        "SELECT zzz FROM customers | zzz",
        "SELECT load_extension('x') FROM customers | load_extension",
        "SELECT abs(id, 2, 3) FROM customers | The database says",
        "nonsense | SELECT or WITH"
      })
  void whatFailsACheckIsNotPinned(String sql, String reason) throws SQLException {
    try (Connection connection = fresh(shop(SQLITE))) {
      String message = refused("42000", () -> column(connection, pinned("q", sql)));
      assertTrue(
          message.toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)), message);
      assertFalse(Files.exists(folder.resolve("nl.lock")));
      assertEquals(List.of("Ann", "Bob", "Cid"), column(connection, "SELECT name FROM customers"));
    }
  }

  /** Whoever can write the file still cannot make a question write. */
  @Test
  void theFileIsTrustedNoMoreThanAModel() throws SQLException, IOException {
    Path file = folder.resolve("nl.lock");
    try (Connection connection = fresh(shop(SQLITE))) {
      column(connection, pinned("names", "SELECT name FROM customers"));
      String text = Files.readString(file);
      Files.writeString(file, text.replace("SELECT name FROM", "DELETE FROM"));
      model.then(" born FROM customers WHERE id = 1");
      List<String> told = warnings(connection, "NL: names");
      assertTrue(told.get(1).contains("pinned SQL of this question is not used"), told::toString);
      assertEquals(3, column(connection, "SELECT name FROM customers").size());
      try (Connection strict = fresh(shop(SQLITE), "nl.lock", "strict")) {
        refused("NL003", () -> column(strict, "NL: names"));
      }
      Files.writeString(file, text.replace("[[pin]]", "[[pin]"));
      String message = refused("58030", () -> column(connection, "NL: names"));
      assertTrue(message.contains("line 5, column 1"), message);
      refused("58030", () -> column(connection, "NL PINS"));
      refused("58030", () -> column(connection, "NL UNPIN: names"));
      refused("58030", () -> column(connection, pinned("names", "SELECT name FROM customers")));
      assertEquals(text.replace("[[pin]]", "[[pin]"), Files.readString(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void strictRunsPinnedQuestionsOnly(String url) throws SQLException {
    Connection real = shop(url);
    try (Connection connection = fresh(real, "nl.lock", "strict")) {
      String message = refused("NL002", () -> column(connection, "NL: names"));
      assertTrue(message.contains("nl.lock=strict"), message);
      column(connection, pinned("lands of 1990", "SELECT land FROM customers WHERE born = 1990"));
      assertEquals(List.of("Spain"), column(connection, "NL: lands of 1990"));
      assertEquals(List.of("Norway"), column(connection, "NL: lands of 1985"));
      refused("NL002", () -> column(connection, "NL: lands of customers"));
      try (PreparedStatement prepared = connection.prepareStatement("NL: lands of 1985")) {
        assertTrue(prepared.executeQuery().next());
      }
      refused("NL002", () -> connection.prepareStatement("NL: lands"));
      refused("NL002", () -> connection.nativeSQL("NL: lands"));
      refused("NL002", () -> column(connection, "SELECT * FROM NL('lands') q"));
      // A schema question runs no SQL.
      assertEquals(1, column(connection, "NL: what tables are there").size());

      run(connection, "ALTER TABLE customers ADD COLUMN more int");
      assertEquals(List.of("Spain"), column(connection, "NL: lands of 1990"));
      run(connection, "ALTER TABLE customers DROP COLUMN land");
      message = refused("NL003", () -> column(connection, "NL: lands of 1990"));
      assertTrue(message.toLowerCase(Locale.ROOT).contains("customers.land is gone"), message);
      refused("NL002", () -> column(connection, "NL: lands of 1985"));
      assertTrue(column(connection, "NL PINS").get(0).contains("is gone"));
      run(connection, "ALTER TABLE customers ADD COLUMN land int");
      message = refused("NL003", () -> column(connection, "NL: lands of 1990"));
      assertTrue(message.contains("was") && message.contains("and is"), message);
      run(connection, "CREATE TABLE another (id int)");
      run(connection, "DROP TABLE customers");
      message = refused("NL003", () -> column(connection, "NL: lands of 1990"));
      assertTrue(message.toLowerCase(Locale.ROOT).contains("table customers is gone"), message);
    }
    assertEquals(0, provider.opened.get());
  }

  @Test
  void otherwiseAChangeDrawsAWarning() throws SQLException {
    try (Connection connection = fresh(shop(H2), "nl.lock", "warn")) {
      column(connection, pinned("lands", "SELECT land FROM customers WHERE id = 1"));
      assertEquals(1, warnings(connection, "NL: lands").size());
      run(connection, "ALTER TABLE customers ALTER COLUMN land SET DATA TYPE varchar(99)");
      List<String> told = warnings(connection, "NL: lands");
      assertTrue(told.get(0).contains("(verified)"), told::toString);
      assertTrue(told.get(1).contains("CUSTOMERS.LAND was"), told::toString);
      run(connection, "ALTER TABLE customers RENAME COLUMN land TO country");
      model.then(" country FROM customers WHERE id = 1");
      told = warnings(connection, "NL: lands");
      assertTrue(told.get(0).contains("SELECT country"), told::toString);
      assertTrue(told.get(1).contains("LAND is gone"), told::toString);
      model.then(" id FROM customers");
      told = warnings(connection, "NL: ids");
      assertTrue(told.get(1).contains("not pinned"), told::toString);
    }
  }

  @Test
  void allColumnsAreAllColumns() throws SQLException {
    try (Connection connection = fresh(shop(SQLITE), "nl.lock", "strict")) {
      column(connection, pinned("all", "SELECT * FROM customers"));
      column(connection, pinned("how many", "SELECT COUNT(*) FROM customers"));
      assertEquals(3, column(connection, "NL: all").size());
      run(connection, "ALTER TABLE customers ADD COLUMN more int");
      String message = refused("NL003", () -> column(connection, "NL: all"));
      assertTrue(message.contains("table customers was 4 columns and is 5 columns"), message);
      assertEquals(List.of("3"), column(connection, "NL: how many"));
    }
  }

  /** The schema is read at times only; the database knows at once. */
  @Test
  void aChangeThatIsNotSeenYetIsFoundWhenItFails() throws SQLException {
    String url = "jdbc:h2:mem:pins_unseen;DB_CLOSE_DELAY=-1";
    try (Connection other = shop(url);
        Connection strict =
            fresh(
                DriverManager.getConnection(url), "nl.lock", "strict", "nl.schemaMaxAge", "3600")) {
      column(strict, pinned("lands", "SELECT land FROM customers WHERE id = 1"));
      column(strict, pinned("broken", "SELECT 1 / (id - 1) FROM customers"));
      assertEquals(List.of("Spain"), column(strict, "NL: lands"));
      // Nothing has changed: the database's own error.
      refused("22012", () -> column(strict, "NL: broken"));
      run(other, "ALTER TABLE customers RENAME COLUMN land TO country");
      String message = refused("NL003", () -> column(strict, "NL: lands"));
      assertTrue(message.contains("LAND is gone"), message);
    }
  }

  @Test
  void whatIsAskedInsteadTellsItsDates() throws SQLException {
    String url = "jdbc:h2:mem:pins_dated;DB_CLOSE_DELAY=-1";
    model.then(" country FROM customers WHERE id = 1");
    try (Connection other = shop(url);
        Connection lenient =
            fresh(
                DriverManager.getConnection(url),
                "nl.schemaMaxAge",
                "3600",
                "nl.today",
                "2026-11-28")) {
      column(lenient, pinned("lands of today", "SELECT land FROM customers WHERE id = 1"));
      assertEquals(List.of("Spain"), column(lenient, "NL: lands of today"));
      run(other, "ALTER TABLE customers RENAME COLUMN land TO country");
      List<String> told = warnings(lenient, "NL: lands of today");
      assertTrue(told.stream().anyMatch(note -> note.startsWith("read \"")), told::toString);
    }
  }

  @Test
  void theModelIsAskedWhereSuchAChangeMattersLess() throws SQLException {
    String url = "jdbc:h2:mem:pins_lenient;DB_CLOSE_DELAY=-1";
    model.then(" country FROM customers WHERE id = 1");
    try (Connection other = shop(url);
        Connection lenient = fresh(DriverManager.getConnection(url), "nl.schemaMaxAge", "3600")) {
      column(lenient, pinned("lands", "SELECT land FROM customers WHERE id = 1"));
      assertEquals(List.of("Spain"), column(lenient, "NL: lands"));
      run(other, "ALTER TABLE customers RENAME COLUMN land TO country");
      assertEquals(List.of("Spain"), column(lenient, "NL: lands"));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aValueIsBoundIfItsColumnHoldsIt(String url) throws SQLException {
    model.then(" name FROM customers");
    try (Connection connection = fresh(shop(url))) {
      column(
          connection,
          pinned("customers in Spain", "SELECT name FROM customers WHERE land = 'Spain'"));
      assertEquals(List.of("Ann"), column(connection, "NL: customers in spain"));
      assertEquals(List.of("Bob"), column(connection, "NL: customers in norway"));
      assertEquals(List.of("Cid"), column(connection, "NL: customers in new zealand"));
      assertEquals(0, provider.opened.get());
      assertEquals(List.of("Ann", "Bob", "Cid"), column(connection, "NL: customers in total"));
      assertEquals(1, model.requests.size());
    }
    try (Connection blind = fresh(shop(url), "nl.samples", "0", "nl.lock", "strict")) {
      assertEquals(List.of("Ann"), column(blind, "NL: customers in Spain"));
      refused("NL002", () -> column(blind, "NL: customers in Norway"));
    }
  }

  @Test
  void aPreparedPinIsMadeWhenItRuns() throws SQLException {
    try (Connection connection = fresh(shop(H2));
        PreparedStatement pin =
            connection.prepareStatement(pinned("one", "SELECT 1 FROM customers"));
        PreparedStatement pins = connection.prepareStatement("NL PINS")) {
      assertEquals("STATUS", pins.getMetaData().getColumnLabel(1));
      assertFalse(pins.executeQuery().next());
      assertTrue(pin.execute());
      ResultSet listed = pins.executeQuery();
      assertTrue(listed.next());
      assertEquals("one", listed.getString("QUESTION"));
      assertEquals("H2 UNNAMED.PUBLIC", listed.getString("DATABASE"));
      refused("0A000", () -> connection.nativeSQL("NL PINS"));
      refused("0A000", () -> connection.prepareCall("NL PINS"));
      try (Statement statement = connection.createStatement()) {
        refused("0A000", () -> statement.executeUpdate("NL PIN: one"));
        refused("42000", () -> statement.execute("SELECT * FROM (NL PIN: one) x"));
      }
      assertEquals(
          Translation.Source.VERIFIED,
          connection.unwrap(NlConnection.class).translate("one").source());
    }
  }

  /** What is pinned is a question about data, whatever it looks like. */
  @Test
  void aPinGoesBeforeWhatTheQuestionSeemsToBe() throws SQLException {
    try (Connection connection = fresh(shop(SQLITE))) {
      column(
          connection, pinned("what tables are there", "SELECT 'mine' FROM customers WHERE id = 1"));
      column(connection, pinned("hello", "SELECT name FROM customers WHERE id = 1"));
      assertEquals(List.of("mine"), column(connection, "NL: what tables are there"));
      assertEquals(List.of("Ann"), column(connection, "NL: hello"));
    }
  }

  private static String check(int result, String... arguments) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    String text;
    int code = LockCheck.run(List.of(arguments), Map.of("NL_PASSWORD", ""), out);
    text = told.toString(StandardCharsets.UTF_8);
    assertEquals(result, code, text);
    return text;
  }

  @Test
  void aBuildChecksTheFile() throws SQLException {
    String file = folder.resolve("nl.lock").toString();
    String real = "jdbc:h2:mem:pins_build;DB_CLOSE_DELAY=-1";
    String url = "jdbc:nl:" + real.substring(5) + ";nl.lock=strict;nl.lockFile=" + file;
    try (Connection shop = shop(real);
        Connection connection = fresh(DriverManager.getConnection(real))) {
      assertTrue(check(2, url, "").contains("no pin"));
      column(connection, pinned("lands", "SELECT land FROM customers WHERE id = 1"));
      assertTrue(check(0, url, "").contains("1 pin, 0 changed"));
      run(shop, "ALTER TABLE customers RENAME COLUMN land TO country");
      String told = check(1, url, "");
      assertTrue(told.contains("column CUSTOMERS.LAND is gone"), told);
      assertTrue(told.contains("  - SELECT land"), told);
      // Here no model can be found.
      told = check(1, "--regenerate", url, "");
      assertTrue(told.contains("no SQL any more: lands"), told);
    }
    assertTrue(check(2).startsWith("Usage"));
    assertTrue(check(2, "--write", url).startsWith("Usage"));
    assertTrue(check(2, "jdbc:h2:mem:").startsWith("Usage"));
    assertTrue(check(2, "jdbc:nl:nothing:x").contains("could not be checked"));
  }
}
