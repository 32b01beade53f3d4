package org.nljdbc.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.generate.Generator;
import org.nljdbc.runtime.generate.GeneratorOptions;
import org.nljdbc.runtime.generate.PrefixPlace;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/**
 * Prints how long the first question of a process takes whose schema an earlier process has left on
 * disk, and how long without. Each round is a new JVM. Arguments: a GGUF file or a snapshot folder;
 * rounds (7); tokens of the schema (1020: 17 blocks).
 *
 * <p>A question has one token behind the schema, and its answer too, so that next to nothing but
 * the schema costs time. The second question of the same process, whose schema stands in memory,
 * tells how much that rest is. Before both the process answers a short question about another
 * schema: what any first question costs, such as loading classes, is not the schema's.
 */
public final class PrefixBench {

  private static final String CHILD = "child";

  private PrefixBench() {}

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    if (args[0].equals(CHILD)) {
      child(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
      return;
    }
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    String schema = args.length > 2 ? args[2] : "1020";
    ModelBench.machine();
    Path folder = Files.createTempDirectory("prefix-bench");
    try {
      double[] read = new double[rounds];
      double[] disk = new double[rounds];
      double[] memory = new double[rounds];
      double[] difference = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        String own = folder.resolve("round" + i).toString();
        read[i] = round(args[0], own, schema)[0];
        double[] warm = round(args[0], own, schema);
        disk[i] = warm[0];
        memory[i] = warm[1];
        difference[i] = warm[0] - warm[1];
      }
      say("first question, schema read", read);
      say("first question, schema from disk", disk);
      say("second question, schema in memory", memory);
      say("difference of the last two", difference);
    } finally {
      remove(folder);
    }
  }

  /** What a new process measures. */
  private static double[] round(String model, String folder, String schema) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrefixBench.class.getName(),
                CHILD,
                model,
                folder,
                schema)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    return Arrays.stream(said.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void child(Path model, Path folder, int schema) throws Exception {
    int[] prompt = new Random(1).ints(schema + 1, 0, 40_000).toArray();
    int reused = Files.exists(folder) ? schema / Decoder.BLOCK * Decoder.BLOCK : 0;
    try (Generator generator = open(model, folder)) {
      int[] unlike = new Random(2).ints(Decoder.BLOCK + 1, 0, 40_000).toArray();
      ask(generator, unlike, Decoder.BLOCK, reused == 0 ? 0 : Decoder.BLOCK);
      double first = ask(generator, prompt, schema, reused);
      prompt[schema]++;
      double second = ask(generator, prompt, schema, schema / Decoder.BLOCK * Decoder.BLOCK);
      System.out.println(first + " " + second);
    }
  }

  private static Generator open(Path path, Path folder) throws Exception {
    ModelFiles files = ModelFiles.open(path);
    InferenceThread thread = new InferenceThread("bench", 0);
    int loaders = Runtime.getRuntime().availableProcessors();
    Decoder decoder =
        thread.call(
            () ->
                DecoderLoader.load(
                    files.weights(), Numerics.INT8, "cpu", loaders, "bench", Progress.NONE));
    files.weights().close();
    PrefixPlace place = new PrefixPlace(folder, decoder.fingerprint());
    return new Generator(
        thread, decoder, files.tokenizer().tokenizer(), GeneratorOptions.of(4096), place);
  }

  /** Milliseconds until the answer of one token is there. */
  private static double ask(Generator generator, int[] prompt, int stable, int reused)
      throws Exception {
    Prompt unused = new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "")), "");
    GenerationRequest request = GenerationRequest.greedy(unused, 1, List.of());
    long start = System.nanoTime();
    Generation generation =
        generator.generate(prompt, stable, request, Cancellation.NEVER, AnswerListener.NONE);
    double millis = (System.nanoTime() - start) / 1e6;
    if (generation.reusedTokens() != reused) {
      throw new IllegalStateException(
          generation.reusedTokens() + " tokens were reused, not " + reused);
    }
    return millis;
  }

  private static void say(String what, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: median %.1f ms (%.1f to %.1f, %d rounds)",
            what,
            sorted[sorted.length / 2],
            sorted[0],
            sorted[sorted.length - 1],
            sorted.length));
  }

  /** Removes a folder with all that it holds. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
