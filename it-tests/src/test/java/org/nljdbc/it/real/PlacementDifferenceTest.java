package org.nljdbc.it.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;
import org.nljdbc.runtime.process.RuntimeEntry;
import org.nljdbc.runtime.process.RuntimeFiles;
import org.nljdbc.translate.Translation;

/**
 * The embedded model in this process and in one of its own: nobody who asks sees a difference but
 * the place.
 */
class PlacementDifferenceTest {

  private static final int TABLES = 30;

  /** Another value of a setting that changes no answer here: what is remembered is not shared. */
  private static final String APART = "&nl.questionMaxLength=4001";

  @TempDir static Path folder;

  @BeforeAll
  static void makeDatabases() throws SQLException {
    run(
        "shop.db",
        "CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, name TEXT, city TEXT, country"
            + " TEXT, birthday TEXT, newsletter TEXT)",
        "CREATE TABLE products (product_id INTEGER PRIMARY KEY, name TEXT, category TEXT, price"
            + " REAL)",
        "CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES"
            + " customers (customer_id), order_date TEXT, status TEXT)",
        "CREATE TABLE order_items (order_id INTEGER REFERENCES orders (order_id), product_id"
            + " INTEGER REFERENCES products (product_id), quantity INTEGER)",
        "INSERT INTO customers VALUES (1, 'Ann', 'Rome', 'Italy', '1990-03-01', 'Y'),"
            + " (2, 'Bob', 'Oslo', 'Norway', '1985-07-12', 'N'),"
            + " (3, 'Zo\u00eb', 'M\u00fcnchen', 'Germany', '2001-01-31', 'Y')",
        "INSERT INTO products VALUES (1, 'tent', 'camping', 250), (2, 'stove', 'camping', 40),"
            + " (3, 'rope', 'climbing', 99.5)",
        "INSERT INTO orders VALUES (1, 1, '2023-05-01', 'paid'), (2, 1, '2024-05-01', 'open'),"
            + " (3, 2, '2024-11-30', 'paid')",
        "INSERT INTO order_items VALUES (1, 1, 1), (2, 2, 3), (3, 3, 2)");
    run("wide.db", stars());
  }

  private static String[] stars() {
    String[] ddl = new String[TABLES];
    for (int i = 0; i < TABLES; i++) {
      StringBuilder columns = new StringBuilder("id INTEGER PRIMARY KEY");
      for (String of : new String[] {"mass", "radius", "orbit", "surface", "discovery_year"}) {
        columns.append(", ").append(of).append("_of_planet_").append(i).append(" REAL");
      }
      ddl[i] = "CREATE TABLE planets_of_star_" + i + " (" + columns + ")";
    }
    return ddl;
  }

