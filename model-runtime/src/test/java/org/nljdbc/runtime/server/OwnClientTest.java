package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.NlStatement;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;
import org.nljdbc.translate.Translation;

/** The driver's own remote client with this server: {@code nl.runtime} from JDBC to the model. */
class OwnClientTest extends ServerTest {

  private final Properties settings = new Properties();

  /** What the client asks first, to see how the server reads texts. */
  @BeforeEach
  void answerProbes() {
    model.answer("<|im_start|>user\n1<|im_end|>", "one|||two");
  }

  private Connection open() throws SQLException {
    String runtime = server.uri().toString();
    settings.setProperty("nl.runtime", runtime.substring(0, runtime.length() - 1));
    return DriverManager.getConnection("jdbc:nl:sqlite:" + shop(), settings);
  }

  @Test
  void aQuestionIsAnsweredThroughTheServer() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: names of all")) {
      assertTrue(rows.next());
      assertEquals("Ann, \"A\"", rows.getString(1));
      Translation found = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      assertEquals("SELECT name FROM customers ORDER BY id", found.sql());
      assertTrue(
          found.confidence() > 0 && found.confidence() < 1, found::toString); // it came along
    }
    GenerationRequest last = model.asked.get(model.asked.size() - 1);
    // The conversation as this process has it, so that it is read and counted as here.
    assertEquals(Prompt.Role.SYSTEM, last.prompt().messages().get(0).role());
    assertTrue(last.prompt().answerPrefix().endsWith("SELECT"), last::toString);
    assertTrue(last.keepPrefix());
  }

  @Test
  void aKeyIsSentAndTold() throws Exception {
    String key = ApiKeys.generate();
    start(
        "security: {keys: [{name: ann, sha256: \"%s\", roles: [ask]}]}"
            .formatted(HexFormat.of().formatHex(ApiKeys.digest(key))));
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      SQLException e =
          assertThrows(SQLException.class, () -> statement.executeQuery("NL: names of all"));
      assertTrue(String.valueOf(e.getMessage()).contains("nl.runtime.key"), e::getMessage);
    }
    settings.setProperty("nl.runtime.key", key);
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: names of all")) {
      assertTrue(rows.next());
    }
  }

  @Test
  void theSchemaTravelsAsAConstraint() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    model.answer("cities", "SELECT city FROM cities");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: names of all").close();
      GenerationRequest first = model.asked.get(model.asked.size() - 1);
      AnswerConstraint constraint = Objects.requireNonNull(first.constraint());
      String begun = first.prompt().answerPrefix();
      assertTrue(constraint.allows(begun));
      assertTrue(constraint.allows(begun + " name, rat"));
      assertFalse(constraint.allows(begun + " name, rat FROM"));
      assertTrue(constraint.allowsEnd(begun + " name FROM customers\n"));
      assertFalse(constraint.allows(begun + " city FROM customers WHERE"));
      assertTrue(
          constraint.allows(
              begun + " name FROM customers JOIN cities ON city_id = cities.id WHERE city = 'x'"));

      statement.executeQuery("NL: cities of all").close();
      GenerationRequest second = model.asked.get(model.asked.size() - 1);
      AnswerConstraint again = Objects.requireNonNull(second.constraint());
      assertFalse(again.allows(second.prompt().answerPrefix() + " nam FROM"));
    }
  }

  /** What is sent for that is what the first question about it begins with, and no question. */
  @Test
  void aSchemaIsReadAheadThroughTheServer() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    model.answer("planets", "SELECT id FROM planets");
    try (Connection first = open();
        Statement statement = first.createStatement()) {
      statement.executeQuery("NL: names of all").close();
      String own = Objects.requireNonNull(model.prepared.poll(30, TimeUnit.SECONDS));
      assertTrue(own.contains("customers"), own);
    }
    try (Connection real = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sky.db"));
        Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE planets (id int)");
    }
    try (Connection second =
            DriverManager.getConnection("jdbc:nl:sqlite:" + folder.resolve("sky.db"), settings);
        Statement statement = second.createStatement()) {
      statement.executeQuery("NL: what tables are there?").close();
      String opening = Objects.requireNonNull(model.prepared.poll(30, TimeUnit.SECONDS));
      assertTrue(opening.contains("CREATE TABLE planets"), opening);
      assertFalse(opening.contains("what tables"), opening);
      statement.executeQuery("NL: all planets please").close();
      String asked = model.asked.get(model.asked.size() - 1).prompt().messages().get(0).text();
      assertTrue(opening.startsWith(asked), asked);
    }
  }

  @Test
  void aServerThatHasForgottenIsToldAgain() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    model.answer("cities", "SELECT city FROM cities");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: names of all").close();
      startAgain(server.uri().getPort());
      statement.executeQuery("NL: cities of all").close();
      assertNotNull(model.asked.get(model.asked.size() - 1).constraint());
    }
  }

  @Test
  void aSchemaThatIsTooLargeToTravelCostsTheConstraintAlone() throws Exception {
    start("limits: {requestBytes: 3000}");
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop());
        Statement statement = connection.createStatement()) {
      StringBuilder columns = new StringBuilder("id int");
      for (int i = 0; i < 300; i++) {
        columns.append(", c").append(i).append(" int");
      }
      statement.execute("CREATE TABLE wide (" + columns + ")");
    }
    settings.setProperty("nl.promptTokens", "100");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      for (int again = 0; again < 2; again++) {
        statement.executeQuery("NL: names of all, " + again).close();
        assertNull(model.asked.get(model.asked.size() - 1).constraint());
      }
    }
  }

  @Test
  void theTimeTravels() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: names of all").close();
      assertLeft(600); // as long as the server lets a request take
      statement.setQueryTimeout(20);
      statement.executeQuery("NL: names of all, please").close();
      assertLeft(20);
    }
  }

  private void assertLeft(int seconds) {
    Instant deadline = Objects.requireNonNull(model.asked.get(model.asked.size() - 1).deadline());
    long left = Duration.between(Instant.now(), deadline).toSeconds();
    assertTrue(left > seconds - 15 && left <= seconds + 1, left + " seconds left");
  }

  @Test
  void constraintsAreOffIfTheSettingIs() throws Exception {
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    settings.setProperty("nl.constrain", "false");
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: names of all").close();
      assertNull(model.asked.get(model.asked.size() - 1).constraint());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'schema_digest': 'abc'} | 409 | unknown_schema",
        "{} | 400 | constraint.schema",
        "{'schema': {}, 'schema_digest': 'abc'} | 400 | constraint.schema",
        "{'schema': {'tables': [{'name': ''}]}} | 400 | name",
        "{'schema': {'tables': [{'nome': 'x'}]}} | 400 | name",
        "{'schema': {'tables': [{'name': 'x', 'columns': [1]}]}} | 400 | columns",
        "{'schema': {'dialect': 'KLINGON'}} | 400 | dialect",
        "{'schema': {'tables': 7}} | 400 | tables",
        "{'schema': {}, 'parameters': -1} | 400 | parameters",
        "{'schema': {}, 'more': 1} | 400 | more",
        "7 | 400 | constraint",
      })
  void badConstraintsAreRefused(String constraint, int status, String told) throws Exception {
    String body = "{'prompt': 'x', 'max_tokens': 2, 'constraint': " + constraint + "}";
    Answer answer = post("v1/completions", body.replace('\'', '"'));
    assertEquals(status, answer.status(), answer::text);
    assertTrue(answer.text().contains(told), answer::text);
  }
}
