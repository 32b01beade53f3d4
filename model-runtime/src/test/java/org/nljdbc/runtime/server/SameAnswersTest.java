package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.NlConnection;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.translate.Translation;

/**
 * The embedded model answers over the wire as it does in this process: it has to be the same one.
 */
class SameAnswersTest {

  private static final List<String> QUESTIONS =
      List.of(
          "how many customers are there?",
          "names of the customers from Rome",
          "name and country of the customer with the largest order",
          "total amount of the orders of each country",
          "which customers have no orders?",
          "average amount of the orders in 2023");

  @TempDir Path folder;

  private void makeShop(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, country TEXT)");
      statement.execute(
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES"
              + " customers (id), order_date TEXT, amount REAL)");
      statement.execute(
          "INSERT INTO customers VALUES (1, 'Ann', 'Rome', 'Italy'), (2, 'Bob', 'Oslo', 'Norway')");
      statement.execute(
          "INSERT INTO orders VALUES (1, 1, '2023-05-01', 10), (2, 1, '2024-05-01', 20)");
    }
  }

  @Test
  void overTheWireAsInProcess() throws Exception {
    String shop = "sqlite:" + folder.resolve("shop.db");
    makeShop("jdbc:" + shop);
    try (NlServer server =
        new NlServer(ConfigFile.parse("{port: 0, settings: {nl.prefixCache: memory}}", Map.of()))) {
      server.start();
      String runtime = server.uri().toString().replaceFirst("/$", "");
      String url = "jdbc:nl:" + shop + "?nl.prefixCache=memory";
      try (Connection here = DriverManager.getConnection(url);
          Connection there =
              DriverManager.getConnection(url + "&nl.samples=3&nl.runtime=" + runtime)) {
        for (String question : QUESTIONS) {
          Translation expected = here.unwrap(NlConnection.class).translate(question);
          Translation found = there.unwrap(NlConnection.class).translate(question);
          assertEquals(expected.sql(), found.sql(), question);
          assertEquals(expected.notes(), found.notes(), question);
          assertEquals(expected.confidence(), found.confidence(), 1e-5, question);
          assertTrue(found.tries() > 0, question); // asked, not remembered
        }
      }
    }
  }
}
