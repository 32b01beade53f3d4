package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.settings.Settings;

/** Questions about last month and the like, through statements of two real databases. */
class QuestionDatesAtStatementsTest extends AtStatements {

  private static final String OCTOBER =
      "SELECT id FROM orders WHERE ordered >= '2026-10-01' AND ordered <= '2026-10-31'";
  private static final String NOVEMBER =
      OCTOBER.replace("-10-31", "-11-30").replace("-10-", "-11-");

  private static Connection shop(String url) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE orders (id int PRIMARY KEY, ordered date, last_week int)",
            "INSERT INTO orders VALUES (1, '2026-09-30', 0), (2, '2026-10-15', 0),"
                + " (3, '2026-11-15', 1)");
    return real;
  }

  private Connection on(String today, Connection real, String... settings) throws SQLException {
    return wrap(real, settings(settings, "nl.today", today));
  }

  /** The model's answer begins after SELECT. */
  private static String answer(String sql) {
    return sql.substring("SELECT".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theModelReadsDates(String url) throws SQLException {
    try (Connection connection = on("2026-11-28", shop(url))) {
      model.then(answer(OCTOBER));
      assertEquals(List.of("2"), column(connection, "NL: orders of last month"));
      assertTrue(
          model.lastMessage().contains("orders between 2026-10-01 and 2026-10-31"),
          model::lastMessage);
      List<String> told = warnings(connection, "NL: orders of last month");
      assertTrue(
          told.contains("read \"of last month\" as between 2026-10-01 and 2026-10-31"),
          told::toString);
      assertEquals(1, model.requests.size(), "the second was remembered");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatIsRememberedIsOfItsMonth(String url) throws SQLException {
    Connection real = shop(url);
    model.then(answer(OCTOBER)).then(answer(NOVEMBER));
    assertEquals(List.of("2"), column(on("2026-11-28", real), "NL: orders of last month"));
    assertEquals(List.of("3"), column(on("2026-12-01", real), "NL: orders of last month"));
    assertEquals(List.of("3"), column(on("2026-11-30", real), "NL: orders of this month"));
    assertEquals(2, model.requests.size());
    real.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aPinGoesOnWithTheMonths(String url) throws SQLException {
    Connection real = shop(url);
    model.then(answer(OCTOBER));
    assertEquals(List.of("pinned"), column(on("2026-11-28", real), "NL PIN: orders of last month"));
    assertEquals(
        List.of("3"),
        column(on("2026-12-24", real, "nl.lock", "strict"), "NL: orders of last month"));
    assertEquals(1, model.requests.size());
    assertEquals(
        List.of("unpinned"), column(on("2026-11-01", real), "NL UNPIN: orders of last month"));
    real.close();
  }

  @Test
  void ownSqlIsPinnedAsItIsMeant() throws SQLException {
    Connection real = shop(SQLITE);
    String fixed = "NL PIN 'orders of last month' AS '" + OCTOBER.replace("'", "''") + "'";
    assertEquals(List.of("pinned"), column(on("2026-11-28", real), fixed));
    assertEquals(List.of("3"), column(on("2026-12-24", real), "NL: orders of last month"));
    String relative =
        "SELECT id FROM orders WHERE ordered < date('now', '+1000 years') ORDER BY id";
    String free = "NL PIN 'orders before today' AS '" + relative.replace("'", "''") + "'";
    assertEquals(List.of("pinned"), column(on("2026-11-28", real), free));
    assertEquals(List.of("1", "2", "3"), column(on("2027-11-28", real), "NL: orders before today"));
    assertEquals(0, provider.opened.get());
    real.close();
  }

  @Test
  void aPinThatCountsByItselfBindsItsDays() throws SQLException {
    Connection real = shop(H2);
    String counting = "SELECT id FROM orders WHERE ordered >= DATEADD(DAY, -90, CURRENT_DATE)";
    String pin = "NL PIN 'orders of the past 90 days' AS '" + counting + "'";
    Connection strict = on("2026-11-28", real, "nl.lock", "strict");
    assertEquals(List.of("pinned"), column(strict, pin));
    List<String> told = warnings(strict, "NL: orders of the past 30 days");
    assertTrue(told.get(0).contains("DATEADD(DAY, -30, CURRENT_DATE)"), told::toString);
    assertEquals(0, provider.opened.get());
    real.close();
  }

  @Test
  void aPinThatNoLongerHoldsLeavesTheDates() throws SQLException {
    Connection real = shop(SQLITE);
    String sql = "SELECT last_week FROM orders WHERE ordered < date('now')";
    column(
        on("2026-11-28", real), "NL PIN 'orders before today' AS '" + sql.replace("'", "''") + "'");
    try (Statement statement = real.createStatement()) {
      statement.execute("ALTER TABLE orders RENAME COLUMN last_week TO other");
    }
    model.then(" id FROM orders WHERE ordered < '2026-11-28'");
    Connection later = on("2026-11-28", real, "nl.schemaMaxAge", "0");
    assertEquals(3, column(later, "NL: orders before today").size());
    assertTrue(model.lastMessage().contains("before 2026-11-28"), model::lastMessage);
    real.close();
  }

  @Test
  void aRejectedAnswerIsThatOfTheDates() throws SQLException {
    Connection real = shop(SQLITE);
    model.then(" id FROM orders").then(answer(OCTOBER));
    Connection connection = on("2026-11-28", real, "nl.candidates", "1");
    assertEquals(3, column(connection, "NL: orders of last month").size());
    assertEquals(
        List.of("rejected"), column(connection, "NL FEEDBACK DOWN 'orders of last month'"));
    assertEquals(List.of("2"), column(connection, "NL: orders of last month"));
    real.close();
  }

  @Test
  void namesAndSwitchedOffWordsStay() throws SQLException {
    Connection real = shop(SQLITE);
    model.then(" last_week FROM orders");
    column(on("2026-11-28", real), "NL: last week of each order");
    assertTrue(model.lastMessage().contains("last week of each order"), model::lastMessage);
    model.then(answer(OCTOBER));
    column(on("off", real), "NL: orders of last month");
    assertTrue(model.lastMessage().contains("orders of last month"), model::lastMessage);
    real.close();
  }

  @Test
  void onlyRowsWithBirthsAreBornBeforeADay() throws SQLException {
    Connection real = shop(SQLITE);
    try (Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE riders (id int, birth_date date)");
    }
    model.then(" id FROM riders WHERE birth_date < '1996-11-28'").then(" id FROM orders");
    column(on("2026-11-28", real), "NL: riders older than 30 years");
    assertTrue(model.lastMessage().contains("born before 1996-11-28"), model::lastMessage);
    column(on("2026-11-28", real), "NL: orders older than 2 years");
    assertTrue(model.lastMessage().contains("orders older than 2 years"), model::lastMessage);
    real.close();
  }

  @Test
  void todayIsTodayUnlessSaid() throws SQLException {
    Connection real = shop(SQLITE);
    model.then(" id FROM orders");
    String before = LocalDate.now().toString();
    column(on("auto", real), "NL: orders placed today");
    String asked = model.lastMessage();
    assertTrue(asked.contains(before) || asked.contains(LocalDate.now().toString()), asked);
    real.close();
  }

  /** The rest of the question is counted from the same day as its dates. */
  @Test
  void sqliteCountsFromTheDayHere() throws SQLException {
    Connection real = shop(SQLITE);
    String here = column(real, "SELECT date('now', 'localtime')").get(0);
    model.then(" id FROM orders WHERE ordered < date('now') AND ordered <> '" + here + "'");
    Connection connection = on("auto", real);
    List<String> told = warnings(connection, "NL: orders placed today");
    assertTrue(model.lastMessage().contains(here), model::lastMessage);
    assertTrue(told.get(0).contains("date('now', 'localtime')"), told::toString);
    real.close();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-28, true", "auto, false", "off, false"})
  void aSecondClockIsTold(String today, boolean warns) throws SQLException {
    Connection real = shop(H2);
    model.then(" id FROM orders WHERE ordered < CURRENT_DATE - 30");
    List<String> told = warnings(on(today, real), "NL: orders older than thirty days");
    assertEquals(warns, told.stream().anyMatch(m -> m.contains("nl.today")), told::toString);
    real.close();
  }

  @Test
  void theDatabasesDayIsTaken() throws SQLException {
    Connection real = shop(H2);
    Connection connection = on("auto", real);
    for (String zone : List.of("+13:00", "-12:00")) { // one of them has another day than we
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE '" + zone + "'");
      }
      String day = column(real, "SELECT CAST(CURRENT_DATE AS VARCHAR)").get(0);
      model.then(" id FROM orders");
      column(connection, "NL: orders placed today in " + zone.substring(1, 3));
      assertTrue(model.lastMessage().contains(day), model::lastMessage);
    }
    real.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ordered >= '2026-10-01' AND ordered < '2026-11-01'",
        "strftime('%Y-%m', ordered) = '2026-10'",
      })
  void aPinGoesOnInTheFormThatItHas(String condition) throws SQLException {
    Connection real = shop(SQLITE);
    String sql = "SELECT id FROM orders WHERE " + condition;
    String pin = "NL PIN 'orders of last month' AS '" + sql.replace("'", "''") + "'";
    assertEquals(List.of("pinned"), column(on("2026-11-28", real), pin));
    assertEquals(List.of("2"), column(on("2026-11-28", real), "NL: orders of last month"));
    Connection later = on("2026-12-24", real, "nl.lock", "strict");
    assertEquals(List.of("3"), column(later, "NL: orders of last month"));
    assertEquals(0, provider.opened.get());
    real.close();
  }

  @Test
  void parametersStayInPlace() throws SQLException {
    Connection real = shop(SQLITE);
    model.then(" id FROM orders WHERE ordered >= '2026-10-29' AND last_week = :p1");
    try (PreparedStatement prepared =
        on("2026-11-28", real)
            .prepareStatement("NL: orders of the last 30 days with last_week = ?")) {
      prepared.setInt(1, 1);
      try (ResultSet found = prepared.executeQuery()) {
        assertTrue(found.next());
        assertEquals(3, found.getInt(1));
      }
    }
    assertTrue(model.lastMessage().contains("since 2026-10-29"), model::lastMessage);
    real.close();
  }

  @Test
  void aDayThatIsNoneIsRefused() {
    SQLException refused =
        assertThrows(SQLException.class, () -> Settings.of(Map.of("nl.today", "2026-02-30")));
    assertEquals("22023", refused.getSQLState());
    assertTrue(String.valueOf(refused.getMessage()).contains("2026-11-28"), refused::toString);
  }
}
