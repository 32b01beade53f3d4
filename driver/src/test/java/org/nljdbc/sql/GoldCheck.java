package org.nljdbc.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/**
 * Runs the checker over queries that are known to be right and prints those it refuses or changes,
 * other than in quotes and comments. Arguments: a file of lines {@code database <tab> query}, the
 * folder of the SQLite databases, and, if the queries are of another dialect than those databases,
 * its name. Not a test: the data is not part of the repository.
 */
public final class GoldCheck {

  private final @Nullable Dialect dialect;
  private int accepted;
  private int refused;
  private int notRunnable;
  private int changed;
  private int repeating;
  private int pointless;

  private GoldCheck(@Nullable Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Checks all queries.
   *
   * @param arguments the file of queries, the folder of databases, and perhaps a dialect
   * @throws IOException if the file cannot be read
   * @throws SQLException if a database cannot be opened
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    GoldCheck check = new GoldCheck(arguments.length > 2 ? Dialect.valueOf(arguments[2]) : null);
    GoldQueries.forEach(Path.of(arguments[0]), Path.of(arguments[1]), check::look);
    System.out.println(
        check.accepted
            + " accepted, "
            + check.changed
            + " of them changed, "
            + check.pointless
            + " with parts that do nothing, "
            + check.repeating
            + " with sums that meet rows several times, "
            + check.refused
            + " refused, "
            + check.notRunnable
            + " refused by SQLite");
  }

  private void look(String database, String query, Schema schema, Connection connection) {
    SqlChecker.Checked checked =
        SqlChecker.checkAnswer(
            query, dialect == null ? schema : as(dialect, schema), SqlLimits.NONE);
    if (checked.problems().isEmpty()) {
      accepted++;
    } else {
      refused++;
      System.out.println(database + "\t" + query + "\n    " + checked.message());
    }
    if (!checked.notes().isEmpty()) {
      changed++;
      System.out.println(database + "\t" + query + "\n    " + checked.notes());
    }
    if (checked.pointless()) {
      pointless++;
    }
    if (!checked.repeated().isEmpty()) {
      repeating++;
      System.out.println(database + "\t" + query + "\n    " + checked.repeated());
    }
    if (dialect == null && !runs(connection, query)) {
      notRunnable++;
      System.out.println("SQLite itself refuses: " + query);
    }
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
