package org.nljdbc.it.accuracy;

import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder in Spider's format: {@code train.json} (db_id, question, query), {@code
 * tables.json} (which databases there are), {@code database/NAME/NAME.sqlite}, and {@code
 * split.json}, which names the databases of each part.
 */
final class SpiderFormat {

  private SpiderFormat() {}

  private record Row(@Nullable String db_id, @Nullable String question, @Nullable String query) {}

  private record Schema(@Nullable String db_id) {}

  /**
   * Reads one part of a data set.
   *
   * @param folder the folder
   * @param part a name in {@code split.json}, such as {@code validation}
   * @return the questions whose database belongs to the part
   * @throws IOException if a file is missing or not as described
   */
  static Dataset read(Path folder, String part) throws IOException {
    Map<String, List<String>> split =
        JsonFile.read(folder.resolve("split.json"), new TypeToken<Map<String, List<String>>>() {});
    List<String> names = split.get(part);
    if (names == null) {
      throw new IOException(
          folder.resolve("split.json") + " has no part " + part + ", only " + split.keySet());
    }
    Set<String> wanted = new TreeSet<>(names);
    checkDatabases(folder, wanted);
    List<Row> rows = JsonFile.read(folder.resolve("train.json"), new TypeToken<List<Row>>() {});
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.db_id == null || row.question == null || row.query == null) {
        throw new IOException(
            folder.resolve("train.json") + ": entry " + i + " lacks db_id, question or query");
      }
      if (wanted.contains(row.db_id)) {
        questions.add(new Question(i, row.db_id, row.question, row.query));
      }
    }
    return new Dataset("Spider train, part " + part, questions, name -> file(folder, name));
  }

  private static void checkDatabases(Path folder, Set<String> wanted) throws IOException {
    Set<String> described = new TreeSet<>();
    for (Schema schema :
        JsonFile.read(folder.resolve("tables.json"), new TypeToken<List<Schema>>() {})) {
      if (schema.db_id != null) {
        described.add(schema.db_id);
      }
    }
    for (String name : wanted) {
      if (!described.contains(name)) {
        throw new IOException(folder.resolve("tables.json") + " does not describe " + name);
      }
      if (!Files.isRegularFile(file(folder, name))) {
        throw new IOException("the database " + file(folder, name) + " is missing");
      }
    }
  }

  private static Path file(Path folder, String name) {
    return folder.resolve("database").resolve(name).resolve(name + ".sqlite");
  }
}
