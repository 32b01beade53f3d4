package org.nljdbc.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** A program of the user: waits for a file, asks, and prints the answer. Arguments: file, URL. */
final class AskingProgram {

  private AskingProgram() {}

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    while (!Files.exists(Path.of(args[0]))) {
      Thread.sleep(1);
    }
    try (Connection connection = DriverManager.getConnection(args[1]);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + WaitingProvider.QUESTION)) {
      rows.next();
      System.out.println("answer " + rows.getInt(1));
    }
  }
}
