package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A data set of our own in Spider's format: two databases in two parts, six questions. */
final class SmallSpider {

  private SmallSpider() {}

  /** Writes the data set into a folder. */
  static void write(Path folder) throws IOException, SQLException {
    Files.writeString(
        folder.resolve("split.json"), "{\"validation\":[\"zoo\"],\"train\":[\"shop\"]}");
    Files.writeString(folder.resolve("tables.json"), "[{\"db_id\":\"zoo\"},{\"db_id\":\"shop\"}]");
    Files.writeString(
        folder.resolve("train.json"),
        """
        [{"db_id":"zoo","question":"How many animals are there?","query":"SELECT count(*) FROM animal"},
         {"db_id":"shop","question":"How many orders?","query":"SELECT count(*) FROM orders"},
         {"db_id":"zoo","question":"Names of all animals, oldest first","query":"SELECT name FROM animal ORDER BY born"},
         {"db_id":"zoo","question":"Names of the lions","query":"SELECT name FROM animal WHERE kind = \\"lion\\""},
         {"db_id":"zoo","question":"What's each keeper's name?","query":"SELECT name FROM keeper"},
         {"db_id":"zoo","question":"What weighs the bear?","query":"SELECT weight FROM beast"}]
        """);
    database(
        folder,
        "zoo",
        List.of(
            "CREATE TABLE keeper (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TABLE animal (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, born INTEGER,"
                + " keeper_id INTEGER REFERENCES keeper (id))",
            "INSERT INTO keeper VALUES (1, 'Ana'), (2, 'Bo')",
            "INSERT INTO animal VALUES (1, 'Leo', 'lion', 2015, 1), (2, 'Nala', 'lion', 2012, 1),"
                + " (3, 'Bruno', 'bear', 2009, 2)"));
    database(folder, "shop", List.of("CREATE TABLE orders (id INTEGER PRIMARY KEY)"));
  }

  private static void database(Path folder, String name, List<String> statements)
      throws IOException, SQLException {
    Path file = folder.resolve("database").resolve(name).resolve(name + ".sqlite");
    Files.createDirectories(file.getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
