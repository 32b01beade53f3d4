package org.nljdbc.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.Progress;

class UniqueIndexesTest {

  @TempDir Path folder;

  private final UniqueIndexes indexes = new UniqueIndexes();

  private List<Set<String>> of(String url, Schema schema, String index) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a INT, b INT)");
      statement.execute(index);
      return indexes.of(connection, schema, "t");
    }
  }

  private static Schema schema() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a INT, b INT)");
      return new SchemaReader(0, Progress.NONE).read(connection);
    }
  }

  @Test
  void databasesOfOneSchemaHaveTheirOwn() throws SQLException {
    Schema schema = schema();
    String one = "jdbc:sqlite:" + folder.resolve("one.db");
    String other = "jdbc:sqlite:" + folder.resolve("other.db");
    assertEquals(List.of(Set.of("a")), of(one, schema, "CREATE UNIQUE INDEX i ON t (a)"));
    assertEquals(List.of(), of(other, schema, "CREATE INDEX i ON t (a)"));
    String memory = "jdbc:sqlite::memory:";
    assertEquals(List.of(Set.of("a")), of(memory, schema, "CREATE UNIQUE INDEX i ON t (a)"));
    assertEquals(List.of(Set.of("b")), of(memory, schema, "CREATE UNIQUE INDEX i ON t (b)"));
  }

  @Test
  void anIndexOfSomeRowsMakesNoneUnique() throws SQLException {
    String some = "CREATE UNIQUE INDEX i ON t (a) WHERE b > 1";
    assertEquals(List.of(), of("jdbc:sqlite::memory:", schema(), some));
  }
}
