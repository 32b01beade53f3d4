package org.nljdbc.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.Progress;

class SchemaReaderTest {

  private static final String SQLITE = "jdbc:sqlite::memory:";
  private static final String H2 = "jdbc:h2:mem:";

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Connection shop(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    run(
        connection,
        "CREATE TABLE city (id integer PRIMARY KEY, name varchar(40) NOT NULL)",
        "CREATE TABLE person (id integer PRIMARY KEY, name varchar(40), city_id integer,"
            + " FOREIGN KEY (city_id) REFERENCES city (id))",
        "CREATE TABLE visit (person_id integer, city_id integer, note varchar(10),"
            + " PRIMARY KEY (person_id, city_id))",
        "CREATE VIEW people AS SELECT name FROM person",
        "INSERT INTO city VALUES (1, 'Rome'), (2, 'Oslo'), (3, 'Rome')");
    return connection;
  }

  private static Table table(Schema schema, String name) {
    return schema.tables().stream()
        .filter(table -> table.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow();
  }

  private static Schema read(Connection connection) throws SQLException {
    return new SchemaReader(5, Progress.NONE).read(connection);
  }

  /** SQLite's driver cannot tell of more than some 500 columns at once. */
  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void readsManyTables(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      for (int i = 0; i < 300; i++) {
        run(connection, "CREATE TABLE t_" + i + " (id integer PRIMARY KEY, a" + i + " integer)");
      }
      run(
          connection,
          "CREATE TABLE tx1 (other integer)",
          "CREATE TABLE \"it's 5%\" (x integer)",
          "CREATE VIEW seen AS SELECT a7 FROM t_7");
      Schema schema = read(connection);
      assertEquals(303, schema.tables().size());
      for (int i = 0; i < 300; i++) {
        List<String> names =
            table(schema, "t_" + i).columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        assertEquals(List.of("id", "a" + i), names);
      }
      assertEquals(1, table(schema, "tx1").columns().size());
      assertEquals(1, table(schema, "it's 5%").columns().size());
      assertEquals(1, table(schema, "seen").columns().size());
      SchemaReader reader = new SchemaReader(5, Progress.NONE);
      assertEquals(reader.stamp(connection), reader.stamp(connection));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void readsTablesColumnsKeysAndSamples(String url) throws SQLException {
    try (Connection connection = shop(url)) {
      Schema schema = read(connection);
      assertEquals(4, schema.tables().size());
      Table person = table(schema, "person");
      assertFalse(person.view());
      assertTrue(table(schema, "people").view());
      assertEquals(3, person.columns().size());
      assertTrue(person.columns().get(1).text());
      assertTrue(person.columns().get(1).type().equalsIgnoreCase("varchar(40)"));
      assertFalse(table(schema, "city").columns().get(1).nullable());
      assertEquals(1, person.foreignKeys().size());
      ForeignKey key = person.foreignKeys().get(0);
      assertTrue(key.toTable().equalsIgnoreCase("city"));
      assertTrue(key.fromColumns().get(0).equalsIgnoreCase("city_id"));
      assertEquals(List.of(key), table(schema, "city").referencedBy());
      assertEquals(2, table(schema, "visit").primaryKey().size());
      assertEquals(List.of("Rome", "Oslo"), table(schema, "city").columns().get(1).samples());
      assertEquals(List.of(), table(schema, "people").columns().get(0).samples());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void leavesTheTransactionAlone(String url) throws SQLException {
    try (Connection connection = shop(url)) {
      connection.setAutoCommit(false);
      run(connection, "INSERT INTO city VALUES (4, 'Bern')");
      read(connection);
      assertFalse(connection.getAutoCommit());
      run(connection, "INSERT INTO city VALUES (5, 'Graz')");
      connection.rollback();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT count(*) FROM city")) {
        rows.next();
        assertEquals(3, rows.getInt(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void leavesAnOpenResultAndTheQueryTimeoutAlone(String url) throws SQLException {
    try (Connection connection = shop(url);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(77);
      try (ResultSet rows = statement.executeQuery("SELECT name FROM city ORDER BY id")) {
        assertTrue(rows.next());
        read(connection);
        assertTrue(rows.next());
        assertEquals("Oslo", rows.getString(1));
      }
      assertEquals(77, statement.getQueryTimeout());
    }
  }

  @Test
  void readsOnlyTheCurrentSchema() throws SQLException {
    try (Connection connection = shop(H2)) {
      run(
          connection,
          "CREATE SCHEMA A_B",
          "CREATE SCHEMA AXB",
          "CREATE TABLE A_B.one (x int)",
          "CREATE TABLE AXB.two (x int)");
      connection.setSchema("A_B");
      Schema schema = read(connection);
      assertEquals(List.of("ONE"), schema.tables().stream().map(Table::name).toList());
      assertEquals("A_B", schema.name());
    }
  }

  @Test
  void readsCommentsAndUnusualNames() throws SQLException {
    try (Connection connection = DriverManager.getConnection(H2)) {
      run(
          connection,
          "CREATE TABLE \"odd \"\"name\" (\"a b\" varchar, big clob)",
          "COMMENT ON TABLE \"odd \"\"name\" IS 'a strange one'",
          "COMMENT ON COLUMN \"odd \"\"name\".\"a b\" IS 'spaces'",
          "INSERT INTO \"odd \"\"name\" VALUES ('v', 'w')");
      Table odd = read(connection).tables().get(0);
      assertEquals("odd \"name", odd.name());
      assertEquals("a strange one", odd.comment());
      assertEquals("spaces", odd.columns().get(0).comment());
      assertNull(odd.columns().get(1).comment());
      assertEquals(List.of("v"), odd.columns().get(0).samples());
    }
  }

  @Test
  void resolvesKeysThatSqliteSpellsDifferently() throws SQLException {
    try (Connection connection = DriverManager.getConnection(SQLITE)) {
      run(
          connection,
          "CREATE TABLE City (Id integer PRIMARY KEY)",
          "CREATE TABLE a (c integer REFERENCES CITY (Id), d integer REFERENCES nowhere (x))");
      Table a = table(read(connection), "a");
      assertEquals(1, a.foreignKeys().size());
      assertEquals("City", a.foreignKeys().get(0).toTable());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void saysThatThereAreNoTables(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      SQLException e = assertThrows(SQLException.class, () -> read(connection));
      assertEquals("42000", e.getSQLState());
      assertTrue(String.valueOf(e.getMessage()).contains("no tables or views"), e.getMessage());
      run(connection, "CREATE TABLE t (a int)");
    }
  }

  @Test
  void tellsItsProgress() throws SQLException {
    List<Double> fractions = new ArrayList<>();
    try (Connection connection = shop(SQLITE)) {
      new SchemaReader(5, (task, fraction) -> fractions.add(fraction)).read(connection);
    }
    assertEquals(1.0, fractions.get(fractions.size() - 1));
    assertEquals(1, fractions.stream().filter(f -> f == 1.0).count());
  }

  @Test
  void theFingerprintFollowsTheSchema() throws SQLException {
    try (Connection connection = shop(SQLITE)) {
      Schema first = read(connection);
      assertEquals(first.fingerprint(), read(connection).fingerprint());
      run(connection, "ALTER TABLE city ADD COLUMN country text");
      assertNotEquals(first.fingerprint(), read(connection).fingerprint());
    }
  }

  @Test
  void theCacheNoticesChangesOfSqliteAtOnce() throws SQLException {
    SchemaCache cache = new SchemaCache();
    try (Connection connection = shop(SQLITE)) {
      Schema first = cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      assertSame(
          first, cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE));
      run(connection, "CREATE TABLE more (x int)");
      Schema second = cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      assertEquals(first.tables().size() + 1, second.tables().size());
    }
  }

  @Test
  void theCacheLooksAgainWhenTheSchemaIsOld() throws SQLException {
    SchemaCache cache = new SchemaCache();
    try (Connection connection = shop(H2)) {
      Schema first = cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      assertSame(first, cache.get(connection, Duration.ZERO, 0, TableFilter.ALL, Progress.NONE));
      run(connection, "CREATE TABLE more (x int)");
      assertSame(
          first, cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE));
      assertNotSame(first, cache.get(connection, Duration.ZERO, 0, TableFilter.ALL, Progress.NONE));
    }
  }

  @Test
  void theCacheForgetsWhenTold() throws SQLException {
    SchemaCache cache = new SchemaCache();
    try (Connection connection = shop("jdbc:h2:mem:forget")) {
      Schema first = cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      run(connection, "CREATE TABLE more (x int)");
      cache.invalidate(connection);
      assertNotSame(
          first, cache.get(connection, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE));
    }
  }

  @Test
  void privateDatabasesDoNotShareASchema() throws SQLException {
    SchemaCache cache = new SchemaCache();
    try (Connection one = shop(H2);
        Connection other = DriverManager.getConnection(H2)) {
      run(other, "CREATE TABLE alone (x int)");
      cache.get(one, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      Schema second = cache.get(other, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      assertEquals(List.of("ALONE"), second.tables().stream().map(Table::name).toList());
    }
  }

  @Test
  void connectionsToOneDatabaseShareASchema() throws SQLException {
    SchemaCache cache = new SchemaCache();
    try (Connection one = shop("jdbc:h2:mem:shared");
        Connection other = DriverManager.getConnection("jdbc:h2:mem:shared")) {
      Schema first = cache.get(one, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE);
      assertSame(first, cache.get(other, Duration.ofHours(1), 0, TableFilter.ALL, Progress.NONE));
    }
  }
}
