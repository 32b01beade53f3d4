package org.nljdbc.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/** What the settings forbid or limit. */
abstract class PolicySuite extends ScriptedTest {

  /**
   * Functions that SQLite's extensions do not mark although they compute, and two of PostgreSQL
   * that stand in TABLESAMPLE and cannot be called.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "median",
          "percentile_disc",
          "percentile_cont",
          "mode",
          "variance",
          "charindex",
          "match",
          "difference",
          "cot",
          "reverse",
          "system",
          "bernoulli");

  private static final String MANY = "all the customers";

  @Test
  void whatIsExcludedIsNowhere() throws SQLException {
    try (Connection guarded = open(Map.of("nl.exclude", "pay*, employees"))) {
      model().answer("paid by card", "SELECT method FROM payments");
      model().answer("orders of ours", "SELECT COUNT(*) FROM orders");
      assertState("42000", () -> Rows.of(guarded, "NL: what was paid by card"));
      String prompt = model().requests().get(0).prompt().toString().toLowerCase(Locale.ROOT);
      assertFalse(prompt.contains("payments"), prompt);
      assertFalse(prompt.contains("salary"), prompt);
      assertFalse(prompt.contains("references employees"), prompt);
      assertTrue(prompt.contains("customers"), prompt);
      Rows.of(guarded, "NL: orders of ours");
      String tables = String.join(" ", Rows.of(guarded, "NL: what tables are there"));
      assertTrue(tables.toLowerCase(Locale.ROOT).contains("orders"), tables);
      assertFalse(tables.toLowerCase(Locale.ROOT).contains("payments"), tables);
      String keys = String.join(" ", Rows.of(guarded, "NL: foreign keys of orders"));
      assertFalse(keys.toLowerCase(Locale.ROOT).contains("employees"), keys);
      // SQL of the user's own is the user's.
      assertFalse(Rows.of(guarded, "SELECT id FROM payments").isEmpty());
    }
  }

  @Test
  void onlyWhatIsNamedIsAskable() throws SQLException {
    String own =
        switch (database.kind()) {
          case SQLITE -> "main.customers";
          case H2, POSTGRESQL -> "public.customers";
          case MARIADB -> "*.customers";
        };
    try (Connection guarded = open(Map.of("nl.tables", own + ", order*"))) {
      model().answer("what is there", "SELECT COUNT(*) FROM products");
      model().answer("lines", "SELECT COUNT(*) FROM order_items");
      assertState("42000", () -> Rows.of(guarded, "NL: what is there on sale"));
      assertFalse(Rows.of(guarded, "NL: lines of all orders").isEmpty());
      assertEquals(3, Rows.of(guarded, "NL: what tables are there").size());
    }
    try (Connection guarded = open(Map.of("nl.tables", "nothing.*"))) {
      SQLException none = assertState("42000", () -> Rows.of(guarded, "NL: what is there"));
      assertTrue(String.valueOf(none.getMessage()).contains("nl.tables"), none::getMessage);
    }
  }

  @Test
  void rowsEndAtTheLimit() throws SQLException {
    model().answer(MANY, "SELECT id FROM customers ORDER BY id");
    try (Connection limited = open(Map.of("nl.maxRows", "3"));
        Statement statement = limited.createStatement()) {
      assertEquals(List.of("1", "2", "3"), Rows.of(statement.executeQuery("NL: " + MANY)));
      assertTrue(warnings(statement.getWarnings()).contains("first 3 rows"));
      assertEquals(0, statement.getMaxRows());
      assertTrue(statement.execute("NL: " + MANY));
      assertEquals(3, Rows.of(statement.getResultSet()).size());
      // One's own SQL and one's own limit are left alone.
      assertTrue(Rows.of(statement.executeQuery("SELECT id FROM customers")).size() > 3);
      assertNull(statement.getWarnings());
      statement.setMaxRows(2);
      assertEquals(2, Rows.of(statement.executeQuery("NL: " + MANY)).size());
      assertFalse(warnings(statement.getWarnings()).contains("first"));
      assertEquals(2, statement.getMaxRows());
    }
  }

  @Test
  void rowsEndAtTheLimitOfPreparedStatementsToo() throws SQLException {
    model().answer(MANY, "SELECT id FROM customers WHERE id < 4 ORDER BY id");
    try (Connection limited = open(Map.of("nl.maxRows", "2"));
        PreparedStatement statement = limited.prepareStatement("NL: " + MANY)) {
      for (int i = 0; i < 2; i++) {
        assertEquals(List.of("1", "2"), Rows.of(statement.executeQuery()));
        assertTrue(warnings(statement.getWarnings()).contains("first 2 rows"));
      }
    }
    try (Connection limited = open(Map.of("nl.maxRows", "3"));
        PreparedStatement statement = limited.prepareStatement("NL: " + MANY)) {
      ResultSet rows = statement.executeQuery();
      assertEquals(List.of("1", "2", "3"), Rows.of(rows));
      assertFalse(warnings(statement.getWarnings()).contains("first"));
    }
  }

  @Test
  void rowsEndAtTheLimitOfScrollableResultsToo() throws SQLException {
    assumeTrue(database.kind() != Kind.SQLITE, "knows no scrollable results");
    model().answer(MANY, "SELECT id FROM customers ORDER BY id");
    try (Connection limited = open(Map.of("nl.maxRows", "3"));
        Statement statement =
            limited.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
      ResultSet rows = statement.executeQuery("NL: " + MANY);
      assertTrue(rows.last());
      assertEquals(3, rows.getRow());
      rows.beforeFirst();
      assertEquals(List.of("1", "2", "3"), Rows.of(rows));
      assertTrue(warnings(statement.getWarnings()).contains("first 3 rows"));
    }
  }

  @Test
  void joinsAndNestingAreLimited() throws SQLException {
    model()
        .answer(
            "one join", "SELECT COUNT(*) FROM orders o JOIN customers c ON o.customer_id = c.id");
    model()
        .answer(
            "two joins",
            "SELECT COUNT(*) FROM orders o JOIN customers c ON o.customer_id = c.id, payments");
    model()
        .answer(
            "one deep", "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)");
    model()
        .answer(
            "two deep",
            "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE id IN"
                + " (SELECT order_id FROM payments))");
    try (Connection limited = open(Map.of("nl.maxJoins", "1", "nl.maxNesting", "1"))) {
      assertFalse(Rows.of(limited, "NL: one join").isEmpty());
      assertFalse(Rows.of(limited, "NL: one deep").isEmpty());
      SQLException joins = assertState("54001", () -> Rows.of(limited, "NL: two joins"));
      assertTrue(joins.toString().contains("nl.maxJoins"), joins::toString);
      SQLException nesting = assertState("54001", () -> Rows.of(limited, "NL: two deep"));
      assertTrue(nesting.toString().contains("nl.maxNesting"), nesting::toString);
    }
    assertFalse(rows("NL: two joins").isEmpty());
    assertFalse(rows("NL: two deep").isEmpty());
  }

  @Test
  void costIsLimitedWhereTheDatabaseEstimatesIt() throws SQLException {
    model().answer("cheap", "SELECT name FROM customers WHERE id = 1");
    model().answer("dear", "SELECT COUNT(*) FROM orders a, orders b, orders c, orders d");
    try (Connection limited = open(Map.of("nl.maxCost", "20000"))) {
      if (database.kind() == Kind.SQLITE || database.kind() == Kind.H2) {
        SQLException none = assertState("0A000", () -> Rows.of(limited, "NL: cheap"));
        assertTrue(none.toString().contains("nl.maxCost"), none::toString);
        return;
      }
      assertEquals(1, Rows.of(limited, "NL: cheap").size());
      SQLException cost = assertState("53400", () -> Rows.of(limited, "NL: dear"));
      assertTrue(cost.toString().contains("nl.maxCost"), cost::toString);
      limited.setAutoCommit(false);
      assertState("53400", () -> Rows.of(limited, "NL: dear"));
      assertEquals(1, Rows.of(limited, "NL: cheap").size());
      limited.rollback();
    }
  }

  /** What the database itself says is not free of effects must not be among what may be called. */
  @Test
  void noFunctionWithEffectsMayBeCalled() throws SQLException {
    List<String> functions = new ArrayList<>();
    if (database.kind() == Kind.POSTGRESQL) {
      functions.addAll(
          bareRows(
              "SELECT DISTINCT proname FROM pg_proc WHERE provolatile = 'v' AND prokind = 'f' AND"
                  + " proname NOT IN ('random', 'gen_random_uuid', 'clock_timestamp', 'timeofday',"
                  // Reads rows of the statement only.
                  + " 'string_agg') AND pronamespace = 'pg_catalog'::regnamespace"));
      assertTrue(functions.contains("pg_read_file") && functions.contains("nextval"));
    } else if (database.kind() == Kind.SQLITE) {
      // 0x200000 is SQLITE_INNOCUOUS.
      functions.addAll(
          bareRows("SELECT DISTINCT name FROM pragma_function_list WHERE flags & 0x200000 = 0"));
      functions.removeIf(name -> !name.matches("[a-z_0-9]+"));
      assertTrue(functions.contains("load_extension"), functions::toString);
    }
    assumeTrue(!functions.isEmpty(), "the database does not tell");
    List<String> callable = new ArrayList<>();
    for (String function : functions) {
      String question = "call " + function + " for me";
      model().forget();
      model().answer(question, "SELECT " + function + "(*)");
      SQLException refused = assertState("42000", () -> rows("NL SHOW: " + question));
      if (!refused.toString().contains("known to change nothing")) {
        callable.add(function);
      }
    }
    callable.removeAll(HARMLESS);
    assertEquals(List.of(), callable);
  }

  private static String warnings(@Nullable SQLWarning first) {
    StringBuilder all = new StringBuilder();
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      all.append(warning.getMessage()).append('\n');
    }
    return all.toString();
  }
}
