package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.translate.Translation.Source;

/** A glossary's words in what is remembered and in follow-ups, on two real databases. */
class GlossaryWordsAtStatementsTest extends AtStatements {

  private static final String COUNTED = "SELECT COUNT(*) FROM cst WHERE land = 'ES'";

  private static final String GLOSSARY =
      """
      tables:
        cst:
          synonyms: [customers, clients]
          columns:
            land:
              synonyms: [country]
              values: {ES: [spain, españa], NO: [norway]}
        ord: {synonyms: [purchases]}
      metrics:
        revenue: {table: ord, sql: sum(amount), synonyms: [turnover]}
      """;

  private Connection connect(String url, String... settings) throws SQLException, IOException {
    Connection real =
        filled(
            url,
            "CREATE TABLE cst (id int PRIMARY KEY, land varchar(20))",
            "CREATE TABLE ord (id int PRIMARY KEY, buyer int, amount int)",
            "INSERT INTO cst VALUES (1, 'ES'), (2, 'NO')");
    Files.writeString(folder.resolve("nl.yaml"), GLOSSARY);
    return wrap(real, settings);
  }

  private static void pin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "NL PIN 'How many customers are there in Spain?' AS '"
              + COUNTED.replace("'", "''")
              + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    SQLITE + ",Count the clients in España",
    H2 + ",What is the number of clients in spain?",
    SQLITE + ",how many cst are there in spain"
  })
  void aPinIsFoundByTheTeamsWords(String url, String question) throws SQLException, IOException {
    try (Connection connection = connect(url)) {
      pin(connection);
      Translation found = ask(connection, question);
      assertEquals(Source.SAME_MEANING, found.source());
      assertEquals(COUNTED, found.sql());
      assertEquals(0, model.requests.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    SQLITE + ",Count the clients in Norway,nl.yaml",
    H2 + ",Count the purchases in Spain,nl.yaml",
    SQLITE + ",Count the countries in Spain,nl.yaml",
    H2 + ",Count the clients in Spain,none"
  })
  void anotherThingGoesToTheModel(String url, String question, String glossary)
      throws SQLException, IOException {
    model.then(" 7");
    String file = glossary.equals("none") ? glossary : folder.resolve(glossary).toString();
    try (Connection connection = connect(url, "nl.glossary", file)) {
      pin(connection);
      assertEquals(Source.MODEL, ask(connection, question).source());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerIsRememberedInTheTeamsWords(String url) throws SQLException, IOException {
    model.then(" SUM(amount) FROM ord").then(" COUNT(*) FROM ord");
    try (Connection connection = connect(url, "nl.semanticCache", "on")) {
      assertEquals(Source.MODEL, ask(connection, "What is the turnover?").source());
      Translation same = ask(connection, "Show the revenue");
      assertEquals(Source.SAME_MEANING, same.source());
      assertEquals("SELECT SUM(amount) FROM ord", same.sql());
      assertEquals(Source.MODEL, ask(connection, "What is the purchases count?").source());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aFollowUpInheritsWhatTheWordsBeforeItMean(String url) throws SQLException, IOException {
    model.then(" SUM(amount) FROM ord").then(" 1").then(" 2").then(" 3");
    try (Connection connection = connect(url, "nl.conversation", "true", "nl.candidates", "1")) {
      ask(connection, "What is the turnover of all clients?");
      ask(connection, "only those in Spain");
      String prompt = model.lastMessage();
      int own = prompt.indexOf("-- spain means cst.land = 'ES'");
      int inherited = prompt.indexOf("-- turnover means sum(amount) of ord");
      assertTrue(own >= 0 && inherited > own, prompt);
      ask(connection, "and the same for Norway");
      prompt = model.lastMessage();
      assertTrue(prompt.contains("-- norway means"), prompt);
      assertTrue(prompt.contains("-- turnover means"), prompt);
      assertEquals(1, prompt.split("-- turnover means", -1).length - 1, prompt);
      ask(connection, "how many purchases are there in all?");
      assertTrue(!model.lastMessage().contains("turnover"), model.lastMessage());
    }
  }
}
