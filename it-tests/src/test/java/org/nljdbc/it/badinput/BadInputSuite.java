package org.nljdbc.it.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/** Bad input on a live connection: a clear exception, and the connection goes on as before. */
abstract class BadInputSuite extends ScriptedTest {

  /** Every way of asking fails so, in the middle of a transaction that stays as it is. */
  private SQLException refused(String state, String asked) throws SQLException {
    connection.setAutoCommit(false);
    run("INSERT INTO departments VALUES (90, 'Uncommitted', 0)");
    SQLException thrown = assertState(state, () -> rows(asked));
    try (Statement statement = connection.createStatement()) {
      assertState(state, () -> statement.execute(asked));
      assertFalse(statement.isClosed());
    }
    assertState(state, () -> connection.prepareStatement(asked));
    assertState(state, () -> connection.nativeSQL(asked));
    assertEquals(List.of("6"), rows("SELECT COUNT(*) FROM departments"));
    assertFalse(connection.getAutoCommit());
    connection.rollback();
    connection.setAutoCommit(true);
    assertEquals(List.of("5"), rows("SELECT COUNT(*) FROM departments"));
    return thrown;
  }

  private static void assertTells(SQLException thrown, String... words) {
    String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    for (String word : words) {
      assertTrue(message.contains(word.toLowerCase(Locale.ROOT)), message + " lacks " + word);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL:",
        "nl :  \n\t",
        "NL: ;",
        "NL ''",
        "NL '  ' ;",
        "-- why\nNL:",
        "NL: -- only a remark",
        "NL SHOW:",
        "NL RUN ''"
      })
  void anEmptyQuestion(String asked) throws SQLException {
    assertTells(refused("42000", asked), "empty", "question");
    assertTrue(model().requests().isEmpty());
  }

  @Test
  void aQuestionOfAHundredThousandCharacters() throws SQLException {
    String question = "how many ".repeat(11_112).substring(0, 100_000);
    assertTells(refused("54000", "NL: " + question), "100000", "4000", "nl.questionMaxLength");
    assertTells(refused("54000", "NL '" + question.strip() + "'"), "nl.questionMaxLength");
    assertTrue(model().requests().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NL EXPLODE: how many customers | EXPLODE",
        "NL 'how many customers | apostrophe",
        "NL 'what's the name' | apostrophe",
        "NL SHOW how many | colon"
      })
  void aFormThatNobodyKnows(String asked, String tells) throws SQLException {
    assertTells(refused("42000", asked), tells);
  }

  @Test
  void somethingBehindTheQuestion() throws SQLException {
    assertTells(
        refused("42000", "NL: how many customers;\nDELETE FROM payments"),
        "more than one statement",
        "apostrophe");
    assertTells(refused("42000", "NL 'how many' DELETE FROM payments"), "follows");
  }

  @Test
  void aDatabaseWithoutTables() throws SQLException {
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    try (Connection empty = openEmpty();
        Statement statement = empty.createStatement()) {
      empty.setAutoCommit(false);
      SQLException thrown =
          assertState("42000", () -> statement.executeQuery("NL: how many customers"));
      assertTells(thrown, "no tables");
      assertEquals(List.of("1"), Rows.of(empty, "SELECT 1"));
      empty.rollback();
    }
    assertTrue(model().requests().isEmpty());
  }

  private Connection openEmpty() throws SQLException {
    return switch (database.kind()) {
      case SQLITE -> DriverManager.getConnection("jdbc:nl:sqlite::memory:", properties());
      case H2 -> DriverManager.getConnection("jdbc:nl:h2:mem:nothing", properties());
      case POSTGRESQL -> {
        run("CREATE SCHEMA IF NOT EXISTS nothing");
        yield open(Map.of("currentSchema", "nothing"));
      }
      case MARIADB -> {
        run("CREATE DATABASE IF NOT EXISTS nothing");
        String url = database.nlUrl();
        yield DriverManager.getConnection(
            url.substring(0, url.lastIndexOf('/')) + "/nothing", properties());
      }
    };
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(script.settings());
    if (!database.user().isEmpty()) {
      properties.setProperty("user", database.user());
    }
    return properties;
  }

  @Test
  void aModelThatIsNotThere(@TempDir Path folder) throws SQLException {
    Path missing = folder.resolve("no-such-model.gguf");
    try (Connection own = open(Map.of("nl.model", missing.toString()))) {
      own.setAutoCommit(false);
      SQLException thrown = assertState("58000", () -> Rows.of(own, "NL: how many customers"));
      assertTells(thrown, "no-such-model.gguf");
      assertEquals(List.of("60"), Rows.of(own, "SELECT COUNT(*) FROM customers"));
      own.rollback();
    }
  }

  @Test
  void aModelThatIsGarbage(@TempDir Path folder) throws Exception {
    Path garbage = folder.resolve("garbage.gguf");
    Files.write(garbage, new byte[] {'G', 'G', 'U', 'F', 3, 0, 0, 0, 9, 9, 9});
    try (Connection own = open(Map.of("nl.model", garbage.toString()))) {
      own.setAutoCommit(false);
      SQLException thrown = assertState("58000", () -> Rows.of(own, "NL: how many customers"));
      assertTells(thrown, "garbage.gguf");
      assertEquals(List.of("60"), Rows.of(own, "SELECT COUNT(*) FROM customers"));
      own.rollback();
    }
    Files.delete(garbage);
  }

  @ParameterizedTest
  @CsvSource({
    "nl.tries, many, 22023",
    "nl.tries, -1, 22023",
    "nl.warnSql, perhaps, 22023",
    "nl.modle, embedded, 22023",
    "nl.driver, com.example.NoSuchDriver, 08001"
  })
  void aSettingThatCannotBe(String key, String value, String state) {
    SQLException thrown = assertState(state, () -> open(Map.of(key, value)));
    assertTells(
        thrown, key.equals("nl.modle") ? "nl.model" : key, value.length() > 20 ? value : "");
  }

  @Test
  void whatTheRealDriverRefusesComesOutAsItIs() {
    String suffix =
        switch (database.kind()) {
          case SQLITE -> "sqlite:/no/such/folder/x.db";
          case H2 -> "h2:mem:x;NO_SUCH_SETTING=1";
          case POSTGRESQL -> "postgresql://localhost:1/x?user=u";
          case MARIADB -> "mariadb://localhost:1/x?user=u";
        };
    SQLException bare =
        assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:" + suffix));
    SQLException ours =
        assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:nl:" + suffix));
    assertEquals(bare.getClass(), ours.getClass());
    assertEquals(bare.getSQLState(), ours.getSQLState());
    assertEquals(bare.getErrorCode(), ours.getErrorCode());
    assertEquals(bare.getMessage(), ours.getMessage());
  }
}
