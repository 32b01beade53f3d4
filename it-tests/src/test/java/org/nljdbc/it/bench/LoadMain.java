package org.nljdbc.it.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.nljdbc.it.bench.LoadGenerator.Load;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Server;
import org.nljdbc.it.databases.Servers;
import org.nljdbc.it.databases.TestDatabase;

/**
 * Loads a server in a JVM of its own, with the embedded model and the suites' shop in SQLite, over
 * loopback: remembered and pinned answers at a fixed rate, growing numbers of callers, and
 * questions that nobody has asked before. Prints a Markdown table, in less than three minutes.
 *
 * <p>Arguments: seconds of each measurement at a fixed rate (default 12); the rate in requests a
 * second (default 100).
 */
public final class LoadMain {

  private static final String QUERY = "api/v1/query";
  private static final String EXECUTE = "api/v1/query/execute";
  private static final int WARM_SECONDS = 6;
  private static final int GROWTH_SECONDS = 4;

  private final LoadGenerator generator;
  private final LoadQuestions questions = new LoadQuestions();
  private final int seconds;
  private final int rate;

  private LoadMain(URI server, int seconds, int rate) {
    this.generator = new LoadGenerator(server);
    this.seconds = seconds;
    this.rate = rate;
  }

  /** Measures, and prints a Markdown table. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 12;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    System.out.printf(
        Locale.ROOT,
        "JDK %s, %d processors, load %.1f before%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    Path folder = Files.createTempDirectory("nl-load");
    try (Server sqlite = Servers.start(Kind.SQLITE);
        TestDatabase shop = sqlite.shop("load")) {
      for (boolean pinned : new boolean[] {false, true}) {
        Path lock = folder.resolve(pinned ? "pins.lock" : "none.lock");
        if (pinned) {
          pin(shop, lock);
        }
        measure(folder, shop, lock, !pinned, uri -> new LoadMain(uri, seconds, rate).run(pinned));
      }
    } finally {
      delete(folder);
    }
  }

  private static void pin(TestDatabase shop, Path lock) throws SQLException {
    try (Connection connection = shop.open(Map.of("nl.lockFile", lock.toString()));
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> each : LoadQuestions.KNOWN.entrySet()) {
        statement.execute("NL PIN '" + each.getKey() + "' AS '" + each.getValue() + "'");
      }
    }
  }

  /** What is done with a server. */
  @FunctionalInterface
  private interface Measuring {
    void with(URI server) throws IOException, InterruptedException;
  }

  private static void measure(
      Path folder, TestDatabase shop, Path lock, boolean preload, Measuring measuring)
      throws IOException, InterruptedException {
    String yaml =
        """
        port: 0
        preload: %s
        settings: {nl.prefixCache: memory, nl.lockFile: "%s"}
        databases: [{name: shop, url: "%s"}]
        """
            .formatted(preload, lock, shop.url());
    Path config = Files.writeString(folder.resolve("server.yaml"), yaml);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LoadServer.class.getName(),
                config.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String uri = said.readLine();
      if (uri == null) {
        throw new IOException("the server did not start");
      }
      measuring.with(URI.create(uri));
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
  }

  private void run(boolean pinned) throws IOException, InterruptedException {
    String kind = pinned ? "pinned" : "remembered";
    for (String question : LoadQuestions.KNOWN.keySet()) {
      HttpResponse<String> answer =
          generator.once(new Load(QUERY, () -> LoadQuestions.body(question)));
      if (answer.statusCode() != 200) {
        throw new IOException(question + ": " + answer.body());
      }
    }
    Load query = new Load(QUERY, questions::known);
    Load execute = new Load(EXECUTE, questions::known);
    generator.open(query, rate, WARM_SECONDS);
    generator.open(execute, rate, WARM_SECONDS);
    if (!pinned) {
      System.out.println(
          "| what | requests | failed | answers/s | p50, ms | p95, ms | p99, ms | most, ms |");
      System.out.println("|---|---|---|---|---|---|---|---|");
    }
    open(kind + ", SQL", query);
    open(kind + ", rows", execute);
    if (!pinned) {
      for (int callers = 1; callers <= 64; callers *= 2) {
        closed("remembered, SQL", query, callers, GROWTH_SECONDS);
      }
      Load fresh = new Load(QUERY, questions::fresh);
      closed("new, SQL", fresh, 1, seconds);
      closed("new, SQL", fresh, 8, seconds);
      closed("new, SQL", fresh, 32, 1);
    }
  }

  private void open(String what, Load load) {
    long begun = System.nanoTime();
    Latencies latencies = generator.open(load, rate, seconds);
    System.out.println(latencies.row(what + ", " + rate + "/s", since(begun)));
  }

  private void closed(String what, Load load, int callers, int during) throws InterruptedException {
    long begun = System.nanoTime();
    Latencies latencies = generator.closed(load, callers, during);
    String who = callers == 1 ? "1 caller" : callers + " callers";
    System.out.println(latencies.row(what + ", " + who, since(begun)));
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
