package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Rows. */
class ExecuteTest extends ServerTest {

  private static final String ALL = "SELECT id, name, rating FROM customers ORDER BY id";
  private static final String MANY =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
          + " SELECT i, 'row number ' || i AS t FROM n";

  @Test
  void aQuestionGetsItsRows() throws Exception {
    model.answer("everyone", ALL);
    Answer answer = execute("question", "everyone");
    assertEquals(
        "[[1,\"Ann, \\\"A\\\"\",1.5],[2,\"\",null],[3,\"Cy\",2.0]]", rows(answer).toString());
    JsonObject json = answer.json();
    assertEquals(ALL, json.get("sql").getAsString());
    assertEquals(3, json.get("row_count").getAsInt());
    assertFalse(json.get("truncated").getAsBoolean());
    assertFalse(json.has("next_cursor"));
    assertEquals(
        "rating",
        json.getAsJsonArray("columns").get(2).getAsJsonObject().get("name").getAsString());
    assertTrue(json.getAsJsonObject("timings").has("execute_ms"), answer.text());
  }

  @Test
  void csvTellsNullFromEmptyText() throws Exception {
    Answer answer = execute("sql", ALL, "format", "csv");
    assertEquals(200, answer.status());
    assertTrue(answer.header("content-type").startsWith("text/csv"));
    assertEquals(
        "id,name,rating\r\n1,\"Ann, \"\"A\"\"\",1.5\r\n2,\"\",\r\n3,Cy,2.0\r\n", answer.text());
  }

  @Test
  void columnsAreListsOfValues() throws Exception {
    Answer answer = execute("sql", ALL, "format", "columns");
    assertEquals(
        "[[1,2,3],[\"Ann, \\\"A\\\"\",\"\",\"Cy\"],[1.5,null,2.0]]",
        answer.json().getAsJsonArray("data").toString());
  }

  @Test
  void valuesOfAllSortsAreWhatJsonHas() throws Exception {
    start("registration: true");
    try (Connection kept = DriverManager.getConnection("jdbc:h2:mem:server-values");
        Statement statement = kept.createStatement()) {
      statement.execute(
          "CREATE TABLE v (d DATE, t TIME, s TIMESTAMP, z TIMESTAMP WITH TIME ZONE, n DECIMAL(30,"
              + " 2), b BOOLEAN, x VARBINARY, c CLOB, y BLOB, u UUID, f DOUBLE, l BIGINT, e INT)");
      statement.execute(
          "INSERT INTO v VALUES (DATE '2024-02-03', TIME '04:05:06', TIMESTAMP '2024-02-03"
              + " 04:05:06', TIMESTAMP WITH TIME ZONE '2024-02-03 04:05:06+02:00',"
              + " 1234567890123456789012.50, TRUE, X'01FF', 'long', X'02',"
              + " '00000000-0000-0000-0000-000000000001', 'NaN', 9007199254740993, NULL)");
      post("api/v1/databases", "{\"name\": \"v\", \"url\": \"jdbc:h2:mem:server-values\"}");
      assertEquals(
          "[[\"2024-02-03\",\"04:05:06\",\"2024-02-03T04:05:06\",\"2024-02-03T04:05:06+02:00\","
              + "1234567890123456789012.50,true,\"Af8=\",\"long\",\"Ag==\","
              + "\"00000000-0000-0000-0000-000000000001\",\"NaN\",9007199254740993,null]]",
          rows(execute("sql", "SELECT * FROM v", "database", "v")).toString());
    }
  }

  @Test
  void theSchemaItselfAnswersWithoutSql() throws Exception {
    Answer answer = execute("question", "what tables are there?");
    assertEquals(2, rows(answer).size(), answer.text());
    assertFalse(answer.json().has("sql"));
  }

