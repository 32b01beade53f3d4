package org.nljdbc.samples.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** Asks questions on a connection and prints question, SQL and rows. Plain JDBC, nothing else. */
final class Conversation {

  private final Connection connection;
  private final PrintStream out;

  /**
   * Begins a conversation.
   *
   * @param connection a connection of this driver; not closed
   * @param out where to print
   */
  Conversation(Connection connection, PrintStream out) {
    this.connection = connection;
    this.out = out;
  }

  /**
   * Asks a question.
   *
   * @param question the question, in words
   * @throws SQLException if there is no answer
   */
  void ask(String question) throws SQLException {
    out.println();
    out.println("NL: " + question);
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("NL: " + question)) {
      for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
        // The first warning is the SQL; others say what else one should know.
        out.println();
        out.println("  " + text(told).replaceAll("\\R", "\n  "));
      }
      out.println();
      out.print(TextTable.of(result));
      out.printf("  %.1f s%n", (System.nanoTime() - start) / 1e9);
    }
  }

  /** The text of a warning without the name of the translation in front. */
  private static String text(SQLWarning warning) {
    return String.valueOf(warning.getMessage()).strip().replaceFirst("^NL \\w+: ", "");
  }
}
