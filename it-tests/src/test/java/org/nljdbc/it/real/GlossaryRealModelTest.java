package org.nljdbc.it.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.NlStatement;

/**
 * What a glossary is good for: questions that the embedded model answers wrongly over a schema with
 * cryptic names, and rightly with the glossary. The rows are compared, as in {@link
 * RealModelSuite}.
 */
class GlossaryRealModelTest {

  private static final String GLOSSARY =
      """
      tables:
        cst:
          synonyms: [customers, clients]
          columns:
            cst_nm: {description: name of the customer, synonyms: [customer name]}
            rgn: {synonyms: [country], values: {E: [spain], N: [norway]}}
        trx:
          synonyms: [orders]
          columns:
            dt: {synonyms: [order date]}
      metrics:
        revenue: {table: trx, sql: sum(a1 - a2), synonyms: [turnover]}
      joins:
        - trx.k = cst.id
      """;

  @TempDir Path folder;

  @BeforeEach
  void shop() throws SQLException, IOException {
    try (Connection real = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("s.db"));
        Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE cst (id INTEGER PRIMARY KEY, cst_nm TEXT, rgn TEXT)");
      statement.execute(
          "CREATE TABLE trx (id INTEGER PRIMARY KEY, k INTEGER, a1 INTEGER, a2 INTEGER, dt TEXT)");
      statement.execute(
          "INSERT INTO cst VALUES (1, 'Ann', 'E'), (2, 'Bob', 'N'), (3, 'Cid', 'E')");
      statement.execute(
          "INSERT INTO trx VALUES (1, 1, 100, 10, '2024-01-05'), (2, 2, 50, 5, '2024-02-01'),"
              + " (3, 3, 70, 0, '2024-02-03'), (4, 1, 20, 1, '2023-12-31')");
    }
    Files.writeString(folder.resolve("nl.yaml"), GLOSSARY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "What is the total revenue?|SELECT sum(a1 - a2) FROM trx",
        "revenue by country"
            + "|SELECT c.rgn, sum(a1 - a2) FROM trx t JOIN cst c ON t.k = c.id GROUP BY c.rgn",
        "How many customers are there in Spain?|SELECT count(*) FROM cst WHERE rgn = 'E'",
        "How many clients are there in each country?|SELECT rgn, count(*) FROM cst GROUP BY rgn",
        "What is the turnover of orders in 2024?"
            + "|SELECT sum(a1 - a2) FROM trx WHERE dt LIKE '2024%'",
      })
  void answersWithTheGlossaryWhatItGetsWrongWithout(String question, String expected)
      throws SQLException {
    List<String> right = rows("jdbc:sqlite:" + folder.resolve("s.db"), expected);
    assertEquals(right, ask(question, folder.resolve("nl.yaml").toString()), question);
    assertNotEquals(right, ask(question, "none"), question);
  }

  private List<String> ask(String question, String glossary) {
    String url = "jdbc:nl:sqlite:" + folder.resolve("s.db") + "?nl.glossary=" + glossary;
    try {
      return rows(url, "NL: " + question);
    } catch (SQLException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** The rows without the names and the order of their columns' expressions. */
  private static List<String> rows(String url, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(found.getObject(i)));
        }
        row.sort(null);
        rows.add(row.toString());
      }
      if (url.startsWith("jdbc:nl:")) {
        System.err.println(
            "TRIAL " + url.replaceAll(".*glossary=.*none", "none").replaceAll(".*yaml", "yaml")
                + " | " + sql + " | "
                + statement.unwrap(NlStatement.class).lastTranslation().orElseThrow().sql());
      }
    }
    rows.sort(null);
    return rows;
  }
}
