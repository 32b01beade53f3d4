package org.nljdbc.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.nljdbc.runtime.generate.PrefixPlace;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/**
 * Prints how long the first question of a process takes whose schema an earlier process has left on
 * disk, and how long without. Each round loads the model anew, in this JVM. Arguments: a GGUF file
 * or a snapshot folder; rounds (7); tokens of the schema (1000).
 *
 * <p>A question has 20 tokens behind the schema, and its answer has one. The cost of the schema
 * alone is the difference to the same question when the schema stands in memory.
 */
public final class PrefixBench {

  private static final int QUESTION = 20;

  private PrefixBench() {}

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    int schema = args.length > 2 ? Integer.parseInt(args[2]) : 1000;
    ModelBench.machine();
    Path folder = Files.createTempDirectory("prefix-bench");
    try {
      int[] prompt = new Random(1).ints(schema + QUESTION, 0, 40_000).toArray();
      double[] cold = new double[rounds];
      double[] warm = new double[rounds];
      double[] memory = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        Path own = folder.resolve("round" + i);
        try (Generator generator = open(path, own)) {
          cold[i] = ask(generator, prompt, schema, 0);
        }
        int reused = schema / Decoder.BLOCK * Decoder.BLOCK;
        try (Generator generator = open(path, own)) {
          warm[i] = ask(generator, prompt, schema, reused);
          prompt[schema]++;
          memory[i] = ask(generator, prompt, schema, reused);
          prompt[schema]--;
        }
      }
      say("first question, schema read", cold);
      say("first question, schema from disk", warm);
      say("second question, schema in memory", memory);
      double[] disk = new double[rounds];
      Arrays.setAll(disk, i -> warm[i] - memory[i]);
      say("schema from disk: difference of the two", disk);
    } finally {
      remove(folder);
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
    return new Generator(thread, decoder, files.tokenizer().tokenizer(), 4096, place);
  }

  /** Milliseconds until the answer of one token is there. */
  private static double ask(Generator generator, int[] prompt, int stable, int reused)
      throws Exception {
    Prompt unused = new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "")), "");
    GenerationRequest request = GenerationRequest.greedy(unused, 1, List.of());
    long start = System.nanoTime();
    Generation generation = generator.generate(prompt, stable, request, Cancellation.NEVER);
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

  private static void remove(Path folder) throws IOException {
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
