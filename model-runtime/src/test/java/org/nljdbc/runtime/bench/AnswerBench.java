package org.nljdbc.runtime.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.DecoderLoader;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.generate.Generator;
import org.nljdbc.runtime.generate.GeneratorOptions;
import org.nljdbc.runtime.tokenizer.ModelTokenizer;
import org.nljdbc.schema.Schema;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.GenerationStatistics;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.sql.SqlConstraint;

/**
 * Prints how long warm questions about a schema of 12 tables take, from the prompt to the SQL, with
 * and without guessed tokens, with and without the constraint; then how many answers come in a
 * second when several are asked at once. Arguments: a GGUF file or a snapshot folder; rounds (3).
 */
public final class AnswerBench {

  private static final int MAX_TOKENS = 200;

  private AnswerBench() {}

  private record Engine(String name, Generator generator, ModelTokenizer tokenizer)
      implements AutoCloseable {

    @Override
    public void close() {
      generator.close();
      tokenizer.tokenizer().close();
    }

    Generation ask(
        Prompt prompt, @Nullable AnswerConstraint constraint, int candidates, int maxTokens)
        throws LanguageModelException {
      GenerationRequest request =
          GenerationRequest.builder(prompt, maxTokens)
              .stop(ShopQuestions.stops())
              .constraint(constraint)
              .candidates(candidates)
              .build();
      int[] ids = tokenizer.template().encode(prompt);
      return generator.generate(ids, 0, request, Cancellation.NEVER, AnswerListener.NONE);
    }
  }

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    ModelBench.machine();
    Schema schema = ShopQuestions.schema();
    List<Prompt> prompts = ShopQuestions.prompts(schema);
    Figures free = new Figures();
    Figures constrained = new Figures();
    for (int round = 0; round < rounds; round++) {
      // New engines, which have not learnt from the same questions before.
      try (Engine plain = open(path, false);
          Engine guessing = open(path, true)) {
        compare(plain, guessing, prompts, null, free);
      }
      try (Engine plain = open(path, false);
          Engine guessing = open(path, true)) {
        compare(plain, guessing, prompts, new SqlConstraint(schema), constrained);
      }
    }
    free.print("free, " + prompts.size() + " questions, " + rounds + " rounds");
    constrained.print("constrained, " + prompts.size() + " questions, " + rounds + " rounds");
    for (boolean guesses : new boolean[] {false, true}) {
      try (Engine engine = open(path, guesses)) {
        for (int callers : new int[] {1, 2, 4, 8}) {
          atOnce(engine, prompts, new SqlConstraint(schema), callers, rounds);
        }
      }
    }
  }

  private static Engine open(Path path, boolean guesses) throws Exception {
    ModelFiles files = ModelFiles.open(path);
    InferenceThread thread = new InferenceThread("bench", 0);
    int loaders = Runtime.getRuntime().availableProcessors();
    Decoder decoder =
        thread.call(
            () ->
                DecoderLoader.load(
                    files.weights(), Numerics.INT8, "cpu", loaders, "bench", Progress.NONE));
    files.weights().close();
    GeneratorOptions usual = GeneratorOptions.of(4096);
    GeneratorOptions options =
        new GeneratorOptions(
            usual.contextTokens(),
            usual.maxRequests(),
            usual.prefixBytes(),
            usual.cacheBytes(),
            guesses);
    Generator generator =
        new Generator(thread, decoder, files.tokenizer().tokenizer(), options, null);
    return new Engine(guesses ? "with guesses" : "without guesses", generator, files.tokenizer());
  }

  /** What the two sides took: without guesses first, then with. */
  private static final class Figures {
    private final List<List<Double>> millis = List.of(new ArrayList<>(), new ArrayList<>());
    private final int[] steps = new int[2];
    private final int[] tokens = new int[2];
    private int drafted;
    private int accepted;

    void note(int side, double took, Generation generation) {
      GenerationStatistics statistics = generation.statistics();
      millis.get(side).add(took);
      steps[side] += statistics.steps();
      tokens[side] += generation.generatedTokens();
      drafted += statistics.drafted();
      accepted += statistics.accepted();
    }

    void print(String title) {
      say("%s:", title);
      for (int side = 0; side < 2; side++) {
        double[] sorted = millis.get(side).stream().mapToDouble(each -> each).sorted().toArray();
        say(
            "  %s guesses: median %.0f ms, p95 %.0f ms, mean %.0f ms; %.1f tokens in %.1f steps",
            side == 0 ? "without" : "with",
            sorted[sorted.length / 2],
            sorted[(int) (sorted.length * 0.95)],
            Arrays.stream(sorted).average().orElse(0),
            tokens[side] / (double) sorted.length,
            steps[side] / (double) sorted.length);
      }
      say("  guessed %d tokens, %d of them right", drafted, accepted);
    }
  }

  private static void compare(
      Engine plain,
      Engine guessing,
      List<Prompt> prompts,
      @Nullable AnswerConstraint constraint,
      Figures figures)
      throws Exception {
    // The schema is read beforehand, by a request that teaches nothing.
    for (Engine engine : List.of(plain, guessing)) {
      engine.ask(prompts.get(0), constraint, 1, 1);
    }
    for (Prompt prompt : prompts) {
      List<String> texts = new ArrayList<>();
      for (int side = 0; side < 2; side++) {
        Engine engine = side == 0 ? plain : guessing;
        long start = System.nanoTime();
        Generation generation = engine.ask(prompt, constraint, 1, MAX_TOKENS);
        figures.note(side, (System.nanoTime() - start) / 1e6, generation);
        texts.add(generation.best().text());
      }
      if (!texts.get(0).equals(texts.get(1))) {
        throw new IllegalStateException("guessing changed an answer: " + texts);
      }
    }
  }

  private static void atOnce(
      Engine engine, List<Prompt> prompts, AnswerConstraint constraint, int callers, int rounds)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      long start = System.nanoTime();
      List<Future<Generation>> asked = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        for (Prompt prompt : prompts) {
          asked.add(pool.submit(() -> engine.ask(prompt, constraint, 1, MAX_TOKENS)));
        }
      }
      int tokens = 0;
      for (Future<Generation> each : asked) {
        tokens += each.get().generatedTokens();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      say(
          "%s, %d at once: %.2f answers/s, %.1f tokens/s",
          engine.name(), callers, asked.size() / seconds, tokens / seconds);
    } finally {
      pool.shutdown();
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
