package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Share;

/**
 * The command that measures accuracy; {@code docs/accuracy.md} tells how to start it.
 *
 * <p>{@code run} asks and scores; {@code rescore} judges the answers of a run anew; {@code compare}
 * compares two runs with McNemar's test; {@code calibrate} fits a model's confidence to a run;
 * {@code meanings} counts how often two questions are taken to mean the same; {@code tables} counts
 * how often a prompt shows the tables of the gold. {@code recall} counts how often the likeliest
 * tables are those of the gold.
 */
public final class AccuracyMain {

  private AccuracyMain() {}

  /**
   * Runs the command and ends the JVM: 0 if it could do its work, 1 if not, 2 if it was not told
   * what to do.
   *
   * @param arguments see {@link Options#USAGE}
   */
  public static void main(String[] arguments) {
    System.exit(run(List.copyOf(Arrays.asList(arguments)), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      if (!arguments.isEmpty() && arguments.get(0).equals("run")) {
        Options options = Options.parse(arguments.subList(1, arguments.size()));
        ProgressBar progress = new ProgressBar(err, System.console() != null);
        out.println(summary(AccuracyRun.run(options, progress), options.out()));
        return 0;
      }
      if (!arguments.isEmpty() && arguments.get(0).equals("tables")) {
        Options options = Options.parse(arguments.subList(1, arguments.size()));
        out.print(ShownTables.count(options).text());
        return 0;
      }
      if (arguments.size() == 3 && arguments.get(0).equals("compare")) {
        Report first = Report.read(Path.of(arguments.get(1)));
        Report second = Report.read(Path.of(arguments.get(2)));
        out.println(RunComparison.of(first, second).text());
        return 0;
      }
      if (arguments.size() == 3 && arguments.get(0).equals("calibrate")) {
        CalibrationFit fit = CalibrationFit.of(Report.read(Path.of(arguments.get(1))));
        fit.write(Path.of(arguments.get(2)));
        out.println(fit.text());
        return 0;
      }
      if (isRescore(arguments)) {
        Dataset data = Datasets.read(Path.of(arguments.get(1)), arguments.get(2));
        Path file = Path.of(arguments.get(3));
        @Nullable Path own = arguments.size() == 5 ? Path.of(arguments.get(4)) : null;
        Report report = Rescore.of(Report.read(file), data, own);
        report.write(file);
        out.println(accuracy(report));
        return 0;
      }
      if (isMeanings(arguments)) {
        Path folder = Path.of(arguments.get(1));
        Dataset data = Datasets.read(folder, arguments.get(2));
        if (arguments.size() == 3) {
          out.print(MeaningCount.of(data, Map.of()).text());
          return 0;
        }
        SpiderSynonyms synonyms = SpiderSynonyms.read(folder, data);
        Dataset both = data.with(synonyms.rewordings());
        out.print("without a glossary\n" + MeaningCount.of(both, Map.of()).text());
        out.print("\nwith one\n" + MeaningCount.of(both, synonyms.glossaries()).text());
        return 0;
      }
      if (arguments.size() == 6 && arguments.get(0).equals("recall")) {
        Dataset data = Datasets.read(Path.of(arguments.get(1)), arguments.get(2));
        int size = Integer.parseInt(arguments.get(3));
        int most = Integer.parseInt(arguments.get(4));
        int common = Integer.parseInt(arguments.get(5));
        out.print(TableRecall.of(data, size, most, common).text());
        return 0;
      }
      err.print("Usage:\n" + Options.USAGE);
      return 2;
    } catch (IllegalArgumentException e) {
      err.print(e.getMessage() + "\nUsage:\n" + Options.USAGE);
      return 2;
    } catch (IOException | SQLException e) {
      err.println("The run stopped: " + e.getMessage());
      err.println("What was answered is kept; the same command goes on from there.");
      return 1;
    }
  }

  private static boolean isRescore(List<String> arguments) {
    return (arguments.size() == 4 || arguments.size() == 5) && arguments.get(0).equals("rescore");
  }

  private static boolean isMeanings(List<String> arguments) {
    return arguments.size() >= 3
        && arguments.get(0).equals("meanings")
        && (arguments.size() == 3 || arguments.size() == 4 && arguments.get(3).equals("synonyms"));
  }

  private static String accuracy(Report report) {
    Tally total = report.total();
    Share published = report.published();
    return String.format(
            Locale.ROOT,
            "%d questions: execution accuracy %.3f (95 %%: +-%.3f)",
            total.n(),
            total.accuracy(),
            total.margin())
        + (published == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", by the rules of published figures %.3f (+-%.3f)",
                published.value(),
                published.margin()));
  }

  private static String summary(Report report, Path out) {
    return String.format(
        Locale.ROOT,
        "%s, valid SQL %.3f, median %d ms%s%nfailures: %s%n%s",
        accuracy(report),
        report.total().valid(),
        report.millis().p50(),
        report.load(),
        report.failures(),
        out.resolve(AccuracyRun.HTML));
  }
}
