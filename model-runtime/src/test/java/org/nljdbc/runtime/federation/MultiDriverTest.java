package org.nljdbc.runtime.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two databases as one, without questions. */
class MultiDriverTest {

  private static final String SHOP = "jdbc:h2:mem:federated;DB_CLOSE_DELAY=-1";

  @SuppressWarnings("NullAway.Init") // set before each test
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    String desk = "jdbc:sqlite:" + folder.resolve("desk.db");
    run(
        SHOP,
        "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20))",
        "COMMENT ON TABLE customers IS 'Who buys'",
        "COMMENT ON COLUMN customers.name IS 'First name'",
        "CREATE VIEW spenders AS SELECT * FROM customers",
        "INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob')");
    run(
        desk,
        "CREATE TABLE agents (id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE tickets (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES agents(id),"
            + " opened DATE, closed TIMESTAMP, subject TEXT)",
        "INSERT INTO tickets VALUES (1, 1, '2023-03-01', '2023-03-02 10:20:30', ' Late '),"
            + " (2, 1, '2024-12-31', NULL, 'x_y'), (3, 2, '2024-01-01', NULL, NULL)");
    Path file = folder.resolve("databases.yaml");
    Files.writeString(
        file,
        """
        port: 9999
        databases:
          - {name: shop, url: "%s"}
          - {name: desk, url: "%s", settings: {busy_timeout: 100, nl.samples: 0}}
          - {name: both, url: "jdbc:multi:elsewhere"}
        """
            .formatted(SHOP, desk));
    connection = connect(file.toString());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    run(SHOP, "SHUTDOWN");
  }

  private static Connection connect(String rest) throws SQLException {
    return Objects.requireNonNull(
        new MultiDriver().get().connect("jdbc:multi:" + rest, new Properties()));
  }

  private static void run(String url, String... statements) throws SQLException {
    try (Connection bare = DriverManager.getConnection(url);
        Statement statement = bare.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return texts(statement.executeQuery(sql));
    }
  }

  private static List<String> texts(ResultSet rows, String... labels) throws SQLException {
    try (rows) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (String label : labels) {
          row.add(rows.getString(label));
        }
        texts.add(labels.length == 0 ? rows.getString(1) : String.join("|", row));
      }
      return texts;
    }
  }

  @Test
  void tablesOfBothAreJoined() throws SQLException {
    assertEquals(
        List.of("Ann", "Bob"),
        rows(
            "SELECT c.name FROM customers c JOIN tickets t ON t.customer_id = c.id"
                + " GROUP BY c.name ORDER BY COUNT(*) DESC"));
    assertEquals(List.of("2"), rows("SELECT COUNT(*) FROM \"shop\".\"spenders\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EXTRACT(YEAR FROM CAST(opened AS DATE)) = 2024; 2",
        "EXTRACT(MONTH FROM CAST(opened AS DATE)) = 3; 1",
        "EXTRACT(DAY FROM CAST(opened AS DATE)) = 31; 1",
        "EXTRACT(HOUR FROM CAST(closed AS TIMESTAMP)) = 10; 1",
        "EXTRACT(MINUTE FROM CAST(closed AS TIMESTAMP)) = 20; 1",
        "EXTRACT(DOY FROM CAST(opened AS DATE)) = 60; 1",
        "CAST(opened AS DATE) > DATE '2024-01-01'; 1",
        "TRIM(subject) = 'Late'; 1",
        "TRIM(LEADING ' ' FROM subject) = 'Late '; 1",
        "TRIM(TRAILING ' ' FROM subject) = ' Late'; 1",
        "CHAR_LENGTH(subject) = 6; 1",
        "POSITION('a' IN subject) = 3; 1",
        "SUBSTRING(subject FROM 2 FOR 2) = 'La'; 1",
        "MOD(id, 2) = 1; 2",
        "subject ILIKE ' LATE%'; 1",
        "subject NOT ILIKE '%late%'; 1",
        "subject LIKE 'x!_y' ESCAPE '!'; 1",
        "subject IS NULL; 1",
        "CAST(id AS VARCHAR(5)) = '3'; 1",
        "id IN (SELECT id FROM tickets ORDER BY id LIMIT 2); 2",
        "id IN (SELECT id FROM tickets ORDER BY id OFFSET 1 ROWS); 2",
      })
  void sqliteIsAskedInItsOwnWords(String condition, String count) throws SQLException {
    String sql = "SELECT COUNT(*) FROM tickets WHERE " + condition;
    assertEquals(List.of(count), rows(sql));
  }

  @Test
  void metadataKnowsKeysAndComments() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertEquals("Calcite", metaData.getDatabaseProductName());
    assertFalse(metaData.supportsMixedCaseQuotedIdentifiers());
    List<String> tables =
        texts(metaData.getTables(null, "all", "%", null), "TABLE_NAME", "TABLE_TYPE", "REMARKS");
    assertTrue(tables.contains("customers|TABLE|Who buys"), tables::toString);
    assertTrue(tables.contains("spenders|VIEW|null"), tables::toString);
    assertEquals(4, tables.size(), tables::toString);
    assertTrue(
        texts(
                metaData.getColumns(null, "all", "customers", "%"),
                "COLUMN_NAME",
                "TYPE_NAME",
                "REMARKS")
            .contains("name|VARCHAR|First name"));
    assertEquals(
        List.of("tickets|customer_id|agents"),
        texts(
            metaData.getImportedKeys(null, "all", "tickets"),
            "FKTABLE_NAME",
            "FKCOLUMN_NAME",
            "PKTABLE_NAME"));
    assertEquals(
        List.of("all|customers|id"),
        texts(
            metaData.getPrimaryKeys(null, "all", "customers"),
            "TABLE_SCHEM",
            "TABLE_NAME",
            "COLUMN_NAME"));
    assertEquals(List.of(), texts(metaData.getPrimaryKeys(null, "all", "nothing")));
  }

  @Test
  void itIsAConnectionThatOnlyReads() throws SQLException {
    assertTrue(connection.isReadOnly());
    connection.setAutoCommit(false);
    assertFalse(connection.getAutoCommit());
    connection.releaseSavepoint(connection.setSavepoint());
    connection.rollback();
    connection.commit();
    assertTrue(connection.isValid(0));
    assertEquals(connection, connection);
    assertTrue(connection.hashCode() != 0);
    assertThrows(SQLException.class, () -> rows("DELETE FROM tickets"));
    connection.close();
    assertFalse(connection.isValid(0));
    SQLException closed = assertThrows(SQLException.class, connection::commit);
    assertEquals("08003", closed.getSQLState());
  }

  @Test
  void errorsSayWhatIsWrong() {
    SQLException wrong = assertThrows(SQLException.class, () -> rows("SELECT nobody FROM tickets"));
    assertEquals("42000", wrong.getSQLState());
    assertTrue(wrong.toString().contains("'nobody'"), wrong::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a.yaml?user=x", "missing.yaml"})
  void aFileIsNeeded(String rest) {
    SQLException none = assertThrows(SQLException.class, () -> connect(rest));
    assertEquals("08001", none.getSQLState());
  }

  @Test
  void otherUrlsAreNotItsOwn() throws SQLException {
    Driver driver = new MultiDriver().get();
    assertNull(driver.connect("jdbc:h2:mem:", null));
    assertFalse(driver.acceptsURL(null));
    assertTrue(driver.acceptsURL("JDBC:MULTI:x"));
    assertFalse(driver.jdbcCompliant());
    assertEquals(0, driver.getPropertyInfo("jdbc:multi:x", null).length);
    assertEquals(driver.getParentLogger().getName(), MultiDriver.class.getPackageName());
    assertTrue(driver.getMajorVersion() + driver.getMinorVersion() > 0);
  }

  @Test
  void aFileWithoutDatabasesIsRefused() throws Exception {
    Path file = folder.resolve("empty.yaml");
    Files.writeString(file, "port: 1\n");
    SQLException none = assertThrows(SQLException.class, () -> connect(file.toString()));
    assertTrue(none.toString().contains("no databases"), none::toString);
    Files.writeString(file, "databases: [{name: a, url: 'jdbc:h2:mem:a', pasword: b}]\n");
    SQLException wrong = assertThrows(SQLException.class, () -> connect(file.toString()));
    assertTrue(wrong.toString().contains("pasword"), wrong::toString);
  }
}
