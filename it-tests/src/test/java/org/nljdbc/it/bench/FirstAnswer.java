package org.nljdbc.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * A program as a person's tool is one: connects, asks, asks again, and ends. {@link
 * FirstAnswerMain} starts it with the one jar and a database's driver; it knows nothing but JDBC.
 */
public final class FirstAnswer {

  private FirstAnswer() {}

  /**
   * Asks, and prints in one line the milliseconds of the first and of the second answer and the
   * most memory that the process had, in KiB.
   *
   * @param args the URL
   */
  public static void main(String[] args) throws SQLException, IOException {
    long begun = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(args[0])) {
      ask(connection, "how many customers are there?");
      long first = System.nanoTime();
      ask(connection, "names of the products that cost more than 100");
      long second = System.nanoTime();
      System.out.println(millis(first - begun) + " " + millis(second - first) + " " + peak("self"));
    }
  }

  private static void ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + question)) {
      rows.next();
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /**
   * The most memory that a process has had at a time.
   *
   * @param process its number, or {@code self}
   * @return KiB
   */
  static long peak(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
