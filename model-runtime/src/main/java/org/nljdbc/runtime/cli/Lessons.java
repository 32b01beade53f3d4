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
import org.nljdbc.runtime.lessons.Rewording;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.translate.Models;
import org.nljdbc.translate.Registry;
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
      names = "--reword",
      paramLabel = "COUNT",
      defaultValue = "0",
      description =
          "How many of those the model says in other words, too; kept if asking them gives the"
              + " rows of their SQL (default: ${DEFAULT-VALUE}).")
  private int reword;

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
      List<Lesson> made =
          LessonMaker.make(
              connection.unwrap(NlConnection.class).schema(), writer::values, count, seed);
      lessons.addAll(made);
      lessons.addAll(reworded(made, connection, bar));
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

  /** Those that mean the same in other words, as far as the rows tell. */
  private List<Lesson> reworded(List<Lesson> made, Connection connection, ProgressBar bar)
      throws SQLException {
    List<Lesson> kept = new ArrayList<>();
    List<Lesson> chosen = made.subList(0, Math.min(Math.max(0, reword), made.size()));
    if (chosen.isEmpty()) {
      return kept;
    }
    Examiner examiner = new Examiner(connection, seconds);
    int said = 0;
    ModelOptions options = connection.unwrap(NlConnection.class).settings().modelOptions();
    try (Models.Lease lease = Registry.shared().lease(options);
        LanguageModel model = lease.model(bar, Cancellation.NEVER)) {
      Rewording rewording = new Rewording(model, seed);
      for (int i = 0; i < chosen.size(); i++) {
        Lesson lesson = chosen.get(i);
        for (String text : rewording.of(lesson)) {
          said++;
          OwnQuestion again = new OwnQuestion(text, lesson.sql());
          if (examiner.examine(again).verdict() == Examined.Verdict.RIGHT) {
            kept.add(new Lesson(text, lesson.sql(), true));
            break;
          }
        }
        bar.at("rewording", (i + 1) / (double) chosen.size());
      }
    } catch (LanguageModelException e) {
      throw new SQLException(
          "The model cannot say questions in other words: " + e.getMessage(), "58000", e);
    }
    spec.commandLine()
        .getOut()
        .printf("%d rewordings of %d questions, %d kept%n", said, chosen.size(), kept.size());
    return kept;
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
