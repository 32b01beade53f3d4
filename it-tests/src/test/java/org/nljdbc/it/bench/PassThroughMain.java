package org.nljdbc.it.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures {@link PassThrough} in pairs: one fresh JVM with the bare driver, one with ours, and so
 * on in turns, so that a machine that grows slower or faster meanwhile does so for both. Prints
 * medians over the forks, 95 % confidence intervals of the medians' difference by bootstrap over
 * pairs, and the bytes that a call allocates.
 *
 * <p>Arguments: number of pairs (default 10), then names of benchmarks (default all).
 */
public final class PassThroughMain {

  private static final List<String> BENCHMARKS =
      List.of(
          "getInt",
          "next",
          "getMaxRows",
          "h2Prepared",
          "h2PreparedBefore",
          "h2Statement",
          "sqlitePrepared",
          "h2Rows",
          "sqliteRows",
          "h2Connect",
          "h2ConnectTen",
          "h2Pooled",
          "h2PooledPrepared",
          "h2HeldPrepared",
          "recognise");
  private static final String BYTES = "gc.alloc.rate.norm";
  private static final int RESAMPLES = 10_000;

  private PassThroughMain() {}

  /** Measures, and prints a Markdown table. */
  public static void main(String[] args) throws RunnerException {
    int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    List<String> names = args.length > 1 ? Arrays.asList(args).subList(1, args.length) : BENCHMARKS;
    System.out.printf(
        Locale.ROOT,
        "JDK %s, %d processors, %d pairs of forks%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        pairs);
    System.out.println(
        "| call | bare, ns | ours, ns | difference, ns (95 %) | in % (95 %) |"
            + " bare, bytes | ours, bytes |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String name : names) {
      List<double[]> measured = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        // Who goes first changes from pair to pair.
        boolean bareFirst = i % 2 == 0;
        Cost first = measure(name, bareFirst ? "jdbc:" : "jdbc:nl:");
        Cost second = measure(name, bareFirst ? "jdbc:nl:" : "jdbc:");
        Cost bare = bareFirst ? first : second;
        Cost ours = bareFirst ? second : first;
        measured.add(new double[] {bare.ns(), ours.ns(), bare.bytes(), ours.bytes()});
      }
      System.out.println(row(name, measured));
    }
  }

  /** What one call takes, in a JVM of its own. */
  private record Cost(double ns, double bytes) {}

  private static Cost measure(String name, String prefix) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("\\." + PassThrough.class.getSimpleName() + "\\." + name + "$")
            .param("prefix", prefix)
            .forks(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(400))
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    RunResult result = results.iterator().next();
    Result<?> bytes = Objects.requireNonNull(result.getSecondaryResults().get(BYTES));
    return new Cost(
        result.getPrimaryResult().getStatistics().getPercentile(50),
        bytes.getStatistics().getPercentile(50));
  }

  private static String row(String name, List<double[]> pairs) {
    double bare = median(pairs, 0);
    double ours = median(pairs, 1);
    double[] differences = new double[RESAMPLES];
    double[] ratios = new double[RESAMPLES];
    Random random = new Random(1);
    for (int i = 0; i < RESAMPLES; i++) {
      List<double[]> drawn = new ArrayList<>();
      for (int j = 0; j < pairs.size(); j++) {
        drawn.add(pairs.get(random.nextInt(pairs.size())));
      }
      differences[i] = median(drawn, 1) - median(drawn, 0);
      ratios[i] = 100 * (median(drawn, 1) / median(drawn, 0) - 1);
    }
    Arrays.sort(differences);
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %+.1f (%+.1f to %+.1f) | %+.1f (%+.1f to %+.1f) | %.0f | %.0f |",
        name,
        bare,
        ours,
        ours - bare,
        quantile(differences, 0.025),
        quantile(differences, 0.975),
        100 * (ours / bare - 1),
        quantile(ratios, 0.025),
        quantile(ratios, 0.975),
        median(pairs, 2),
        median(pairs, 3));
  }

  private static double median(List<double[]> pairs, int side) {
    double[] sorted = pairs.stream().mapToDouble(pair -> pair[side]).sorted().toArray();
    return quantile(sorted, 0.5);
  }

  private static double quantile(double[] sorted, double q) {
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
