package org.nljdbc.it.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.DatabaseTest;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.translate.Translation;

/** Questions by URL alone, whose model is at a server of OpenAI's protocol. */
@OnDatabase(Kind.H2)
class RemoteQuestionTest extends DatabaseTest {

  private static final String KEY = "sk-very-secret-0123456789";

  @SuppressWarnings("NullAway.Init") // set before each test
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer(false);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Connection open(String runtime, String... settings) throws SQLException {
    Map<String, String> all = new HashMap<>(Map.of("nl.runtime", runtime));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return database.open(all);
  }

  private static SQLException assertState(String state, Connection connection, String question) {
    SQLException e = assertThrows(SQLException.class, () -> Rows.of(connection, question));
    assertEquals(state, e.getSQLState(), e::toString);
    for (Throwable at = e; at != null; at = at.getCause()) {
      assertFalse(at.toString().contains("secret"), at::toString);
      assertFalse(at.toString().contains("how many people"), at::toString);
    }
    return e;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theServersSqlRuns(boolean chatOnly) throws Exception {
    try (ScriptedServer own = new ScriptedServer(chatOnly);
        Connection connection = open(own.url(), "nl.runtime.key", KEY)) {
      own.answer("how many people", "SELECT COUNT(*) FROM customers");
      assertEquals(List.of("60"), Rows.of(connection, "NL: how many people"));
      assertEquals(1, own.asked.size(), "asked once where there is nothing to doubt");
      assertTrue(own.asked.get(0).contains("CREATE TABLE"), "the schema is sent");
      assertTrue(own.keys.stream().allMatch(("Bearer " + KEY)::equals));
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("NL: how many people").close();
        Translation translation =
            statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
        assertEquals("scripted", translation.model());
        assertEquals(chatOnly, Double.isNaN(translation.logProbability()));
        assertTrue(Double.isNaN(translation.confidence()), "nobody has measured that model");
      }
      assertEquals(1, own.asked.size(), "remembered");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wrongSqlGoesBack(boolean chatOnly) throws Exception {
    try (ScriptedServer own = new ScriptedServer(chatOnly);
        Connection connection = open(own.url())) {
      own.answer(
          "how many people",
          "SELECT COUNT(*) FROM nowhere_at_all",
          "SELECT COUNT(*) FROM customers WHERE 1 = 1");
      assertEquals(List.of("60"), Rows.of(connection, "NL: how many people"));
      assertTrue(own.asked.get(1).contains("nowhere_at_all"), own.asked::toString);
    }
  }

  @Test
  void onlyReadingSqlRuns() throws SQLException {
    server.answer("how many people", "SELECT FILE_READ('/etc/passwd')");
    try (Connection connection = open(server.url(), "nl.tries", "0")) {
      assertThrows(SQLException.class, () -> Rows.of(connection, "NL: how many people"));
      assertEquals(List.of("300"), Rows.of(connection, "SELECT COUNT(*) FROM orders"));
    }
  }

  @ParameterizedTest
  @CsvSource({"503, 53000", "429, 53000", "500, 58000", "401, 58000", "404, 58000", "413, 54000"})
  void aRefusalIsAnSqlException(int status, String state) throws SQLException {
    server.answer("how many people", "SELECT COUNT(*) FROM customers");
    try (Connection connection = open(server.url(), "nl.runtime.key", KEY)) {
      server.status = status;
      SQLException e = assertState(state, connection, "NL: how many people");
      assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1:"), e::getMessage);
      assertEquals(List.of("60"), Rows.of(connection, "SELECT COUNT(*) FROM customers"));
      server.status = 200;
      assertEquals(List.of("60"), Rows.of(connection, "NL: how many people"));
    }
  }

  @Test
  void aServerThatIsDownIsNamedAndTheConnectionLives() throws SQLException {
    String url = server.url();
    server.close();
    try (Connection connection = open(url, "nl.runtime.key", KEY)) {
      SQLException e = assertState("HV00N", connection, "NL: how many people");
      assertTrue(String.valueOf(e.getMessage()).contains(url.substring(7)), e::getMessage);
      assertTrue(connection.isValid(5));
      assertEquals(List.of("60"), Rows.of(connection, "SELECT COUNT(*) FROM customers"));
    }
  }

  @Test
  void theNextPlaceIsAskedWhereOneIsDownOrFails() throws Exception {
    try (ScriptedServer down = new ScriptedServer(false);
        ScriptedServer second = new ScriptedServer(true)) {
      down.close();
      second.answer("how many people", "SELECT COUNT(*) FROM customers");
      second.answer("how many orders", "SELECT COUNT(*) FROM orders");
      server.answer("how many", "SELECT 1");
      try (Connection connection = open(down.url() + "," + server.url() + "," + second.url())) {
        server.status = 500;
        assertEquals(List.of("60"), Rows.of(connection, "NL: how many people"));
        server.status = 503;
        assertEquals(List.of("300"), Rows.of(connection, "NL: how many orders"));
        server.status = 200;
        assertEquals(List.of("1"), Rows.of(connection, "NL: how many more"));
      }
    }
  }

  @Test
  void cancelFreesTheServer() throws Exception {
    server.answer("how many people", ScriptedServer.ENDLESS);
    try (Connection connection = open(server.url());
        Statement statement = connection.createStatement()) {
      FutureTask<SQLException> asking =
          new FutureTask<>(
              () ->
                  assertThrows(
                      SQLException.class, () -> statement.executeQuery("NL: how many people")));
      new Thread(asking).start();
      assertTrue(server.begun.await(30, TimeUnit.SECONDS));
      statement.cancel();
      assertEquals("57014", asking.get().getSQLState());
      assertTrue(server.left.await(30, TimeUnit.SECONDS), "the server goes on");
    }
  }

  @Test
  void theQueryTimeoutFreesTheServer() throws Exception {
    server.answer("how many people", ScriptedServer.ENDLESS);
    try (Connection connection = open(server.url(), "nl.timeout", "1")) {
      SQLException e = assertState("57014", connection, "NL: how many people");
      assertInstanceOf(SQLTimeoutException.class, e);
      assertTrue(server.left.await(30, TimeUnit.SECONDS), "the server goes on");
    }
  }

  @Test
  void whatIsNotValidIsRefusedWhenConnecting() {
    for (String runtime : List.of("http://models.example.com", "https://u:secret@h", "nowhere")) {
      SQLException e = assertThrows(SQLException.class, () -> open(runtime).close());
      assertEquals("22023", e.getSQLState());
      assertFalse(e.toString().contains("secret"));
    }
  }

  @Test
  void theKeyIsShownToNobody() throws SQLException {
    String url = database.nlUrl();
    Properties properties = new Properties();
    properties.setProperty("nl.runtime", server.url());
    properties.setProperty("nl.runtime.key", KEY);
    DriverPropertyInfo[] infos = DriverManager.getDriver(url).getPropertyInfo(url, properties);
    assertTrue(Arrays.stream(infos).anyMatch(info -> info.name.equals("nl.runtime.key")));
    assertTrue(Arrays.stream(infos).noneMatch(info -> KEY.equals(info.value)));
    try (Connection connection = open(server.url(), "nl.runtime.key", KEY)) {
      assertFalse(String.valueOf(connection.getMetaData().getURL()).contains(KEY));
      assertFalse(connection.toString().contains(KEY));
    }
  }
}
