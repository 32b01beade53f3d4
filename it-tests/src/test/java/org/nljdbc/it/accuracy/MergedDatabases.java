package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts several databases of a data set into one, as a schema that does not fit into a prompt. Each
 * goes into the first merged one that has room and none of its tables' names, so that gold runs
 * there as it is.
 */
final class MergedDatabases {

  private final int most;
  private final List<Merged> all = new ArrayList<>();

  /** A merged database: the names of its parts and of their tables. */
  private record Merged(Map<String, Path> parts, Set<String> tables) {}

  private MergedDatabases(int most) {
    this.most = most;
  }

  /**
   * Merges.
   *
   * @param data the data set
   * @param most how many databases go into one, 1 or more
   * @param folder where the merged ones are written
   * @return the same questions about the merged databases, {@code merged1} and so on
   */
  static Dataset of(Dataset data, int most, Path folder) throws IOException, SQLException {
    Map<String, Path> files = new TreeMap<>();
    data.questions().forEach(question -> files.put(question.database(), data.file(question)));
    MergedDatabases merged = new MergedDatabases(most);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      merged.add(file.getKey(), file.getValue());
    }
    Files.createDirectories(folder);
    Map<String, String> places = new HashMap<>();
    Map<String, Path> written = new HashMap<>();
    for (int i = 0; i < merged.all.size(); i++) {
      String name = "merged" + (i + 1);
      Path file = folder.resolve(name + ".sqlite");
      Files.deleteIfExists(file);
      for (Map.Entry<String, Path> part : merged.all.get(i).parts.entrySet()) {
        copy(part.getValue(), file);
        places.put(part.getKey(), name);
      }
      written.put(name, file);
    }
    List<Question> questions = new ArrayList<>();
    for (Question question : data.questions()) {
      questions.add(question.in(places.getOrDefault(question.database(), question.database())));
    }
    String named = data.name() + ", up to " + most + " databases in one";
    return new Dataset(named, questions, name -> written.getOrDefault(name, folder));
  }

  private void add(String name, Path file) throws SQLException {
    Set<String> tables = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                    + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")) {
      while (rows.next()) {
        tables.add(rows.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    for (Merged merged : all) {
      if (merged.parts.size() < most && merged.tables.stream().noneMatch(tables::contains)) {
        merged.parts.put(name, file);
        merged.tables.addAll(tables);
        return;
      }
    }
    all.add(new Merged(new LinkedHashMap<>(Map.of(name, file)), tables));
  }

  private static void copy(Path from, Path to) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + to);
        Statement statement = connection.createStatement()) {
      String file = from.toAbsolutePath().toString().replace("'", "''");
      statement.execute("ATTACH DATABASE '" + file + "' AS part");
      Map<String, String> tables = new LinkedHashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT name, sql FROM part.sqlite_master"
                  + " WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")) {
        while (rows.next()) {
          tables.put(rows.getString(1), rows.getString(2));
        }
      }
      for (Map.Entry<String, String> table : tables.entrySet()) {
        String name = "\"" + table.getKey().replace("\"", "\"\"") + "\"";
        statement.execute(table.getValue());
        statement.execute("INSERT INTO main." + name + " SELECT * FROM part." + name);
      }
    }
  }
}
