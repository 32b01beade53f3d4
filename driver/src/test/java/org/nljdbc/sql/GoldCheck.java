package org.nljdbc.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

/**
 * Runs the checker over queries that are known to be right and prints those it refuses or changes,
 * other than in quotes and comments. Arguments: a file of lines {@code database <tab> query}, the
 * folder of the SQLite databases, and, if the queries are of another dialect than those databases,
 * its name. Not a test: the data is not part of the repository.
 */
public final class GoldCheck {

  private GoldCheck() {}

  /**
   * Checks all queries.
   *
   * @param arguments the file of queries, the folder of databases, and perhaps a dialect
   * @throws IOException if the file cannot be read
   * @throws SQLException if a database cannot be opened
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Map<String, Schema> schemas = new HashMap<>();
    int accepted = 0;
    int refused = 0;
    int notRunnable = 0;
    int changed = 0;
    try (BufferedReader lines =
        Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", 2);
        String url = "jdbc:sqlite:" + Path.of(arguments[1], parts[0], parts[0] + ".sqlite");
        try (Connection connection = DriverManager.getConnection(url)) {
          Schema schema = schemas.get(parts[0]);
          if (schema == null) {
            schema = new SchemaReader(0, Progress.NONE).read(connection);
            if (arguments.length > 2) {
              schema = as(Dialect.valueOf(arguments[2]), schema);
            }
            schemas.put(parts[0], schema);
          }
          SqlChecker.Checked checked = SqlChecker.check(parts[1], schema);
          boolean runs = arguments.length > 2 || runs(connection, parts[1]);
          if (checked.problems().isEmpty()) {
            accepted++;
          } else {
            refused++;
            System.out.println(parts[0] + "\t" + parts[1] + "\n    " + checked.message());
          }
          if (!checked.notes().isEmpty()) {
            changed++;
            System.out.println(parts[0] + "\t" + parts[1] + "\n    " + checked.notes());
          }
          notRunnable += runs ? 0 : 1;
          if (!runs) {
            System.out.println("SQLite itself refuses: " + parts[1]);
          }
        }
      }
    }
    System.out.println(
        accepted
            + " accepted, "
            + changed
            + " of them changed, "
            + refused
            + " refused, "
            + notRunnable
            + " refused by SQLite");
  }

  private static Schema as(Dialect dialect, Schema schema) {
    IdentifierRules rules =
        dialect == Dialect.POSTGRESQL
            ? new IdentifierRules(IdentifierRules.Fold.LOWER, true, "\"")
            : IdentifierRules.INSENSITIVE;
    return Schema.of(dialect, dialect.title(), rules, null, "public", schema.tables());
  }

  private static boolean runs(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("EXPLAIN " + sql);
    } catch (SQLException e) {
      return false;
    }
  }
}