  @Test
  void pagesFollowACursor() throws Exception {
    model.answer("everyone", ALL);
    Answer first = execute("question", "everyone", "max_rows", 2);
    assertEquals(2, rows(first).size());
    assertTrue(first.json().get("truncated").getAsBoolean());
    String cursor = first.json().get("next_cursor").getAsString();
    Answer second = execute("cursor", cursor);
    assertEquals("[[3,\"Cy\",2.0]]", rows(second).toString());
    assertFalse(second.json().has("next_cursor"));

    assertEquals(200, execute("cursor", cursor, "database", "shop").status());
    assertProblem(400, "invalid_request", execute("cursor", cursor, "database", "other"));
    String other = (cursor.charAt(3) == 'A' ? 'B' : 'A') + cursor.substring(4);
    assertProblem(400, "invalid_request", execute("cursor", cursor.substring(0, 3) + other));
    assertProblem(400, "invalid_request", execute("cursor", "x"));
  }

  @Test
  void aPageEndsWithItsLastRowWhereThatIsTheLast() throws Exception {
    JsonObject json = execute("sql", ALL, "max_rows", 3).json();
    assertFalse(json.get("truncated").getAsBoolean(), json::toString);
  }

  @Test
  void exactlyOneThingIsRun() throws Exception {
    assertProblem(400, "invalid_request", execute());
    assertProblem(400, "invalid_request", execute("sql", "SELECT 1", "question", "x"));
    assertProblem(400, "invalid_request", execute("sql", "SELECT 1", "max_rows", 0));
    assertProblem(400, "invalid_request", execute("sql", "SELECT 1", "format", "xml"));
  }

  @Test
  void sqlThatWritesNeverRuns() throws Exception {
    for (String sql :
        new String[] {
          "DELETE FROM customers",
          "SELECT 1; DELETE FROM customers",
          "PRAGMA query_only = OFF",
          "ATTACH 'other.db' AS o",
          "NL: delete all customers"
        }) {
      assertProblem(422, "not_read_only", execute("sql", sql));
    }
    assertProblem(422, "invalid_sql", execute("sql", "SELECT nothing FROM customers"));
    assertEquals("[[3]]", rows(execute("sql", "SELECT COUNT(*) FROM customers")).toString());
  }

  @Test
  void manyRowsAreStreamed() throws Exception {
    HttpResponse<InputStream> response =
        client.send(
            posted(
                "api/v1/query/execute",
                body("sql", MANY, "max_rows", 1_000_000, "format", "csv").toString()),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertEquals(300_001, lines.lines().count());
    }
  }

  @Test
  void howCsvEndedIsInItsTrailers() throws Exception {
    String body = body("sql", ALL, "max_rows", 2, "format", "csv").toString();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/query/execute HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTE:"
                      + " trailers\r\nContent-Type: application/json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(all.contains("X-NL-Truncated: true"), all);
      assertTrue(all.contains("X-NL-Next-Cursor: "), all);
    }
  }

  @Test
  void anErrorAtTheFirstRowHasAStatus() throws Exception {
    Answer answer = execute("sql", "SELECT abs(-9223372036854775807 - id) FROM customers");
    assertProblem(422, "sql_failed", answer);
  }

  @Test
  void anErrorInTheMiddleOfAnAnswerIsTold() throws Exception {
    String sql =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
            + " SELECT CASE WHEN i < 49999 THEN i ELSE abs(-9223372036854775807 - 1) END AS v FROM n";
    Answer answer = execute("sql", sql, "max_rows", 100_000);
    assertEquals(200, answer.status());
    JsonObject json = answer.json();
    assertEquals("sql_failed", json.getAsJsonObject("error").get("code").getAsString());
    assertEquals(49_998, json.getAsJsonArray("rows").size());

    String csv = body("sql", sql, "max_rows", 100_000, "format", "csv").toString();
    org.junit.jupiter.api.Assertions.assertThrows(
        java.io.IOException.class, () -> post("api/v1/query/execute", csv));
  }
}
