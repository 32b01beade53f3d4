package org.nljdbc.it.spark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nljdbc.NlDriver;

/** What the tests with Spark share: a session, a table and a pinned question about it. */
final class Sparks {

  static final String TEXT = "what's each customer: (in Spain)? R&D too";

  /** The rows that the question finds. */
  static final List<String> SPANISH = List.of("1|Ann Lee", "3|Cy Diaz", "6|Fay O'Neil");

  private Sparks() {}

  static SparkSession session(Path folder) {
    return SparkSession.builder()
        .master("local[2]")
        .appName("questions")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
        .getOrCreate();
  }

  /** Makes the tables and pins the question. */
  static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40), country VARCHAR(40))");
      statement.execute(
          "INSERT INTO customers VALUES (1, 'Ann Lee', 'Spain'), (2, 'Bo Berg', 'Norway'),"
              + " (3, 'Cy Diaz', 'Spain'), (4, 'Di Evans', 'Wales'), (5, 'Ed Foss', 'Norway'),"
              + " (6, 'Fay O''Neil', 'Spain')");
      statement.execute(
          "CREATE TABLE copied (id INTEGER PRIMARY KEY, name VARCHAR(40), country VARCHAR(40))");
      statement.execute(
          "NL PIN '"
              + TEXT.replace("'", "''")
              + "' AS 'SELECT id, name FROM customers WHERE country = ''Spain'''");
    }
  }

  static DataFrameReader reader(SparkSession spark, String url) {
    return spark
        .read()
        .format("jdbc")
        .option("driver", NlDriver.class.getName())
        .option("url", url);
  }

  /** The rows as texts, in the order of their first column. */
  static List<String> texts(Dataset<Row> rows) {
    return rows.orderBy(rows.columns()[0]).collectAsList().stream()
        .map(row -> row.mkString("|"))
        .toList();
  }
}
