package org.nljdbc.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.databases.TestSchema;

/** Watches, over a connection of the bare driver, that nothing in a database changes. */
final class Untouched implements AutoCloseable {

  private static final List<Path> FILES =
      List.of(Path.of("stolen.db"), Path.of("stolen.txt"), Path.of("stolen.csv"));

  private final Connection bare;
  private final List<String> before;

  Untouched(TestDatabase database) throws SQLException {
    bare = database.bare();
    before = everything();
  }

  /** Fails if anything is other than it was at the beginning. */
  void check(String after) throws SQLException {
    assertEquals(before, everything(), after);
    for (Path file : FILES) {
      assertFalse(Files.exists(file) || Files.exists(Path.of("/tmp").resolve(file)), after);
    }
  }

  private List<String> everything() throws SQLException {
    List<String> parts = new ArrayList<>();
    for (String table : TestSchema.TABLES) {
      String number = table.equals("order_items") ? "quantity" : "id";
      parts.add("SELECT '" + table + "' AS t, COUNT(*), SUM(" + number + ") FROM " + table);
    }
    parts.add("SELECT 'money', COUNT(*), SUM(amount) FROM payments");
    List<String> all = new ArrayList<>(Rows.of(bare, String.join(" UNION ALL ", parts)));
    try (ResultSet tables =
        bare.getMetaData().getTables(bare.getCatalog(), bare.getSchema(), "%", null)) {
      while (tables.next()) {
        all.add(tables.getString("TABLE_NAME"));
      }
    }
    return all;
  }

  @Override
  public void close() throws SQLException {
    bare.close();
  }
}
