package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which databases there are, and schemas without one. */
class DatabasesTest extends ServerTest {

  private JsonObject database(String name) throws Exception {
    for (JsonElement each : get("api/v1/databases").json().getAsJsonArray("databases")) {
      if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
        return each.getAsJsonObject();
      }
    }
    return new JsonObject();
  }

  private void awaitStatus(String name, String status) throws Exception {
    while (!database(name).get("status").getAsString().equals(status)) {
      Thread.sleep(20);
    }
  }

  @Test
  void databasesComeAndGo() throws Exception {
    start("registration: true");
    try (Connection kept = DriverManager.getConnection("jdbc:h2:mem:server-come");
        Statement statement = kept.createStatement()) {
      statement.execute("CREATE TABLE planets (name VARCHAR(20), moons INT)");
      statement.execute("INSERT INTO planets VALUES ('Mars', 2)");
      String config = "{\"name\": \"space\", \"url\": \"jdbc:h2:mem:server-come\"}";
      Answer added = post("api/v1/databases", config);
      assertEquals(201, added.status(), added.text());
      assertEquals("h2", added.json().get("kind").getAsString());
      assertProblem(409, "database_exists", post("api/v1/databases", config));
      awaitStatus("space", "up");

      model.answer("moons", "SELECT name, moons FROM planets");
      assertEquals(
          "[[\"Mars\",2]]", rows(execute("question", "moons", "database", "space")).toString());
      assertProblem(400, "invalid_request", ask("moons"));

      assertEquals(204, delete("api/v1/databases/space").status());
      assertProblem(404, "not_found", delete("api/v1/databases/space"));
      assertProblem(404, "not_found", execute("question", "moons", "database", "space"));
    }
  }

  /** The server loads its model at the start. */
  @Test
  void whatIsRegisteredIsReadAheadBeforeAnybodyAsks() throws Exception {
    start("registration: true");
    awaitReadAhead("CREATE TABLE cities");
    String tables =
        "{\"name\": \"sky\", \"tables\": [{\"name\": \"comets\","
            + " \"columns\": [{\"name\": \"id\", \"type\": \"int\"}]}]}";
    assertEquals(201, post("api/v1/schema/register", tables).status());
    awaitReadAhead("CREATE TABLE comets");
    assertEquals(List.of(), model.asked);
  }

  private void awaitReadAhead(String text) throws InterruptedException {
    String next = "";
    while (!next.contains(text)) {
      next = model.prepared.poll(30, TimeUnit.SECONDS);
      assertNotNull(next, text + " was not read ahead");
    }
  }

  @Test
  void databasesAreNotTakenFromCallersUnlessTheSettingsSaySo() throws Exception {
    String config = "{\"name\": \"x\", \"url\": \"jdbc:h2:mem:x\"}";
    assertProblem(403, "registration_off", post("api/v1/databases", config));
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws Exception {
    start("registration: true");
    assertProblem(400, "invalid_request", post("api/v1/databases", "{\"name\": \"x\"}"));
    assertProblem(
        400,
        "invalid_request",
        post("api/v1/databases", "{\"name\": \"a b\", \"url\": \"jdbc:h2:mem:x\"}"));
    assertProblem(
        400,
        "invalid_request",
        post("api/v1/databases", "{\"name\": \"x\", \"url\": \"http://localhost\"}"));
    for (String url :
        List.of(
            "jdbc:", "jdbc:nonsense", "jdbc:h2", "jdbc:nl:nl:h2:mem:x", "jdbc:oracel:thin:@x")) {
      assertProblem(
          400,
          "invalid_request",
          post("api/v1/databases", "{\"name\": \"x\", \"url\": \"" + url + "\"}"));
    }
    assertProblem(
        400,
        "invalid_request",
        post(
            "api/v1/databases",
            "{\"name\": \"x\", \"url\": \"jdbc:h2:mem:x\", \"replicas\": [\"jdbc:no:x\"]}"));
    assertProblem(404, "not_found", delete("api/v1/databases/x"));
  }

  /** Settings may stand in two places. */
  @Test
  void aSettingIsBlamedWhereItStands() throws Exception {
    start("registration: true");
    String wrong = "jdbc:nl:h2:mem:x?nl.tries=many";
    String wrongSettings = "\"settings\": {\"nl.tries\": \"many\"}";
    assertEquals("url", blamed("\"url\": \"" + wrong + "\""));
    assertEquals("url", blamed("\"url\": \"" + wrong + "\", " + wrongSettings));
    assertEquals("settings", blamed("\"url\": \"jdbc:h2:mem:x\", " + wrongSettings));
    assertEquals(
        "replicas", blamed("\"url\": \"jdbc:h2:mem:x\", \"replicas\": [\"" + wrong + "\"]"));
  }

  private String blamed(String members) throws Exception {
    Answer refused = post("api/v1/databases", "{\"name\": \"x\", " + members + "}");
    assertProblem(400, "invalid_request", refused);
    assertTrue(refused.text().contains("nl.tries"), refused.text());
    return refused.json().get("field").getAsString();
  }

  @Test
  void aFileThatIsMissingIsNotMade() throws Exception {
    start("registration: true");
    String url = "jdbc:sqlite:" + folder.resolve("missing.db");
    post("api/v1/databases", body("name", "gone", "url", url).toString());
    awaitStatus("gone", "down");
    assertFalse(Files.exists(folder.resolve("missing.db")));
    Answer answer = execute("sql", "SELECT 1", "database", "gone");
    assertProblem(503, "database_unavailable", answer);
    assertEquals("5", answer.header("retry-after"));
    assertEquals("degraded", get("health/ready").json().get("status").getAsString());
    assertEquals(200, get("health/ready").status());

    // It is found again when it is there.
    Files.copy(shop(), folder.resolve("missing.db"));
    awaitStatus("gone", "up");
    assertEquals(200, execute("sql", "SELECT 1 AS one", "database", "gone").status());
  }

  @Test
  void replicasAreAskedFirstAndTheDatabaseWhenTheyAreDown() throws Exception {
    start("registration: true");
    Files.copy(shop(), folder.resolve("replica.db"));
    try (Connection replica =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("replica.db"));
        Statement statement = replica.createStatement()) {
      statement.execute("DELETE FROM customers WHERE id > 1");
    }
    String config =
        "{\"name\": \"two\", \"url\": \"jdbc:sqlite:%s\", \"replicas\": [\"jdbc:sqlite:%s\"]}";
    post("api/v1/databases", config.formatted(shop(), folder.resolve("replica.db")));
    String count = "SELECT COUNT(*) FROM customers";
    assertEquals("[[1]]", rows(execute("sql", count, "database", "two")).toString());

    post(
        "api/v1/databases",
        config.formatted(shop(), folder.resolve("none.db")).replace("two", "half"));
    awaitStatus("half", "degraded");
    assertEquals("[[3]]", rows(execute("sql", count, "database", "half")).toString());
    JsonArray pools = database("half").getAsJsonArray("pools");
    assertEquals("replica", pools.get(0).getAsJsonObject().get("role").getAsString());
    assertEquals("closed", pools.get(1).getAsJsonObject().get("circuit").getAsString());
  }

  @Test
  void theSchemaHasNoRows() throws Exception {
    Answer answer = get("api/v1/schema?database=shop");
    assertEquals(200, answer.status(), answer.text());
    JsonArray tables = answer.json().getAsJsonArray("tables");
    assertEquals(2, tables.size());
    JsonObject customers = tables.get(1).getAsJsonObject();
    assertEquals("customers", customers.get("name").getAsString());
    assertEquals(
        "[{\"columns\":[\"city_id\"],\"table\":\"cities\",\"references\":[\"id\"]}]",
        customers.getAsJsonArray("foreignKeys").toString());
    assertFalse(answer.text().contains("Paris"), answer.text());
  }

  @Test
  void aSchemaWithoutADatabaseCanBeAsked() throws Exception {
    String ddl =
        """
        CREATE TABLE "team" (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name VARCHAR(40));
        CREATE TABLE player (id INT, team_id INT REFERENCES team(id), born TIMESTAMP WITH TIME ZONE,
          size NUMERIC(4, 1) NOT NULL, CONSTRAINT pk PRIMARY KEY (id));
        ALTER TABLE player ADD CONSTRAINT fk FOREIGN KEY (team_id) REFERENCES team (id);
        CREATE INDEX i ON player (team_id);
        """;
    Answer added = post("api/v1/schema/register", body("name", "sport", "ddl", ddl).toString());
    assertEquals(201, added.status(), added.text());
    assertEquals("[\"team\",\"player\"]", added.json().getAsJsonArray("tables").toString());

    model.answer("tall", "SELECT p.id FROM player AS p WHERE p.size > 2");
    Answer asked = post("api/v1/query", body("question", "tall", "database", "sport").toString());
    assertEquals(200, asked.status(), asked.text());
    assertProblem(422, "schema_only", execute("question", "tall", "database", "sport"));
    String schema = get("api/v1/schema?database=sport").text();
    assertTrue(schema.contains("timestamptz"), schema);
    assertEquals(2, schema.split("\"references\"", -1).length, schema);
    assertEquals(204, delete("api/v1/databases/sport").status());
  }

  @Test
  void aSchemaCanBeAskedForAnyDialect() throws Exception {
    String ddl = "CREATE TABLE player (id INT PRIMARY KEY, name TEXT)";
    post("api/v1/schema/register", body("name", "sport", "ddl", ddl).toString());
    String sql = "SELECT id FROM player WHERE name ~ '^a'"; // SQLite has no such thing
    model.answer("begin with a", sql);
    for (int i = 0; i < 2; i++) {
      JsonObject body = body("question", "who may begin with a", "database", "sport");
      body.addProperty("dialect", "postgresql");
      Answer postgres = post("api/v1/query", body.toString());
      assertEquals(200, postgres.status(), postgres.text());
      assertEquals(sql, postgres.json().get("sql").getAsString());
      assertEquals("PostgreSQL", postgres.json().get("dialect").getAsString());
      assertEquals("sport", postgres.json().get("database").getAsString());
    }
    assertProblem(
        422,
        "no_sql_found",
        post(
            "api/v1/query",
            body("question", "who may begin with a", "database", "sport").toString()));
    for (String wrong : List.of("informix", "POSTGRESQL")) {
      JsonObject body = body("question", "a", "database", "sport", "dialect", wrong);
      assertProblem(400, "invalid_request", post("api/v1/query", body.toString()));
    }
    JsonObject real = body("question", "a", "database", "shop", "dialect", "postgresql");
    assertProblem(400, "invalid_request", post("api/v1/query", real.toString()));
    assertEquals(204, delete("api/v1/databases/sport").status());
  }

  @Test
  void aSchemaMayBeJson() throws Exception {
    String tables =
        """
        {"name": "json", "tables": [
          {"name": "a", "columns": [{"name": "id", "type": "int", "nullable": false}], "primaryKey": ["id"]},
          {"name": "b \\"x", "columns": [{"name": "a_id"}],
           "foreignKeys": [{"columns": ["a_id"], "table": "a", "references": ["id"]}]}]}
        """;
    Answer added = post("api/v1/schema/register", tables);
    assertEquals(201, added.status(), added.text());
    assertTrue(get("api/v1/schema?database=json").text().contains("b \\\"x"));
  }

  @Test
  void ddlIsReadAndNeverRun() throws Exception {
    for (String ddl :
        new String[] {
          "CREATE ALIAS x AS 'void x() {}'",
          "ATTACH DATABASE 'x.db' AS x",
          "CREATE TABLE t AS SELECT 1",
          "INSERT INTO t VALUES (1)",
          "DROP TABLE t",
          "CREATE TABLE t (id int); CREATE TABLE T (id int)",
          "CREATE TABLE t (id int, ID text)",
          "CREATE TABLE t (id int, PRIMARY KEY (other))",
          "CREATE TABLE sqlite_x (id int)",
          "CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN x int",
          "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES b (id)",
          "not ddl at all",
          ";;"
        }) {
      Answer answer = post("api/v1/schema/register", body("name", "bad", "ddl", ddl).toString());
      assertProblem(400, "invalid_request", answer);
    }
    assertProblem(400, "invalid_request", post("api/v1/schema/register", "{\"name\": \"bad\"}"));
  }
}
