package org.nljdbc.runtime.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
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
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/**
 * Prints what memory a process takes while it answers many small requests: resident memory, and the
 * heap after a collection. Arguments: a GGUF file or a snapshot folder; requests (10,000); tokens
 * of the vocabulary to draw prompts from (430, which the tiny test models have); most seconds.
 *
 * <p>Requests are of all sorts: new prompts and known ones, one candidate and three, greedy and
 * cancelled, with prefixes on disk and read ahead. The memory for prefixes is small, so that it is
 * full long before the first thousand.
 */
public final class GrowthBench {

  private static final int FIRST_LOOK = 250;
  private static final Prompt UNUSED =
      new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "")), "");

  private GrowthBench() {}

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    int requests = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    int vocabulary = args.length > 2 ? Integer.parseInt(args[2]) : 430;
    long seconds = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
    ModelBench.machine();
    Path folder = Files.createTempDirectory("growth-bench");
    try (ModelFiles files = ModelFiles.open(path);
        Generator generator = open(files, folder)) {
      long start = System.nanoTime();
      int look = FIRST_LOOK;
      for (int i = 1; i <= requests; i++) {
        ask(generator, new Random(i), vocabulary, i);
        double passed = (System.nanoTime() - start) / 1e9;
        boolean last = i == requests || passed > seconds;
        if (i == look || last) {
          memory(i, passed);
          look *= 2;
        }
        if (last) {
          break;
        }
      }
    } finally {
      PrefixBench.remove(folder);
    }
  }

  private static Generator open(ModelFiles files, Path folder) throws Exception {
    InferenceThread thread = new InferenceThread("bench", 0);
    int loaders = Runtime.getRuntime().availableProcessors();
    Decoder decoder =
        thread.call(
            () ->
                DecoderLoader.load(
                    files.weights(), Numerics.INT8, "cpu", loaders, "bench", Progress.NONE));
    long block = decoder.keyValueBytes() * Decoder.BLOCK;
    GeneratorOptions options = new GeneratorOptions(500, 16, 100 * block, 64L << 20, true);
    PrefixPlace place = new PrefixPlace(folder, decoder.fingerprint());
    return new Generator(thread, decoder, files.tokenizer().tokenizer(), options, place);
  }

  private static void ask(Generator generator, Random random, int vocabulary, int i)
      throws Exception {
    // Every other prompt begins as one of a few others.
    boolean known = i % 2 == 0;
    int[] schema = new Random(i % 10).ints(Decoder.BLOCK, 0, vocabulary).toArray();
    int[] prompt = random.ints(70, 0, vocabulary).toArray();
    if (known) {
      System.arraycopy(schema, 0, prompt, 0, schema.length);
    }
    if (i % 50 == 0) {
      int[] beginning = random.ints(2 * Decoder.BLOCK, 0, vocabulary).toArray();
      generator.readAhead(beginning, 0, Cancellation.NEVER);
    }
    GenerationRequest request =
        GenerationRequest.builder(UNUSED, 3).candidates(i % 5 == 0 ? 3 : 1).build();
    boolean[] cancelled = {false};
    try {
      generator.generate(
          prompt,
          known && i % 100 == 0 ? Decoder.BLOCK : 0,
          request,
          () -> cancelled[0] || (cancelled[0] = i % 17 == 0 && random.nextInt(3) == 0),
          AnswerListener.NONE);
    } catch (LanguageModelException e) {
      if (e.kind() != LanguageModelException.Kind.CANCELLED) {
        throw e;
      }
    }
  }

  private static void memory(int requests, double seconds) throws Exception {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    double heap = (runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20);
    Path status = Path.of("/proc/self/status");
    String resident =
        Files.isReadable(status)
            ? Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> Long.parseLong(line.split("\\s+")[1]) / 1024)
                .map(mebibytes -> mebibytes + " MiB")
                .findFirst()
                .orElse("unknown")
            : "unknown";
    System.out.println(
        String.format(
            Locale.ROOT,
            "after %,d requests (%.0f s): resident %s, heap %.1f MiB",
            requests,
            seconds,
            resident,
            heap));
  }
}
