package org.nljdbc.runtime.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.spi.Progress;

/**
 * Prints how fast a model loads, reads and generates, and what memory it takes. Arguments: a GGUF
 * file or a snapshot folder; threads (0: as many as there are spare processors); rounds (7).
 */
public final class ModelBench {

  private static final int PROMPT = 600;
  private static final int STEPS = 40;
  private static final int TOP = 64;

  private ModelBench() {}

  /** Something that is measured: how many tokens it handled. */
  @FunctionalInterface
  private interface Work {
    int run() throws Exception;
  }

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
    machine();
    long start = System.nanoTime();
    try (ModelFiles files = ModelFiles.open(path);
        InferenceThread thread = new InferenceThread("bench", threads)) {
      int loaders = Runtime.getRuntime().availableProcessors();
      try (Decoder decoder =
          thread.call(
              () ->
                  DecoderLoader.load(
                      files.weights(), Numerics.INT8, "cpu", loaders, "bench", Progress.NONE))) {
        double jvm =
            (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
        say(
            "ready after %.2f s (%.2f s since the JVM started)",
            (System.nanoTime() - start) / 1e9, jvm);
        memory("after loading");
        decoder.reserve(4, 1024);
        int[] prompt = new Random(1).ints(PROMPT, 0, 40_000).toArray();
        measure(
            thread,
            rounds,
            "prefill, prompt of 600, chunks of " + decoder.chunk(),
            () -> prefill(decoder, prompt, decoder.chunk()));
        measure(
            thread,
            rounds,
            "prefill, prompt of 600, chunks of " + Decoder.BLOCK,
            () -> prefill(decoder, prompt, Decoder.BLOCK));
        for (int rows : new int[] {1, 4}) {
          for (int at : new int[] {100, PROMPT}) {
            String what =
                "decode, " + rows + (rows == 1 ? " row" : " rows") + ", after " + at + " tokens";
            measure(thread, rounds, what, () -> decode(decoder, rows, at));
          }
        }
        memory("at the end");
      }
    }
  }

  private static int prefill(Decoder decoder, int[] prompt, int chunk) throws Exception {
    for (int at = 0; at < prompt.length; at += chunk) {
      int end = Math.min(prompt.length, at + chunk);
      decoder.prefill(Arrays.copyOfRange(prompt, at, end), 0, at, end == prompt.length ? TOP : 0);
    }
    return prompt.length;
  }

  private static int decode(Decoder decoder, int rows, int at) throws Exception {
    int[] ids = new int[rows];
    int[] places = new int[rows];
    int[] positions = new int[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = 1000 + i;
      places[i] = i;
    }
    for (int step = 0; step < STEPS; step++) {
      Arrays.fill(positions, at + step);
      ids[0] = decoder.step(ids, places, positions, TOP).id(0, 0);
    }
    return rows * STEPS;
  }

  private static void measure(InferenceThread thread, int rounds, String what, Work work)
      throws Exception {
    double[] speeds = new double[rounds];
    thread.call(work::run);
    for (int i = 0; i < rounds; i++) {
      speeds[i] =
          thread.call(
              () -> {
                thread.chooseThreads();
                long start = System.nanoTime();
                int tokens = work.run();
                return tokens / ((System.nanoTime() - start) / 1e9);
              });
    }
    Arrays.sort(speeds);
    say(
        "%s: median %.1f tokens/s (%.1f to %.1f, %d rounds)",
        what, speeds[rounds / 2], speeds[0], speeds[rounds - 1], rounds);
  }

  /** Prints date, machine and load. */
  static void machine() throws IOException {
    String processor = "unknown processor";
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      processor =
          Files.readAllLines(info).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).trim())
              .findFirst()
              .orElse(processor);
    }
    String load =
        Files.isReadable(Path.of("/proc/loadavg"))
            ? Files.readString(Path.of("/proc/loadavg")).trim()
            : "";
    say(
        "%s, %s, %d processors, Java %s, %s; load %s",
        LocalDate.now(java.time.ZoneOffset.UTC),
        processor,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        load);
  }

  private static void memory(String when) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
          .forEach(
              line -> {
                String[] parts = line.split("\\s+");
                String name = line.startsWith("VmRSS") ? "resident" : "most resident so far";
                say("%s %s: %.0f MiB", name, when, Long.parseLong(parts[1]) / 1024.0);
              });
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
