package org.nljdbc.it.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.DatabaseTest;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.runtime.EmbeddedModelFiles;

/**
 * Simple questions through the embedded model, by URL alone. The rows are compared, not the SQL:
 * the expected ones come from SQL written by hand.
 */
abstract class RealModelSuite extends DatabaseTest {

  @SuppressWarnings("NullAway.Init") // set before any test runs
  private Connection connection;

  @BeforeAll
  void open() throws SQLException {
    assertTrue(new EmbeddedModelFiles().complete(), "this checkout lacks the embedded model");
    connection = database.open(Map.of());
  }

  @AfterAll
  @SuppressWarnings("NullAway") // null if the model is missing
  void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "How many customers are there? | SELECT COUNT(*) FROM customers",
        "How many customers are from Germany?"
            + " | SELECT COUNT(*) FROM customers WHERE country = 'Germany'",
        "List the names of all departments | SELECT name FROM departments",
        "What is the average salary of employees? | SELECT AVG(salary) FROM employees"
      })
  void answers(String question, String expected) throws SQLException {
    assertAnswer(question, expected);
  }

  /** Questions that this small model gets wrong in H2's dialect. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "What is the total amount of all payments? | SELECT SUM(amount) FROM payments",
        "What is the name of the most expensive product?"
            + " | SELECT name FROM products WHERE price = (SELECT MAX(price) FROM products)",
        "Show the names of customers in the city Oslo"
            + " | SELECT name FROM customers WHERE city = 'Oslo'"
      })
  void answersOutsideOfH2(String question, String expected) throws SQLException {
    assumeTrue(database.kind() != Kind.H2, "the embedded model answers this wrongly for H2");
    assertAnswer(question, expected);
  }

  private void assertAnswer(String question, String expected) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<String> rows = Rows.of(statement.executeQuery("NL: " + question));
      String sql = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow().sql();
      assertEquals(
          Rows.bare(database, expected).stream().sorted().toList(),
          rows.stream().sorted().toList(),
          sql);
    }
  }

  @Test
  void answersTheSameQuestionWithTheSameSql() throws SQLException {
    String question = "NL SHOW: How many employees are there?";
    String first = Rows.of(connection, question).get(0);
    try (Connection another = database.open(Map.of("nl.schemaMaxAge", "0"))) {
      String second = Rows.of(another, question).get(0);
      assertEquals(sqlOf(first), sqlOf(second));
    }
    assertTrue(sqlOf(first).toLowerCase(Locale.ROOT).contains("employees"), first);
  }

  private static String sqlOf(String shown) {
    return shown.substring(0, shown.indexOf('|'));
  }
}
