package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlConnection;
import org.nljdbc.runtime.lessons.Lesson;
import org.nljdbc.runtime.lessons.LessonMaker;
import org.nljdbc.runtime.lessons.LessonWriter;
import org.nljdbc.runtime.lessons.LessonWriter.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what an adapter for one database is trained on. */
@Command(
    name = "lessons",
    description = {
      "Writes what an adapter for your own database is trained on: your questions with their SQL,"
          + " and questions made from the schema.",
      "Nothing is trained here: see model-runtime/training. The file holds your schema, your"
          + " questions, and stored values; only its owner may read it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:The file was written.",
      "1:No lesson is good for anything, or the database cannot be reached.",
      "2:The command line or the file is not valid."
    })
final class Lessons implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--questions",
      paramLabel = "FILE",
      description = "Your questions and their SQL, as for 'nl eval'.")
  private @Nullable Path questions;

  @Option(
      names = "--make",
      paramLabel = "COUNT",
      defaultValue = "200",
      description = "How many questions are made from the schema (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed makes the same questions (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Most time of each statement, 0 for no limit (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path out;

  @Override
  public Integer call() throws IOException, SQLException {
    List<Lesson> lessons = own();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Terminal.isThere());
    Path target = out.toAbsolutePath();
    // On systems with such rights a temporary file is its owner's alone.
    Path begun = Files.createTempFile(target.getParent(), ".lessons", ".part");
    try (Connection connection = database.connect();
        Writer file = Files.newBufferedWriter(begun)) {
      LessonWriter writer = new LessonWriter(connection, file, seconds);
      lessons.addAll(
          LessonMaker.make(
              connection.unwrap(NlConnection.class).schema(), writer::values, count, seed));
      int done = 0;
      for (Lesson lesson : lessons) {
        outcomes.merge(writer.write(lesson), 1, Integer::sum);
        bar.at("trying", ++done / (double) lessons.size());
      }
      file.close();
      Files.move(begun, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
    int written = outcomes.getOrDefault(Outcome.WRITTEN, 0);
    spec.commandLine()
        .getOut()
        .printf(
            "%d lessons written, %d left out since their SQL gives no rows, %d since it fails%n",
            written,
            outcomes.getOrDefault(Outcome.EMPTY, 0),
            outcomes.getOrDefault(Outcome.FAILED, 0));
    spec.commandLine().getOut().flush();
    return written > 0 ? 0 : 1;
  }

  private List<Lesson> own() throws IOException {
    List<Lesson> lessons = new ArrayList<>();
    if (questions != null) {
      for (OwnQuestion own : QuestionFile.given(questions, spec)) {
        lessons.add(new Lesson(own.question(), own.sql(), false));
      }
    }
    return lessons;
  }
}
