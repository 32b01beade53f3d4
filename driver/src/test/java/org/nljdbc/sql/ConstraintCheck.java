package org.nljdbc.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nljdbc.schema.Schema;

/**
 * Runs the constraint over every beginning of queries that are known to be right, and prints those
 * that it would not let a model write, and what a call takes. Arguments: a file of lines {@code
 * database <tab> query} and the folder of the SQLite databases. Not a test: the data is not part of
 * the repository.
 */
public final class ConstraintCheck {

  private final Map<Schema, SqlConstraint> constraints = new IdentityHashMap<>();
  private int allowed;
  private int refused;
  private long calls;
  private long nanos;

  private ConstraintCheck() {}

  /**
   * Checks all queries.
   *
   * @param arguments the file of queries, and the folder of databases
   * @throws IOException if the file cannot be read
   * @throws SQLException if a database cannot be opened
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    ConstraintCheck check = new ConstraintCheck();
    GoldQueries.forEach(Path.of(arguments[0]), Path.of(arguments[1]), check::look);
    System.out.println(
        check.allowed
            + " allowed, "
            + check.refused
            + " refused, "
            + check.nanos / check.calls
            + " ns a call");
  }

  private void look(String database, String query, Schema schema, Connection connection) {
    SqlConstraint constraint = constraints.computeIfAbsent(schema, SqlConstraint::new);
    String answer = "```sql\n" + query;
    long start = System.nanoTime();
    int stop = firstRefused(constraint, answer);
    nanos += System.nanoTime() - start;
    calls += answer.length();
    if (stop > answer.length()) {
      allowed++;
    } else {
      refused++;
      System.out.println(database + "\t" + answer.substring(7, stop) + " <<< " + query);
    }
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
}
