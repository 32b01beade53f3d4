package org.nljdbc.samples.plain;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.nljdbc.samples.demo.DemoDatabase;

/** Questions of several threads through a HikariCP pool; all connections share one model. */
public final class PooledQuestions {

  private static final List<String> QUESTIONS =
      List.of(
          "how many customers are there?",
          "how many products are there?",
          "how many employees are there?");

  private PooledQuestions() {}

  /**
   * Runs the sample.
   *
   * @param settings settings of the driver, each as {@code nl.name=value}
   * @throws IOException if the demo database cannot be written
   * @throws SQLException if the database cannot be opened
   * @throws ExecutionException if a question is not answered
   * @throws InterruptedException if interrupted while waiting
   */
  public static void main(String... settings)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(DemoDatabase.url(List.of(settings)));
    config.setMaximumPoolSize(2);
    ExecutorService threads = Executors.newFixedThreadPool(QUESTIONS.size());
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Callable<String>> tasks =
          QUESTIONS.stream().<Callable<String>>map(text -> () -> answer(pool, text)).toList();
      for (Future<String> answer : threads.invokeAll(tasks)) {
        System.out.println(answer.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static String answer(DataSource pool, String question) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("NL: " + question)) {
      result.next();
      return question + " " + result.getString(1);
    }
  }
}
