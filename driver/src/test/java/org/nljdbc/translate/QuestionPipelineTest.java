package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.TableFilter;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Prompt.Role;

class QuestionPipelineTest {

  private static final String SQLITE = "jdbc:sqlite::memory:";
  private static final String H2 = "jdbc:h2:mem:";

  private final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  @AfterEach
  void close() {
    registry.close();
  }

  private Translator pipeline(String... settings) throws SQLException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    return QuestionPipeline.create(registry, Settings.of(given));
  }

  private static Connection shop(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    run(
        connection,
        "CREATE TABLE customers (id integer PRIMARY KEY, name varchar(40), city_id int)");
    run(connection, "CREATE TABLE cities (id integer PRIMARY KEY, city varchar(40))");
    run(connection, "INSERT INTO customers VALUES (1, 'Ann', 1), (2, 'Bob', 2)");
    run(connection, "INSERT INTO cities VALUES (1, 'Rome'), (2, 'Oslo')");
    return connection;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Translation ask(Translator pipeline, Connection connection, String question)
      throws SQLException {
    return pipeline.translate(question, connection, Cancellation.NEVER, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aGoodAnswerBecomesTheTranslation(String url) throws SQLException {
    model.then(" count(*) FROM customers;\n```\nThat is it.");
    try (Connection connection = shop(url);
        Translator pipeline = pipeline()) {
      Translation translation = ask(pipeline, connection, "how many customers are there");
      assertEquals("SELECT count(*) FROM customers", translation.sql());
      assertEquals(1, translation.tries());
      assertEquals("scripted", translation.model());
      assertEquals(-0.41, translation.logProbability(), 1e-9);
      assertEquals(List.of(), translation.notes());
      assertEquals(12, translation.id().length());
      assertEquals("how many customers are there", model.lastMessage());
    }
  }

  @Test
  void theSameQuestionIsRecalled() throws SQLException {
    model.then(" count(*) FROM customers").then(" max(id) FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      Translation first = ask(pipeline, connection, "how many");
      Translation second = ask(pipeline, connection, "how many");
      assertEquals(first.sql(), second.sql());
      assertEquals(first.id(), second.id());
      assertEquals(0, second.tries());
      assertEquals(1, model.requests.size());
      run(connection, "ALTER TABLE customers ADD COLUMN age int");
      assertNotEquals(first.sql(), ask(pipeline, connection, "how many").sql());
    }
  }

  @Test
  void aWrongColumnGoesBackToTheModel() throws SQLException {
    model.then(" town FROM customers").then(" city FROM cities");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      Translation translation = ask(pipeline, connection, "which cities");
      assertEquals("SELECT city FROM cities", translation.sql());
      assertEquals(2, translation.tries());
      assertTrue(model.lastMessage().contains("no column town in customers"), model.lastMessage());
      assertEquals(Role.ASSISTANT, model.requests.get(1).prompt().messages().get(2).role());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theDatabaseHasItsSay(String url) throws SQLException {
    // Our checker knows names, not the number of arguments.
    model.then(" abs(id, 2, 3) FROM customers").then(" abs(id) FROM customers");
    try (Connection connection = shop(url);
        Translator pipeline = pipeline()) {
      assertEquals("SELECT abs(id) FROM customers", ask(pipeline, connection, "ids").sql());
      assertTrue(model.lastMessage().contains("The database says"), model.lastMessage());
    }
  }

  @Test
  void aRepairTakesTheFirstCandidateThatHolds() throws SQLException {
    model.then(" x FROM customers").then(" x FROM customers", " y FROM cities", " id FROM cities");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      assertEquals("SELECT id FROM cities", ask(pipeline, connection, "ids").sql());
    }
  }

  @Test
  void aModelThatRepeatsItselfIsNotAskedAgain() throws SQLException {
    model.then(" x FROM customers").then(" x  FROM customers").then(" id FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      SQLException e = assertThrows(SQLException.class, () -> ask(pipeline, connection, "x"));
      assertEquals("42000", e.getSQLState());
      assertTrue(String.valueOf(e.getMessage()).contains("repeats itself"), e.getMessage());
      assertTrue(
          String.valueOf(e.getMessage()).contains("no column x in customers"), e.getMessage());
      assertEquals(2, model.requests.size());
    }
  }

  @Test
  void triesAreLimited() throws SQLException {
    model.then(" a FROM customers").then(" b FROM customers").then(" c FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator once = pipeline("nl.tries", "0");
        Translator twice = pipeline("nl.tries", "1")) {
      assertThrows(SQLException.class, () -> ask(once, connection, "x"));
      assertEquals(1, model.requests.size());
      assertThrows(SQLException.class, () -> ask(twice, connection, "x"));
      assertEquals(3, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1; DROP TABLE customers",
        " id INTO copies FROM customers",
        " load_extension('x')",
        "",
        " that answers this cannot be written."
      })
  void whatIsNoQueryNeverReachesTheDatabase(String answer) throws SQLException {
    model.then(answer);
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline("nl.tries", "0")) {
      SQLException e = assertThrows(SQLException.class, () -> ask(pipeline, connection, "x"));
      assertEquals("42000", e.getSQLState());
      assertEquals(2, count(connection));
    }
  }

  @Test
  void aCommandInsteadOfAQueryNeverReachesTheDatabase() throws SQLException {
    ScriptedModel arctic = new ScriptedModel("arctic-r1", 16_384);
    arctic.then("</think><answer>```sql\nDROP TABLE customers\n```");
    try (Registry own = new Registry(ScriptedProvider.models(arctic));
        Connection connection = shop(SQLITE);
        Translator pipeline = QuestionPipeline.create(own, Settings.of(Map.of("nl.tries", "0")))) {
      SQLException e = assertThrows(SQLException.class, () -> ask(pipeline, connection, "x"));
      assertTrue(String.valueOf(e.getMessage()).contains("Only one SELECT"), e.getMessage());
      assertEquals(2, count(connection));
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM customers")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theTransactionIsLeftAlone(String url) throws SQLException {
    model.then(" abs(id, 2, 3) FROM customers").then(" count(*) FROM customers");
    try (Connection connection = shop(url);
        Translator pipeline = pipeline()) {
      connection.setAutoCommit(false);
      run(connection, "INSERT INTO customers VALUES (3, 'Cid', 1)");
      ask(pipeline, connection, "how many");
      assertFalse(connection.getAutoCommit());
      assertEquals(3, count(connection));
      connection.rollback();
      assertEquals(2, count(connection));
    }
  }

  @Test
  void anErrorAtRunTimeIsRepaired() throws SQLException {
    model.then(" name FROM customers").then(" id FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      Translation first = ask(pipeline, connection, "q");
      SQLException error = new SQLException("division by zero", "22012");
      Translation second = pipeline.repair(first, error, connection, Cancellation.NEVER, null);
      assertEquals("SELECT id FROM customers", second.sql());
      assertEquals(2, second.tries());
      assertNotEquals(first.id(), second.id());
      assertTrue(model.lastMessage().contains("division by zero"));
      assertEquals(second.sql(), ask(pipeline, connection, "q").sql());
    }
  }

  @Test
  void anErrorThatIsNotTheStatementsFaultIsNotRepaired() throws SQLException {
    model.then(" name FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      Translation first = ask(pipeline, connection, "q");
      for (SQLException error :
          List.of(
              new SQLException("gone", "08006"),
              new SQLException("cancelled", "57014"),
              new SQLTimeoutException("late"),
              new SQLException("deadlock", "40001"),
              new SQLException("busy", null, 5))) {
        assertSame(
            error,
            assertThrows(
                SQLException.class,
                () -> pipeline.repair(first, error, connection, Cancellation.NEVER, null)));
      }
    }
  }

  @Test
  void aRepairInVainGivesTheDatabasesError() throws SQLException {
    model.then(" name FROM customers").then(" name FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      Translation first = ask(pipeline, connection, "q");
      SQLException error = new SQLException("overflow", "22003");
      assertSame(
          error,
          assertThrows(
              SQLException.class,
              () -> pipeline.repair(first, error, connection, Cancellation.NEVER, null)));
      assertEquals(1, error.getSuppressed().length);
    }
  }

  @Test
  void cancellationAndDeadlineEndAQuestion() throws SQLException {
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      SQLException cancelled =
          assertThrows(
              SQLException.class, () -> pipeline.translate("q", connection, () -> true, null));
      assertEquals("57014", cancelled.getSQLState());
      SQLTimeoutException late =
          assertThrows(
              SQLTimeoutException.class,
              () -> pipeline.translate("q", connection, Cancellation.NEVER, Instant.EPOCH));
      assertEquals("57014", late.getSQLState());
      assertEquals(0, model.requests.size());
    }
  }

  @Test
  void theModelSeesDeadlineAndBudget() throws SQLException {
    model.then(" count(*) FROM customers");
    Instant deadline = Instant.now().plusSeconds(600);
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline("nl.maxTokens", "99", "nl.candidates", "2")) {
      pipeline.translate("q", connection, Cancellation.NEVER, deadline);
      assertEquals(deadline, model.requests.get(0).deadline());
      assertEquals(99, model.requests.get(0).maxTokens());
      assertEquals(2, model.requests.get(0).candidates());
    }
  }

  @Test
  void anEmptyQuestionIsRefused() throws SQLException {
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      SQLException e = assertThrows(SQLException.class, () -> ask(pipeline, connection, " \n"));
      assertEquals("42000", e.getSQLState());
    }
  }

  @Test
  void withoutTablesNothingIsLoaded() throws SQLException {
    ScriptedProvider provider = new ScriptedProvider(model, 0);
    try (Registry own = new Registry(new Models(() -> List.of(provider), Duration.ZERO));
        Connection connection = DriverManager.getConnection(SQLITE);
        Translator pipeline = QuestionPipeline.create(own, Settings.defaults())) {
      SQLException e = assertThrows(SQLException.class, () -> ask(pipeline, connection, "q"));
      assertEquals("42000", e.getSQLState());
      assertEquals(0, provider.opened.get());
    }
  }

  @Test
  void tablesThatDoNotFitAreTold() throws SQLException {
    model.then(" count(*) FROM customers");
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline("nl.promptTokens", "100")) {
      for (int i = 0; i < 20; i++) {
        run(connection, "CREATE TABLE filler" + i + " (alpha text, beta text, gamma text)");
      }
      Translation translation = ask(pipeline, connection, "how many customers");
      assertEquals(1, translation.notes().size());
      assertTrue(translation.notes().get(0).contains("left out of the prompt"));
      assertTrue(
          model
              .requests
              .get(0)
              .prompt()
              .messages()
              .get(0)
              .text()
              .contains("CREATE TABLE customers"));
    }
  }

  @Test
  void aQuestionTooLongForTheModelIsSaid() throws SQLException {
    ScriptedModel small = new ScriptedModel("direct", 300);
    try (Registry own = new Registry(ScriptedProvider.models(small));
        Connection connection = shop(SQLITE);
        Translator pipeline = QuestionPipeline.create(own, Settings.defaults())) {
      SQLException e =
          assertThrows(SQLException.class, () -> ask(pipeline, connection, "why ".repeat(900)));
      assertEquals("54000", e.getSQLState());
    }
  }

  @Test
  void sqlThatOnlyTheDatabaseCanParseIsTaken() throws SQLException {
    // Valid in SQLite: the second operand of LIMIT as an expression with a sub-query.
    String sql =
        "SELECT id FROM customers ORDER BY id LIMIT 2 - (SELECT count(*) FROM cities) % 2"
            + " OFFSET (SELECT count(*) FROM cities) - 1";
    model.then(sql.substring("SELECT".length()));
    try (Connection connection = shop(SQLITE);
        Translator pipeline = pipeline()) {
      assertEquals(sql, ask(pipeline, connection, "q").sql());
    }
  }

  @Test
  void aSchemaThatChangedMeanwhileIsReadAgain() throws SQLException {
    model.then(" age FROM customers").then(" age FROM customers");
    try (Connection connection = shop(H2);
        Translator pipeline = pipeline("nl.tries", "0")) {
      registry.schemas().get(connection, Duration.ofHours(1), 50, TableFilter.ALL, (t, f) -> {});
      run(connection, "ALTER TABLE customers ADD COLUMN age int");
      assertEquals("SELECT age FROM customers", ask(pipeline, connection, "ages").sql());
      pipeline.schemaChanged(connection, SchemaNews.COMMITTED);
    }
  }

  @Test
  void theArcticFormIsAskedAndRead() throws SQLException {
    ScriptedModel arctic = new ScriptedModel("arctic-r1", 16_384);
    arctic.then(" ... </think>\n<answer> So.\n\n```sql\nSELECT COUNT(*) FROM customers;\n```\n");
    try (Registry own = new Registry(ScriptedProvider.models(arctic));
        Connection connection = shop(SQLITE);
        Translator pipeline = QuestionPipeline.create(own, Settings.defaults())) {
      assertEquals("SELECT COUNT(*) FROM customers", ask(pipeline, connection, "q").sql());
      assertEquals(4096, arctic.requests.get(0).maxTokens());
      assertEquals(List.of("</answer>"), arctic.requests.get(0).stop());
    }
  }
}
