package org.nljdbc.runtime.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.nljdbc.runtime.grammar.Gbnf;
import org.nljdbc.runtime.grammar.Grammar;
import org.nljdbc.runtime.grammar.GrammarConstraint;
import org.nljdbc.runtime.grammar.SampleGrammars;

/**
 * Prints what checking a token against a grammar costs, while a text of a given length grows.
 * Arguments: rounds (31); characters of the text (500).
 *
 * <p>The text comes in tokens of one to six characters. For each, as a runtime does, some tokens
 * that are likely to be refused are tried before it: a piece from elsewhere in the text. Each round
 * has a new constraint, which remembers nothing; a round's figure is its mean over all checks.
 */
public final class GrammarBench {

  private static final int WARM_UP = 200;
  private static final int TRIED = 7;

  private GrammarBench() {}

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 31;
    int length = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    ModelBench.machine();
    measure("JSON", Gbnf.parse(SampleGrammars.JSON), SampleGrammars.json(length), rounds);
    measure("SQL", Gbnf.parse(SampleGrammars.SQL), SampleGrammars.sql(length), rounds);
  }

  private static void measure(String name, Grammar grammar, String text, int rounds) {
    List<String> checks = checks(text);
    double[] means = new double[rounds];
    double[] wholes = new double[rounds];
    double[] worst = new double[rounds];
    int allowed = 0;
    for (int i = -WARM_UP; i < rounds; i++) {
      GrammarConstraint constraint = new GrammarConstraint(grammar);
      allowed = 0;
      long slowest = 0;
      long start = System.nanoTime();
      for (String check : checks) {
        long before = System.nanoTime();
        allowed += constraint.allows(check) ? 1 : 0;
        slowest = Math.max(slowest, System.nanoTime() - before);
      }
      long end = System.nanoTime();
      boolean whole = new GrammarConstraint(grammar).allowsEnd(text);
      long read = System.nanoTime();
      if (!whole) {
        throw new IllegalStateException("the text does not match: " + text);
      }
      if (i >= 0) {
        means[i] = (end - start) / 1e3 / checks.size();
        worst[i] = slowest / 1e3;
        wholes[i] = (read - end) / 1e3;
      }
    }
    System.out.println(
        name
            + ": "
            + text.length()
            + " characters, "
            + checks.size()
            + " checks, allowed "
            + allowed);
    say("a check, mean of a round", means);
    say("a round's slowest check", worst);
    say("the whole text at once", wholes);
  }

  private static List<String> checks(String text) {
    Random random = new Random(1);
    List<String> checks = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      String known = text.substring(0, at);
      for (int i = 0; i < TRIED; i++) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(6));
        checks.add(known + text.substring(from, to));
      }
      at = Math.min(text.length(), at + 1 + random.nextInt(6));
      checks.add(text.substring(0, at));
    }
    return checks;
  }

  private static void say(String what, double[] microseconds) {
    Arrays.sort(microseconds);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: median %.1f us (%.1f to %.1f, %d rounds)",
            what,
            microseconds[microseconds.length / 2],
            microseconds[0],
            microseconds[microseconds.length - 1],
            microseconds.length));
  }
}
