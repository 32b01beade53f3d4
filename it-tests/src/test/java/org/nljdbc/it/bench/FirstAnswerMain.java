package org.nljdbc.it.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Server;
import org.nljdbc.it.databases.Servers;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.runtime.process.RuntimeEntry;
import org.nljdbc.runtime.process.RuntimeFiles;

/**
 * How long programs wait for their first answer, and what memory they take, where the model is in
 * the program and where programs share it: three programs one after the other, then two that start
 * at the same time with no runtime there. Linux only. Prints rows of a Markdown table.
 *
 * <p>Arguments: the one jar (model-runtime/target/nl-jdbc-...-all.jar), and how often (1).
 */
public final class FirstAnswerMain {

  private static final int IN_TURN = 3;
  private static final int AT_ONCE = 2;
  private static final long MIB = 1024;

  private final Path jar;
  private final Path folder;
  private final TestDatabase shop;

  private FirstAnswerMain(Path jar, Path folder, TestDatabase shop) {
    this.jar = jar;
    this.folder = folder;
    this.shop = shop;
  }

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    System.out.printf(
        Locale.ROOT,
        "JDK %s, %d processors, load %s%n%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    System.out.println(
        "| where | programs | first, ms | second, ms | whole, s | each program, MiB | runtime, MiB |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int i = 0; i < times; i++) {
      for (String place : List.of("embedded", "process")) {
        Path folder = Files.createTempDirectory("nl-first");
        try (Server sqlite = Servers.start(Kind.SQLITE);
            TestDatabase shop = sqlite.shop("first")) {
          new FirstAnswerMain(Path.of(args[0]).toAbsolutePath(), folder, shop).measure(place);
        } finally {
          remove(folder);
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void measure(String place) throws Exception {
    try {
      for (int i = 1; i <= IN_TURN; i++) {
        row(place, ordinal(i) + ", alone", run(place, 1));
      }
      endRuntimes();
      row(place, AT_ONCE + " at once, caches there", run(place, AT_ONCE));
    } finally {
      endRuntimes();
    }
  }

  private static String ordinal(int number) {
    return number == 1 ? "1st (caches empty)" : number == 2 ? "2nd" : "3rd";
  }

  /** What a program printed, and how long it lived in milliseconds. */
  private record Ran(long first, long second, long peak, long millis) {}

  private List<Ran> run(String place, int count) throws IOException, InterruptedException {
    List<Process> programs = new ArrayList<>();
    List<Long> begun = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      begun.add(System.nanoTime());
      programs.add(start(place));
    }
    List<Ran> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Process program = programs.get(i);
      String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (program.waitFor() != 0) {
        throw new IOException("the program failed: " + said);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun.get(i));
      String[] numbers = said.strip().split(" ");
      all.add(
          new Ran(
              Long.parseLong(numbers[0]),
              Long.parseLong(numbers[1]),
              Long.parseLong(numbers[2]),
              millis));
    }
    return all;
  }

  private Process start(String place) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes =
        Stream.of(jar, of(org.sqlite.JDBC.class), of(FirstAnswer.class))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-cp",
            classes,
            FirstAnswer.class.getName(),
            shop.nlUrl() + "?nl.runtime=auto");
    builder.environment().put("NL_RUNTIME", place);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Path of(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private Path runtimes() {
    return folder.resolve("state/nl-jdbc/runtime");
  }

  private void row(String place, String what, List<Ran> programs) throws IOException {
    List<String> peaks = new ArrayList<>();
    for (RuntimeFiles files : RuntimeFiles.all(runtimes())) {
      RuntimeEntry entry = files.entry();
      if (entry != null && files.isRunning()) {
        peaks.add(Long.toString(FirstAnswer.peak(Long.toString(entry.pid())) / MIB));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %s | %s | %s | %s | %s | %s |%n",
        place,
        what,
        listed(programs.stream().map(each -> String.format(Locale.ROOT, "%,d", each.first()))),
        listed(programs.stream().map(each -> String.format(Locale.ROOT, "%,d", each.second()))),
        listed(programs.stream().map(each -> Double.toString(each.millis() / 100 / 10.0))),
        listed(programs.stream().map(each -> Long.toString(each.peak() / MIB))),
        String.join(", ", peaks));
  }

  private static String listed(Stream<String> each) {
    return each.collect(Collectors.joining("; "));
  }

  private void endRuntimes() throws IOException, InterruptedException {
    for (RuntimeFiles files : RuntimeFiles.all(runtimes())) {
      RuntimeEntry entry = files.entry();
      if (entry != null && files.isRunning()) {
        ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroy);
      }
      while (files.isRunning()) {
        Thread.sleep(20);
      }
    }
  }
}
