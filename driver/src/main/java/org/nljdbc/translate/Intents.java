package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.util.Locale;
import org.nljdbc.intent.Intent;
import org.nljdbc.schema.Schema;

/** What is said where a question wants something else than data. */
final class Intents {

  private static final String UNSUPPORTED = "0A000";
  private static final String SYNTAX = "42000";
  private static final String OFF =
      " If it was a question about data, ask in other words, or set nl.intent=false.";

  private Intents() {}

  /**
   * Lets questions about data pass.
   *
   * @param question a question
   * @param intent what it wants
   * @param schema the schema that it was asked of
   * @param writes whether questions may write by other methods
   * @throws SQLException 0A000 for a request to write and for a question that has no SQL; 42000 for
   *     what no database can answer
   */
  static void refuseUnlessData(String question, Intent intent, Schema schema, boolean writes)
      throws SQLException {
    if (intent instanceof Intent.Write write) {
      if (writes && WriteRequests.isWrite(question, write)) {
        throw new SQLFeatureNotSupportedException(
            "This was recognised as a request to write ("
                + write.verb().toUpperCase(Locale.ROOT)
                + "), which only executeUpdate and execute of a Statement take."
                + OFF,
            UNSUPPORTED);
      }
      throw new SQLFeatureNotSupportedException(
          "A question can only read, and this one was recognised as a request to write ("
              + write.verb().toUpperCase(Locale.ROOT)
              + "). To write, send SQL itself, such as "
              + example(write.verb())
              + ", without NL in front."
              + OFF,
          UNSUPPORTED);
    }
    if (intent instanceof Intent.Unanswerable nothing) {
      String table = schema.tables().isEmpty() ? "rows" : schema.tables().get(0).name();
      throw new SQLSyntaxErrorException(
          nothing.reason()
              + ": there is nothing in it to look up. Name what you want to know of the data, as in"
              + " NL: how many "
              + table
              + " are there; NL: what tables are there lists the tables."
              + OFF,
          SYNTAX);
    }
    if (intent instanceof Intent.OutOfSight hidden) {
      throw new SQLSyntaxErrorException(
          "There is no table or view "
              + hidden.name()
              + " in "
              + schema.place()
              + ", and no other is asked about here. Choose another schema by the URL, setSchema or"
              + " setCatalog; NL: what tables are there lists the tables of this one."
              + OFF,
          SYNTAX);
    }
    if (intent instanceof Intent.AboutSchema) {
      throw new SQLFeatureNotSupportedException(
          "This question is about the schema, which answers it without SQL, so there is none to"
              + " show: run it with executeQuery, execute or prepareStatement."
              + OFF,
          UNSUPPORTED);
    }
  }

  private static String example(String verb) {
    return switch (verb) {
      case "delete" -> "DELETE FROM ... WHERE ...";
      case "drop" -> "DROP TABLE ...";
      case "insert", "add" -> "INSERT INTO ... VALUES (...)";
      case "update" -> "UPDATE ... SET ... WHERE ...";
      case "truncate" -> "TRUNCATE TABLE ...";
      case "alter", "rename" -> "ALTER TABLE ...";
      case "create" -> "CREATE TABLE ... or INSERT INTO ...";
      case "grant" -> "GRANT ... ON ... TO ...";
      default -> "REVOKE ... ON ... FROM ...";
    };
  }
}
