package org.nljdbc.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

/**
 * Runs the constraint over every beginning of queries that are known to be right, and prints those
 * that it would not let a model write, and what a call takes. Arguments: a file of lines {@code
 * database <tab> query} and the folder of the SQLite databases. Not a test: the data is not part of
 * the repository.
 */
public final class ConstraintCheck {

  private ConstraintCheck() {}

  /**
   * Checks all queries.
   *
   * @param arguments the file of queries, and the folder of databases
   * @throws IOException if the file cannot be read
   * @throws SQLException if a database cannot be opened
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Map<String, SqlConstraint> constraints = new HashMap<>();
    int allowed = 0;
    int refused = 0;
    long calls = 0;
    long nanos = 0;
    try (BufferedReader lines =
        Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", 2);
        SqlConstraint constraint = constraints.get(parts[0]);
        if (constraint == null) {
          constraint = new SqlConstraint(schema(Path.of(arguments[1]), parts[0]));
          constraints.put(parts[0], constraint);
        }
        String answer = "```sql\n" + parts[1];
        long start = System.nanoTime();
        int stop = firstRefused(constraint, answer);
        nanos += System.nanoTime() - start;
        calls += answer.length();
        if (stop > answer.length()) {
          allowed++;
        } else {
          refused++;
          System.out.println(parts[0] + "\t" + answer.substring(7, stop) + " <<< " + parts[1]);
        }
      }
    }
    System.out.println(
        allowed + " allowed, " + refused + " refused, " + nanos / calls + " ns a call");
  }

  /** The length of the shortest beginning that is refused; past the end if there is none. */
  private static int firstRefused(SqlConstraint constraint, String answer) {
    for (int end = 8; end <= answer.length(); end++) {
      if (!constraint.allows(answer.substring(0, end))) {
        return end;
      }
    }
    return constraint.allowsEnd(answer) ? answer.length() + 1 : answer.length();
  }

  private static Schema schema(Path folder, String name) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve(name).resolve(name + ".sqlite");
    try (Connection connection = DriverManager.getConnection(url)) {
      return new SchemaReader(0, Progress.NONE).read(connection);
    }
  }
}
