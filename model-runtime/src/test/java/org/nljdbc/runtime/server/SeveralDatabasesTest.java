package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of the server that is several. */
class SeveralDatabasesTest extends ServerTest {

  @BeforeEach
  void addVisits() throws Exception {
    Path visits = folder.resolve("visits.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + visits);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE visits (customer_id INTEGER, day TEXT)");
      statement.execute("INSERT INTO visits VALUES (1, '2024-01-01'), (1, '2024-02-01'), (3, '')");
    }
    Path file =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            databases:
              - {name: shop, url: "jdbc:sqlite:%s"}
              - {name: visits, url: "jdbc:sqlite:%s"}
            """
                .formatted(shop(), visits));
    start("registration: true");
    Answer added =
        post("api/v1/databases", "{\"name\": \"all\", \"url\": \"jdbc:multi:" + file + "\"}");
    assertEquals(201, added.status(), added::text);
  }

  @Test
  void aQuestionIsAnsweredOverBoth() throws Exception {
    model.answer(
        "visits of customers",
        "SELECT c.id, COUNT(*) FROM customers c JOIN visits v ON v.customer_id = c.id"
            + " GROUP BY c.id ORDER BY c.id");
    Answer answer = execute("question", "visits of customers", "database", "all");
    assertEquals(200, answer.status(), answer::text);
    assertEquals("[[1,2],[3,1]]", rows(answer).toString());
  }

  @Test
  void itsSchemaIsThatOfBothAndSqlIsChecked() throws Exception {
    Answer schema = get("/api/v1/schema?database=all");
    assertTrue(schema.text().contains("\"visits\""), schema::text);
    assertTrue(schema.text().contains("\"cities\""), schema::text);
    Answer wrong =
        post("api/v1/validate", "{\"database\": \"all\", \"sql\": \"SELECT daay FROM visits\"}");
    assertTrue(wrong.text().contains("daay"), wrong::text);
    Answer health = get("/health");
    assertTrue(health.text().contains("\"all\""), health::text);
  }
}
