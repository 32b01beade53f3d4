package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Server;
import org.nljdbc.it.databases.Servers;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.runtime.evaluation.Rows;

/** A copy has the rows, and tells what belongs together, whatever SQLite let pass. */
class DatabaseCopyTest {

  @TempDir Path folder;

  private Path sqlite() throws SQLException {
    Path file = folder.resolve("zoo.sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE Keeper (\"Id\" INTEGER PRIMARY KEY, \"Full name\" TEXT)");
      statement.execute(
          "CREATE TABLE Animal (code TEXT PRIMARY KEY, \"order\" REAL, born DATE, seen DATETIME,"
              + " fed DATE, any NUMERIC, photo BLOB,"
              + " keeper_id INTEGER REFERENCES keeper (id))");
      statement.execute("INSERT INTO Keeper VALUES (1, 'Ana'), (2, NULL)");
      statement.execute(
          "INSERT INTO Animal VALUES ('l1', 1.5, '2015-02-03', '2015-02-03 10:20:30', 'never', 7,"
              + " x'0102', 1), ('l2', 2, NULL, NULL, '2015-02-03', 'x', NULL, 99)");
    }
    return file;
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Rows read = Rows.read(result);
      read.rows().forEach(row -> rows.add(row.toString()));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
  void hasRowsTypesAndKeys(Kind kind) throws Exception {
    try (Server server = Servers.start(kind);
        TestDatabase copy = server.create("copied");
        Connection connection = copy.bare()) {
      assertEquals(0, DatabaseCopy.copy(sqlite(), connection, kind));
      String animal = CopiedTable.folded("Animal", kind);
      String order = kind.quoted(CopiedTable.folded("order", kind));
      assertEquals(
          List.of(
              "[l1, 1.5, 2015-02-03, 2015-02-03 10:20:30, never, 7, 1]",
              "[l2, 2.0, null, null, 2015-02-03, x, 99]"),
          rows(
              connection,
              "SELECT code, "
                  + order
                  + ", born, seen, fed, "
                  + kind.quoted(CopiedTable.folded("any", kind))
                  + ", keeper_id FROM "
                  + animal
                  + " ORDER BY code"));
      DatabaseMetaData meta = connection.getMetaData();
      try (ResultSet keys = meta.getImportedKeys(connection.getCatalog(), null, animal)) {
        assertTrue(keys.next(), "a foreign key that a row breaks is still told");
        assertEquals(
            "keeper_id", keys.getString("FKCOLUMN_NAME").toLowerCase(java.util.Locale.ROOT));
      }
      try (ResultSet keys = meta.getPrimaryKeys(connection.getCatalog(), null, animal)) {
        assertTrue(keys.next());
      }
    }
  }
}