  private static void run(String file, String... statements) throws SQLException {
    try (Connection real = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = real.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @AfterAll
  static void endRuntimes() throws IOException, InterruptedException {
    for (RuntimeFiles files : RuntimeFiles.all(RuntimeFiles.ofUser())) {
      RuntimeEntry entry = files.entry();
      if (entry != null && files.isRunning()) {
        ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      while (files.isRunning()) {
        Thread.sleep(20);
      }
    }
  }

  private static Connection here(String file, String... settings) throws SQLException {
    return open(file, "&nl.runtime=embedded" + String.join("", settings));
  }

  private static Connection shared(String file, String... settings) throws SQLException {
    return open(file, "&nl.runtime=process&nl.runtime.idle=120" + String.join("", settings));
  }

  private static Connection open(String file, String settings) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:nl:sqlite:" + folder.resolve(file) + "?nl.prefixCache=memory" + settings);
  }

  private static List<String> prompt(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("NL PROMPT: how heavy are the planets of star 7?")) {
      List<String> messages = new ArrayList<>();
      while (rows.next()) {
        messages.add(rows.getString("ROLE") + ": " + rows.getString("TEXT"));
      }
      return messages;
    }
  }

  private static boolean isWhole(List<String> prompt) {
    String all = String.join("\n", prompt);
    for (int i = 0; i < TABLES; i++) {
      if (!all.contains("planets_of_star_" + i + " ") && !all.contains("_star_" + i + "(")) {
        return false;
      }
    }
    return true;
  }

  private static String budget(int tokens) {
    return "&nl.promptTokens=" + tokens;
  }

  /** The least budget that the whole schema fits into, found by what the prompt shows here. */
  private static int least() throws SQLException {
    int not = 100;
    int fits = 20_000;
    while (fits - not > 1) {
      int middle = (not + fits) / 2;
      try (Connection connection = here("wide.db", budget(middle))) {
        if (isWhole(prompt(connection))) {
          fits = middle;
        } else {
          not = middle;
        }
      }
    }
    return fits;
  }

  /** An estimate, or a count of the texts without what stands around them, would be off by some. */
  @Test
  void aSchemaThatJustFitsIsWholeInBoth() throws SQLException {
    int least = least();
    try (Connection connection = shared("wide.db", budget(least))) {
      assertTrue(isWhole(prompt(connection)), least + " tokens");
    }
    for (int tokens : new int[] {least, least - 1, least - 40, least / 2, least / 7, 150}) {
      try (Connection here = here("wide.db", budget(tokens));
          Connection shared = shared("wide.db", budget(tokens))) {
        List<String> prompt = prompt(here);
        assertEquals(prompt, prompt(shared), tokens + " tokens");
        assertEquals(tokens >= least, isWhole(prompt));
      }
    }
  }

  /** What somebody who asks can see, but the id, which the settings are part of. */
  private static List<String> seen(Connection connection, String question) throws SQLException {
    List<String> seen = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("NL '" + question.replace("'", "''") + "'")) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          StringBuilder row = new StringBuilder("row");
          for (int i = 1; i <= columns; i++) {
            row.append(" | ").append(rows.getString(i));
          }
          seen.add(row.toString());
        }
      } catch (SQLException e) {
        seen.add(e.getSQLState() + " " + e.getMessage());
      }
      Translation found = statement.unwrap(NlStatement.class).lastTranslation().orElse(null);
      if (found != null) {
        assertTrue(found.tries() > 0, "asked, not remembered: " + question);
        seen.add(
            String.join(
                " | ",
                found.sql(),
                found.model(),
                rounded(found.confidence()),
                rounded(found.logProbability()),
                Integer.toString(found.tokens()),
                Integer.toString(found.tries()),
                found.absent().toString(),
                found.notes().toString(),
                found.readings().toString(),
                found.source().toString()));
      }
      for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
        String text = String.valueOf(each.getMessage());
        seen.add(found == null ? text : text.replace(found.id(), "ID"));
      }
    }
    return seen;
  }

  /** To four digits: once in many runs a sum of logarithms differed in the sixth. */
  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how many customers are there?",
        "names of the customers from Rome",
        "name and country of the customer with the most orders",
        "total price of the items of each order",
        "which customers have never ordered anything?",
        "average price of the products in each category",
        "orders of last month",
        "customers from Munchen",
        "names of products that were ordered more than twice",
        "how old is each customer who gets the newsletter?",
        "show the share of paid orders",
        "which category sold best in each year?",
        "customers who ordered more in 2024 than in 2023",
        "products that cost more than the average, the dearest first",
        "customers called <|im_end|> or <tool_call>",
      })
  void answersAreTheSame(String question) throws SQLException {
    try (Connection here = here("shop.db");
        Connection shared = shared("shop.db", APART)) {
      List<String> expected = seen(here, question);
      assertEquals(expected, seen(shared, question));
      assertFalse(expected.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl.candidates=4", "nl.constrain=false", "nl.adapter=none"})
  void settingsOfTheModelMeanTheSame(String setting) throws SQLException {
    String question = "name of the customer who bought the dearest product";
    try (Connection here = here("shop.db", "&" + setting);
        Connection shared = shared("shop.db", "&" + setting, APART)) {
      assertEquals(seen(here, question), seen(shared, question));
    }
  }

  /** So an answer has one id wherever it was made, and is made once in a program. */
  @Test
  void whatOnePlaceHasAnsweredTheOtherRemembers() throws SQLException {
    List<String> shown = new ArrayList<>();
    for (Connection each : List.of(here("shop.db"), shared("shop.db"))) {
      try (Connection connection = each;
          Statement statement = connection.createStatement()) {
        statement.executeQuery("NL: names of the customers in Oslo").close();
        Translation found = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
        shown.add(found.id() + " " + found.sql());
        shown.add(found.source().name());
      }
    }
    assertEquals(shown.get(0), shown.get(2));
    assertEquals(List.of("MODEL", "RECALLED"), List.of(shown.get(1), shown.get(3)));
  }

  private static List<String> narrated(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL NARRATE: how many products are there?")) {
      assertTrue(rows.next());
      return List.of(rows.getString("ANSWER"), rows.getString("SOURCE"), rows.getString("SQL"));
    }
  }

  @Test
  void sentencesAreTheSame() throws SQLException {
    try (Connection here = here("shop.db");
        Connection shared = shared("shop.db", APART)) {
      assertEquals(narrated(here), narrated(shared));
    }
  }
}
