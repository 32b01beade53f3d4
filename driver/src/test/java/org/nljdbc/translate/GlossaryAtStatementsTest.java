package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlConnection;
import org.nljdbc.schema.Schema;

/** What a glossary does, through statements of two real databases. */
class GlossaryAtStatementsTest extends AtStatements {

  private static final String GLOSSARY =
      """
      tables:
        cst:
          description: people who have bought something
          synonyms: [customers, clients]
          columns:
            cst_nm: {description: name of the customer}
            land:
              synonyms: [country]
              values: {ES: [spain]}
            secret: {hidden: true}
        audit_log: {hidden: true}
      metrics:
        revenue: {table: ord, sql: sum(amount - discount), synonyms: [turnover]}
        order count: {table: ord, sql: count(*)}
      filters:
        ord: status <> 'cancelled'
      joins:
        - ord.cst_no = cst.no
      """;

  private static Connection shop(String url) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE cst (no int PRIMARY KEY, cst_nm varchar(40), land varchar(20),"
                + " secret varchar(20))",
            "CREATE TABLE ord (id int PRIMARY KEY, cst_no int, amount int, discount int,"
                + " status varchar(20))",
            "CREATE TABLE audit_log (id int PRIMARY KEY, entry varchar(20))",
            "INSERT INTO cst VALUES (1, 'Ann', 'ES', 'topsecret'), (2, 'Bob', 'NO', 'hush')",
            "INSERT INTO ord VALUES (1, 1, 100, 10, 'paid'), (2, 1, 50, 0, 'cancelled'),"
                + " (3, 2, 30, 5, 'paid')");
    return real;
  }

  private Connection described(Connection real, String glossary, String... settings)
      throws SQLException, IOException {
    Path file = folder.resolve("nl.yaml");
    Files.writeString(file, glossary);
    return wrap(real, settings(settings, "nl.schemaMaxAge", "0"));
  }

  private static String prompt(Connection connection, String question) throws SQLException {
    return String.join("\n", rows(connection, "NL PROMPT: " + question));
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatTheWordsOfAQuestionMeanStandsBesideIt(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY)) {
      String prompt = prompt(connection, "turnover by country of the clients in Spain");
      for (String line :
          List.of(
              "-- turnover means sum(amount - discount) of ord\n",
              "-- country means cst.land\n",
              "-- spain means cst.land = 'ES'\n",
              "-- clients means cst\n",
              "-- ord only where status <> 'cancelled'\n")) {
        assertTrue(prompt.contains(line), prompt);
      }
      assertTrue(prompt.contains("FOREIGN KEY (cst_no) REFERENCES cst (no)"), prompt);
      assertFalse(prompt.contains("name of the customer"), prompt);
      assertTrue(
          prompt(connection, "the customer's name")
              .contains("-- cst.cst_nm: name of the customer"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theSchemaStaysTheSameForEveryQuestion(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY)) {
      String one = rows(connection, "NL PROMPT: turnover by country").get(0);
      String other = rows(connection, "NL PROMPT: how many clients have no name").get(0);
      assertEquals(one, other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatIsHiddenReachesNeitherThePromptNorTheDatabase(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY, "nl.tries", "0")) {
      String prompt = prompt(connection, "what is topsecret in the audit log");
      assertFalse(prompt.contains("  secret") || prompt.contains("audit_log"), prompt);
      assertFalse(prompt.contains("'topsecret'"), prompt);
      for (String sql :
          List.of(
              "SELECT secret FROM cst",
              "SELECT c.secret FROM cst c",
              "SELECT cst_nm FROM cst WHERE secret LIKE 't%'",
              "SELECT entry FROM audit_log",
              "SELECT * FROM cst NATURAL JOIN ord")) {
        model.then(sql.substring("SELECT".length()));
        SQLException refused =
            assertThrows(
                SQLException.class, () -> rows(connection, "NL: people number " + sql.length()));
        assertEquals("42000", refused.getSQLState(), refused::toString);
      }
      model.then(" * FROM cst");
      assertEquals(
          List.of("1 Ann ES", "2 Bob NO"), rows(connection, "NL: everything about the people"));
      assertEquals(2, rows(connection, "NL: what tables are there").size());
      SQLException unpinned =
          assertThrows(
              SQLException.class,
              () -> rows(connection, "NL PIN 'secrets' AS 'SELECT secret FROM cst'"));
      assertEquals("42000", unpinned.getSQLState());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aJoinOfTheGlossaryIsAKeyAlongWhichAnswersAreMended(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY)) {
      model.then(" land, sum(amount) FROM ord WHERE status <> 'cancelled' GROUP BY land");
      List<String> found = new ArrayList<>(rows(connection, "NL: amounts by country"));
      found.sort(null);
      assertEquals(List.of("ES 100", "NO 30"), found);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerWithoutTheDefaultFilterDrawsAWarning(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY)) {
      model.then(" count(*) FROM ord");
      List<String> told = warnings(connection, "NL: how many ord");
      assertTrue(
          told.contains(
              "The SQL does not show the default filter of "
                  + (url.equals(H2) ? "ORD" : "ord")
                  + " (nl.glossary): status <> 'cancelled'."),
          told::toString);
      assertEquals(told.size(), warnings(connection, "NL: how many ord").size());
      model.then(" count(*) FROM ord o WHERE o.amount > 1 AND O.STATUS != 'cancelled'");
      assertEquals(1, warnings(connection, "NL: how many big ord").size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void explainTellsWhatTheGlossarySaid(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY)) {
      model.then(" sum(amount - discount) FROM ord WHERE status <> 'cancelled'");
      List<String> told = rows(connection, "NL EXPLAIN: turnover");
      assertTrue(
          told.contains("TERM 1 turnover means sum(amount - discount) of ord"), told::toString);
      assertEquals(
          List.of(
              "turnover means sum(amount - discount) of ord",
              "ord only where status <> 'cancelled'"),
          connection.unwrap(NlConnection.class).translate("turnover").terms());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void onlyAChangeOfMeaningForgetsAnAnswer(String url) throws Exception {
    try (Connection connection = described(shop(url), GLOSSARY)) {
      NlConnection asked = connection.unwrap(NlConnection.class);
      model.then(" sum(amount - discount) FROM ord WHERE status <> 'cancelled'");
      String id = asked.translate("turnover").id();
      Schema before = asked.schema();
      Path file = folder.resolve("nl.yaml");
      Files.writeString(
          file,
          "# a comment\n" + GLOSSARY.replace("name of the customer", "the name of a customer"));
      assertEquals(id, asked.translate("turnover").id());
      assertEquals(before.fingerprint(), asked.schema().fingerprint());
      Files.writeString(file, GLOSSARY.replace("amount - discount", "amount"));
      model.then(" sum(amount) FROM ord WHERE status <> 'cancelled'");
      assertNotEquals(id, asked.translate("turnover").id());
      assertEquals(before.fingerprint(), asked.schema().fingerprint());
      Files.writeString(file, GLOSSARY.replace("land:", "status:"));
      SQLException wrong = assertThrows(SQLException.class, asked::schema);
      assertEquals("22023", wrong.getSQLState());
      Files.writeString(
          file, GLOSSARY.replace("secret: {hidden: true}", "secret: {hidden: false}"));
      assertNotEquals(before.fingerprint(), asked.schema().fingerprint());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tables: {cust: {}}|line 1, column 10|there is no table cust|the nearest: cst",
        "tables: {cst: {columns: {cst_name: x}}}|line 1, column 26|no column cst_name|cst_nm",
        "metrics: {r: {table: orders, sql: count(*)}}|line 1, column 22|no table orders|ord",
        "metrics: {r: {table: ord, sql: sum(amont)}}|line 1, column 32|the metric 'r'|amount",
        "metrics: {r: {table: ord, sql: 'sum(amount'}}|line 1|the metric 'r'|does not fit",
        "metrics: {r: sum(nothing)}|line 1, column 14|names no table|no table has all",
        "metrics: {r: {table: ord, sql: nextval('s')}}|line 1|the metric 'r'|one SELECT",
        "filters: {ord: state = 1}|line 1, column 16|the filter of ord|status",
        "filters: {audit: a = 1}|line 1, column 11|there is no table audit|audit_log",
        "joins: ['ord.cst = cst.no']|line 1, column 10|no column cst|cst_no",
        "joins: ['ord.cst_no > cst.no']|line 1, column 10|a join is written as|customers.id",
        "joins: ['ord.cst_no = cst.no AND ord.id = audit_log.id']|line 1|between two tables|same",
      })
  void whatDoesNotFitTheDatabaseIsToldWithItsPlace(
      String glossary, String place, String problem, String help) throws Exception {
    try (Connection connection = described(shop(SQLITE), glossary)) {
      SQLException wrong =
          assertThrows(SQLException.class, () -> rows(connection, "NL: how many ord"));
      String message = String.valueOf(wrong.getMessage());
      assertEquals("22023", wrong.getSQLState(), message);
      assertTrue(message.contains(folder.resolve("nl.yaml") + ", " + place), message);
      assertTrue(
          message
              .toLowerCase(java.util.Locale.ROOT)
              .contains(problem.toLowerCase(java.util.Locale.ROOT)),
          message);
      assertTrue(message.contains(help), message);
    }
  }

  @Test
  void aMetricMayNotUseWhatIsHidden() throws Exception {
    String glossary =
        "tables: {cst: {columns: {secret: {hidden: true}}}}\n"
            + "metrics: {r: {table: cst, sql: max(secret)}}\n";
    try (Connection connection = described(shop(SQLITE), glossary)) {
      SQLException wrong =
          assertThrows(SQLException.class, () -> rows(connection, "NL: how many ord"));
      assertTrue(String.valueOf(wrong.getMessage()).contains("line 2, column 32"), wrong::toString);
    }
  }

  @Test
  void whatTheSettingsExcludeIsPassedOver() throws Exception {
    try (Connection connection =
        described(shop(SQLITE), "tables: {ord: {hidden: true}}", "nl.exclude", "o*")) {
      model.then(" count(*) FROM cst");
      assertEquals(List.of("2"), rows(connection, "NL: how many cst"));
    }
  }

  @Test
  void aFileThatIsNamedMustBeThere() throws Exception {
    String missing = folder.resolve("missing.yaml").toString();
    try (Connection connection = described(shop(SQLITE), "", "nl.glossary", missing)) {
      SQLException wrong =
          assertThrows(SQLException.class, () -> rows(connection, "NL: how many ord"));
      assertEquals("58030", wrong.getSQLState());
      assertTrue(String.valueOf(wrong.getMessage()).contains(missing));
    }
    try (Connection connection = described(shop(SQLITE), "no: glossary", "nl.glossary", "none")) {
      model.then(" count(*) FROM ord");
      assertEquals(List.of("3"), rows(connection, "NL: how many ord"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:h2:mem:;CASE_INSENSITIVE_IDENTIFIERS=TRUE"})
  void aLiteralThatTheGlossaryCallsAValueBecomesThat(String url) throws Exception {
    model.then(" cst_nm FROM cst WHERE land = 'Spain'");
    try (Connection connection = described(shop(url), GLOSSARY)) {
      assertEquals(List.of("Ann"), rows(connection, "NL: people of spain"));
      assertTrue(model.lastMessage().contains("-- spain means cst.land = 'ES'"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:h2:mem:;CASE_INSENSITIVE_IDENTIFIERS=TRUE"})
  void aColumnWithoutIndexIsNotRead(String url) throws Exception {
    String open = "tables: {cst: {columns: {cst_nm: {description: x}}}}";
    String closed = "tables: {cst: {columns: {cst_nm: {index: false}}}}";
    for (String glossary : List.of(open, closed)) {
      model.then(" no FROM cst");
      try (Connection connection = described(shop(url), glossary)) {
        assertEquals(List.of("1", "2"), rows(connection, "NL: the number of Bob in " + url));
        assertEquals(
            glossary.equals(open), model.lastMessage().contains("-- cst.cst_nm holds 'Bob'"));
      }
    }
  }
}
