package org.nljdbc.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;

/**
 * A program of the user: waits for a file, asks, and prints the answer, the warnings that came with
 * it, and where the model runs. Arguments: file, URL.
 */
final class AskingProgram {

  private AskingProgram() {}

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    while (!Files.exists(Path.of(args[0]))) {
      Thread.sleep(1);
    }
    try (Connection connection = DriverManager.getConnection(args[1])) {
      ask(connection);
      for (String pause : List.of(args).subList(2, args.length)) {
        Thread.sleep(Long.parseLong(pause));
        try (Statement statement = connection.createStatement()) {
          statement.execute("CREATE TABLE after_" + pause + " (id INTEGER)"); // nothing is recalled
        }
        ask(connection);
      }
    }
  }

  private static void ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("NL: " + WaitingProvider.QUESTION)) {
        rows.next();
        System.out.println("answer " + rows.getInt(1));
        for (SQLWarning each = statement.getWarnings();
            each != null;
            each = each.getNextWarning()) {
          System.out.println("warning " + each.getMessage());
        }
      } catch (SQLException e) {
        System.out.println("failed " + e.getSQLState() + " " + e.getMessage());
      }
      try (ResultSet rows = statement.executeQuery("NL STATUS")) {
        while (rows.next()) {
          if (rows.getString("NAME").equals("runtime")) {
            System.out.println("runtime " + rows.getString("VALUE"));
          }
        }
      }
    }
  }
}
