package org.nljdbc.runtime.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.nljdbc.runtime.LocalModelProvider;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Prompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast this machine reads and writes with a model. */
@Command(
    name = "bench",
    description = "Measures how fast a model reads and writes on this machine.",
    mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {

  /** Words that every vocabulary has, so that a prompt has about as many tokens as words. */
  private static final List<String> WORDS =
      List.of(
          "order", "name", "date", "city", "price", "total", "user", "table", "number", "list",
          "group", "value", "country", "product", "time", "year", "month", "count", "key", "item");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--model",
      defaultValue = ModelOptions.EMBEDDED,
      description = "As the setting nl.model (default: ${DEFAULT-VALUE}).")
  private String model = ModelOptions.EMBEDDED;

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "As the setting nl.threads; 0: as many as there are spare cores.")
  private int threads;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often to measure (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--prompt",
      paramLabel = "WORDS",
      defaultValue = "600",
      description = "Words to read, about a token each (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--tokens",
      defaultValue = "40",
      description = "Tokens to write (default: ${DEFAULT-VALUE}).")
  private int tokens;

  @Override
  public Integer call() throws LanguageModelException {
    if (rounds < 1 || words < 1 || tokens < 2) {
      throw new ParameterException(
          spec.commandLine(), "--rounds and --prompt are 1 or more, --tokens is 2 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), Terminal.isThere());
    ModelOptions options = new ModelOptions(model, "", "auto", threads, 0);
    LocalModelProvider provider = new LocalModelProvider();
    if (!provider.accepts(options)) {
      throw new ParameterException(spec.commandLine(), "--model names no model: " + model);
    }
    out.println(Machine.describe());
    long start = System.nanoTime();
    try (LanguageModel opened = provider.open(options, bar)) {
      say(out, "%s, %s", opened.info().id(), opened.info().placement());
      say(out, "loaded in %.1f s", (System.nanoTime() - start) / 1e9);
      out.flush();
      measure(opened, out);
    }
    out.flush();
    return 0;
  }

  private void measure(LanguageModel opened, PrintWriter out) throws LanguageModelException {
    List<Generation> measured = new ArrayList<>();
    generate(opened, -1); // the first one warms up
    for (int i = 0; i < rounds; i++) {
      measured.add(generate(opened, i));
    }
    tell(out, "reading", measured, Bench::readSpeed);
    tell(out, "writing", measured, Bench::writeSpeed);
  }

  private Generation generate(LanguageModel opened, int round) throws LanguageModelException {
    Random random = new Random(round);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return opened.generate(
        GenerationRequest.greedy(Prompt.ofText(text.toString()), tokens, List.of()),
        Cancellation.NEVER);
  }

  private static double readSpeed(Generation one) {
    int reused = Math.max(0, one.reusedTokens()); // below 0 where a server does not tell
    return (one.promptTokens() - reused) / (one.statistics().reading().toNanos() / 1e9);
  }

  private static double writeSpeed(Generation one) {
    return (one.generatedTokens() - 1) / (one.statistics().generating().toNanos() / 1e9);
  }

  private static void tell(
      PrintWriter out, String what, List<Generation> all, ToDoubleFunction<Generation> speed) {
    double[] speeds = all.stream().mapToDouble(speed).filter(Double::isFinite).sorted().toArray();
    if (speeds.length == 0) {
      say(out, "%s: the model wrote nothing to measure", what);
      return;
    }
    say(
        out,
        "%s: median %.1f tokens/s (%.1f to %.1f, %d rounds)",
        what,
        speeds[speeds.length / 2],
        speeds[0],
        speeds[speeds.length - 1],
        speeds.length);
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
