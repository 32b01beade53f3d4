package org.nljdbc.it.accuracy;

import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of questions in the layout in which Spider, BIRD and Dr.Spider are published: a
 * list of entries with {@code db_id}, {@code question} and {@code query} or {@code SQL}, and a
 * folder of databases beside it. BIRD's {@code evidence} is told with the question.
 */
final class QuestionFile {

  private QuestionFile() {}

  private record Row(
      @SerializedName("db_id") @Nullable String database,
      @Nullable String question,
      @Nullable String evidence,
      @SerializedName(
              value = "query",
              alternate = {"SQL"})
          @Nullable String query) {}

  /**
   * Reads a file.
   *
   * @param folder its folder
   * @param part its name without {@code .json}
   * @return its questions
   * @throws IOException if a file is missing or not as described
   */
  static Dataset read(Path folder, String part) throws IOException {
    Path file = folder.resolve(part + ".json");
    Path databases = databases(folder, part);
    List<Row> rows = JsonFile.read(file, new TypeToken<List<Row>>() {});
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.database == null || row.question == null || row.query == null) {
        throw new IOException(file + ": entry " + i + " lacks db_id, question, or query or SQL");
      }
      if (!Files.isRegularFile(database(databases, row.database))) {
        throw new IOException(
            "the database "
                + database(databases, row.database)
                + " of entry "
                + i
                + " of "
                + file
                + " is missing");
      }
      questions.add(new Question(i, row.database, text(row.question, row.evidence), row.query));
    }
    return new Dataset(
        folder.getFileName() + ", " + part, questions, name -> database(databases, name));
  }

  private static String text(String question, @Nullable String evidence) {
    return evidence == null || evidence.isBlank()
        ? question
        : question.strip() + " (" + evidence.strip() + ")";
  }

  /** Dr.Spider names the folder after the file, BIRD after the part. */
  private static Path databases(Path folder, String part) throws IOException {
    List<String> names =
        List.of(
            part.replaceFirst("^questions_", "database_"),
            part + "_databases",
            "databases",
            "database");
    Optional<Path> found =
        names.stream().map(folder::resolve).filter(Files::isDirectory).findFirst();
    if (found.isEmpty()) {
      // One file of several beside the databases of all, as train_filtered.json.
      try (Stream<Path> inside = Files.list(folder)) {
        found =
            inside
                .filter(path -> path.getFileName().toString().endsWith("_databases"))
                .filter(Files::isDirectory)
                .sorted()
                .findFirst();
      }
    }
    return found.orElseThrow(
        () -> new IOException("beside " + part + ".json there is none of the folders " + names));
  }

  private static Path database(Path databases, String name) {
    return databases.resolve(name).resolve(name + ".sqlite");
  }
}
