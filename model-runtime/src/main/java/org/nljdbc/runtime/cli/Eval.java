package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nljdbc.runtime.evaluation.Share;
import org.nljdbc.runtime.evaluation.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the user's own questions, whose right SQL is known, and counts. */
@Command(
    name = "eval",
    description = {
      "Asks your own questions of your own database, and compares the rows with those of your SQL.",
      "The rules of the comparison are in docs/accuracy.md."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:All questions were asked, and --min-accuracy was reached if it was given.",
      "1:Fewer answers were right, or the database or the model cannot be reached.",
      "2:The command line or the file is not valid."
    })
final class Eval implements Callable<Integer> {

  /** Most questions at once: a database has few connections to spare. */
  private static final int MOST = 64;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(
      paramLabel = "FILE",
      description =
          "The questions: .yaml (a list of 'question' and 'sql'), .jsonl (an object a line) or"
              + " .csv (with headings).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "Most time of each statement, 0 for no limit (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--min-accuracy",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Ends with 1 if a smaller share (0 to 1) of the answers is right.")
  private double least;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many questions are asked at once, each over a connection of its own"
              + " (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Override
  public Integer call() throws IOException, SQLException {
    if (parallel < 1 || parallel > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--parallel takes 1 to " + MOST + ", not " + parallel);
    }
    List<OwnQuestion> questions = QuestionFile.given(file, spec);
    List<Examined> examined = new ArrayList<>();
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Terminal.isThere());
    List<Connection> connections = new ArrayList<>();
    try {
      List<Examiner> examiners = new ArrayList<>();
      for (int i = 0; i < Math.min(parallel, questions.size()); i++) {
        connections.add(database.connect());
        examiners.add(new Examiner(connections.get(i), seconds));
      }
      new Workers<>(examiners)
          .each(
              questions,
              Examiner::examine,
              one -> {
                examined.add(one);
                bar.at("asking", examined.size() / (double) questions.size());
              });
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
    Share right = tell(examined);
    return right.value() >= least ? 0 : 1;
  }

  private Share tell(List<Examined> all) {
    PrintWriter out = spec.commandLine().getOut();
    for (Examined one : all) {
      if (one.verdict() != Examined.Verdict.RIGHT) {
        failure(out, one);
      }
    }
    int count = all.size() - count(all, Examined.Verdict.EXPECTED_FAILED);
    Share right = new Share(count, count(all, Examined.Verdict.RIGHT));
    int ran = right.hits() + count(all, Examined.Verdict.WRONG);
    out.println(
        String.format(
            Locale.ROOT,
            "%d of %d right: execution accuracy %.3f (95 %% interval %.3f to %.3f), %d answered",
            right.hits(),
            count,
            right.value(),
            right.low(),
            right.high(),
            ran));
    if (count < all.size()) {
      out.println((all.size() - count) + " do not count, since the expected SQL fails");
    }
    out.flush();
    return right;
  }

  private static void failure(PrintWriter out, Examined one) {
    out.println(TablePrinter.plain(one.question().question()));
    out.println("  " + one.verdict().words());
    out.println("  expected  " + TablePrinter.plain(one.question().sql()));
    if (one.sql() != null) {
      out.println("  answered  " + TablePrinter.plain(one.sql()));
    }
    if (one.error() != null) {
      out.println("  error     " + TablePrinter.plain(one.error()));
    }
    out.println();
  }

  private static int count(List<Examined> all, Examined.Verdict verdict) {
    return (int) all.stream().filter(one -> one.verdict() == verdict).count();
  }
}
