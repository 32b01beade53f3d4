package org.nljdbc.it.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.nljdbc.NlDriver;

/** What a tool does with several databases; loaded with the one jar, Calcite's and a driver's. */
public final class FederationGuest implements Callable<String> {

  @Override
  public String call() throws Exception {
    Path folder = Files.createTempDirectory("federation");
    Class.forName("org.sqlite.JDBC");
    String one = "jdbc:sqlite:" + folder.resolve("one.db");
    String two = "jdbc:sqlite:" + folder.resolve("two.db");
    run(one, "CREATE TABLE a AS SELECT 1 AS id, 'x' AS name");
    run(two, "CREATE TABLE b AS SELECT 1 AS a_id, 7 AS n");
    Path file =
        Files.writeString(
            folder.resolve("databases.yaml"),
            "databases: [{name: one, url: '" + one + "'}, {name: two, url: '" + two + "'}]");
    NlDriver.register();
    try (Connection both = DriverManager.getConnection("jdbc:nl:multi:" + file);
        Statement statement = both.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT a.name, b.n FROM a JOIN b ON a.id = b.a_id")) {
      rows.next();
      return rows.getString(1) + rows.getString(2);
    }
  }

  private static void run(String url, String sql) throws Exception {
    try (Connection bare = DriverManager.getConnection(url);
        Statement statement = bare.createStatement()) {
      statement.execute(sql);
    }
  }
}
