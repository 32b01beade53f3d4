package org.nljdbc.samples.plain;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.nljdbc.samples.demo.DemoDatabase;

/** A question and an ordinary statement on the same connection, with nothing but java.sql. */
public final class PlainJdbc {

  private PlainJdbc() {}

  /**
   * Runs the sample.
   *
   * @param settings settings of the driver, each as {@code nl.name=value}
   * @throws IOException if the demo database cannot be written
   * @throws SQLException if the question is not answered
   */
  public static void main(String... settings) throws IOException, SQLException {
    String url = DemoDatabase.url(List.of(settings));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {

      try (ResultSet asked = statement.executeQuery("NL: how many customers are there?")) {
        asked.next();
        System.out.println("asked:   " + asked.getInt(1));
      }
      System.out.println("as SQL:  " + connection.nativeSQL("NL: how many customers are there?"));

      try (ResultSet written = statement.executeQuery("SELECT COUNT(*) FROM customers")) {
        written.next();
        System.out.println("written: " + written.getInt(1));
      }
    }
  }
}
