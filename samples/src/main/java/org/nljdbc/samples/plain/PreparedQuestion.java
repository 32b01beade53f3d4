package org.nljdbc.samples.plain;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.samples.demo.DemoDatabase;

/** A question as prepared statement: translated once, described before it runs, run as often. */
public final class PreparedQuestion {

  private static final String QUESTION =
      "NL 'show each year and the total amount of the orders of that year'";

  private PreparedQuestion() {}

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
        PreparedStatement statement = connection.prepareStatement(QUESTION)) {

      ResultSetMetaData meta = statement.getMetaData();
      for (int column = 1; column <= meta.getColumnCount(); column++) {
        System.out.println("column " + column + ": " + meta.getColumnLabel(column));
      }
      for (int run = 1; run <= 2; run++) {
        try (ResultSet result = statement.executeQuery()) {
          int rows = 0;
          while (result.next()) {
            rows++;
          }
          System.out.println("run " + run + ": " + rows + " rows");
        }
      }
    }
  }
}
