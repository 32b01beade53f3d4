package org.nljdbc.glossary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.glossary.imports.GlossaryImport;

/** What other tools know becomes a glossary. */
class GlossaryImportTest {

  private static final String SNOWFLAKE =
      """
      name: sales
      tables:
        - name: buyers
          description: who has bought
          base_table: {database: DB, schema: S, table: CUSTOMERS}
          dimensions:
            - {name: nation, expr: country, description: where they live, synonyms: [land]}
            - {name: full_name, expr: "first || ' ' || last", synonyms: [who]}
        - name: orders
          base_table: {table: ORDERS}
          time_dimensions:
            - {name: placed, expr: placed_on, data_type: date}
          facts:
            - {name: net, expr: orders.amount - orders.discount}
          metrics:
            - {name: REVENUE, expr: SUM(orders.net), synonyms: [turnover]}
          filters:
            - {name: large, expr: net > 100}
      relationships:
        - name: orders_to_buyers
          left_table: orders
          right_table: buyers
          relationship_columns:
            - {left_column: buyer, right_column: id}
      verified_queries:
        - name: count
          question: How many
            buyers are there?
          sql: SELECT count(*) FROM __buyers;
        - name: wrong
          question: what's wrong
          sql: SELECT nothing FROM buyers
      custom_instructions: be nice
      """;

  @TempDir Path folder;

  private String run(int expected, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> texts = java.util.Arrays.stream(arguments).map(String::valueOf).toList();
    int result =
        GlossaryImport.run(texts, Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8));
    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(expected, result, told);
    return told;
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, text);
  }

  @Test
  void dbtGivesDescriptionsAndJoins() throws Exception {
    Path source =
        file(
            "schema.yml",
            """
            version: 2
            models:
              - name: orders
                description: >
                  One row
                  per order
                columns:
                  - name: id
                    tests: [unique, not_null]
                  - name: customer_id
                    description: who ordered
                    meta: {synonyms: [buyer]}
                    data_tests:
                      - relationships: {to: ref('customers'), field: id}
                      - relationships: {arguments: {to: "source('crm', 'people')", field: no}}
              - name: empty
                description:
            sources:
              - name: crm
                tables:
                  - {name: people, identifier: crm_people, description: everybody}
            exposures: []
            """);
    Path target = folder.resolve("nl.yaml");
    String told = run(1, source, target);
    assertTrue(told.contains("dbt's exposures were left out."), told);
    Glossary glossary = GlossaryReader.read(Files.readString(target));
    assertEquals(
        List.of("orders", "crm_people"), glossary.tables().stream().map(TableTerms::name).toList());
    TableTerms orders = glossary.tables().get(0);
    assertEquals("One row per order", orders.description());
    assertEquals(1, orders.columns().size());
    assertEquals("who ordered", orders.columns().get(0).description());
    assertEquals(List.of("buyer"), orders.columns().get(0).synonyms());
    assertEquals(
        List.of("orders.customer_id = customers.id", "orders.customer_id = people.no"),
        glossary.joins().stream().map(Fragment::sql).toList());
    run(2, source, target); // overwrites nothing
  }

  @Test
  void snowflakeGivesRealNamesForLogicalOnes() throws Exception {
    Path target = folder.resolve("nl.yaml");
    String told = run(1, file("model.yaml", SNOWFLAKE), target);
    assertTrue(
        told.contains("NL PIN 'How many buyers are there?' AS 'SELECT count(*) FROM CUSTOMERS';\n"),
        told);
    assertTrue(told.contains("NL PIN 'what''s wrong' AS"), told);
    assertTrue(told.contains("custom_instructions were left out"), told);
    Glossary glossary = GlossaryReader.read(Files.readString(target));
    TableTerms buyers = glossary.tables().get(0);
    assertEquals("CUSTOMERS", buyers.name());
    assertEquals(List.of("buyers"), buyers.synonyms());
    assertEquals("country", buyers.columns().get(0).name());
    assertEquals(List.of("nation", "land"), buyers.columns().get(0).synonyms());
    Map<String, String> metrics = new java.util.TreeMap<>();
    glossary.metrics().forEach(m -> metrics.put(m.name(), m.table() + ": " + m.fragment().sql()));
    assertEquals(
        Map.of(
            "full name", "CUSTOMERS: first || ' ' || last",
            "net", "ORDERS: amount - discount",
            "revenue", "ORDERS: SUM((amount - discount))",
            "large", "ORDERS: (amount - discount) > 100"),
        metrics);
    assertEquals("ORDERS.buyer = CUSTOMERS.id", glossary.joins().get(0).sql());
  }

  @Test
  void whatIsImportedFitsTheDatabaseAndItsQuestionsArePinnedOnceTheyHold() throws Exception {
    Path database = folder.resolve("shop.db");
    try (Connection real = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = real.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (id int PRIMARY KEY, country text, first text, last text)");
      statement.execute(
          "CREATE TABLE orders (id int, buyer int, amount int, discount int, placed_on text)");
      statement.execute("INSERT INTO customers VALUES (1, 'ES', 'Ann', 'Lee')");
    }
    Path target = folder.resolve("nl.yaml");
    String url = "jdbc:nl:sqlite:" + database + "?nl.lockFile=" + folder.resolve("nl.lock");
    String told = run(1, file("model.yaml", SNOWFLAKE), target, url);
    assertTrue(told.contains("Pinned: How many buyers are there?"), told);
    assertTrue(told.contains("Not pinned: what's wrong: "), told);
    assertEquals(List.of("1"), ask(url, "NL: how many buyers are there"));
  }

  private static List<String> ask(String url, String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return List.of(rows.getString(1));
    }
  }

  @Test
  void wrenGivesQuestionsWithTheirSql() throws Exception {
    file(
        "project/knowledge/sql/status.md",
        "---\nnl: Orders by status\nsql: SELECT status, COUNT(*) FROM orders GROUP BY status\n"
            + "source: user\ntags:\n- source:enrich\n---\nSome text\n");
    file("project/knowledge/sql/none.md", "no front matter");
    file("project/knowledge/rules/general.md", "Be nice");
    String told = run(1, folder.resolve("project"));
    assertTrue(told.contains("none.md has no question (nl) with SQL (sql)."), told);
    assertTrue(
        told.contains(
            "NL PIN 'Orders by status' AS 'SELECT status, COUNT(*) FROM orders GROUP BY status';"),
        told);
  }

  @Test
  void whatIsNoneOfTheseIsRefused() throws Exception {
    assertTrue(run(2, file("x.yml", "a: b")).contains("neither a schema.yml of dbt"));
    assertTrue(run(2, file("y.yml", "a: [")).contains("line 1, column"));
    assertTrue(run(2, folder.resolve("missing.yml")).contains("NoSuchFile"));
    assertTrue(run(2).contains("Usage: GlossaryImport"));
  }
}
