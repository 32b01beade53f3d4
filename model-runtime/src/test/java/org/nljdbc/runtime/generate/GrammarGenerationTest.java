package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.grammar.Gbnf;
import org.nljdbc.runtime.grammar.Grammar;
import org.nljdbc.runtime.grammar.GrammarConstraint;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;

/**
 * A real generator keeps to a grammar. The model is a random one, and its tokens are given texts of
 * this test's: nearly all of the tiny models' own are control tokens and single bytes.
 */
class GrammarGenerationTest {

  private static final String MODEL = "untied-bf16";
  private static final int VOCABULARY = 430;
  private static final String PREFIX = "Numbers: ";
  private static final int PROMPTS = 12;

  private Generator generator;

  @BeforeEach
  void open() throws Exception {
    InferenceThread thread = new InferenceThread("grammar", 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), Numerics.INT8);
    GeneratorOptions options = new GeneratorOptions(400, 8, 1 << 20, 512L << 20, true);
    generator =
        new Generator(
            thread,
            decoder,
            new MadeUpTokens(TEXTS, VOCABULARY, 13),
            options,
            null,
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    generator.close();
  }

  /** Tokens that are numbers, commas, and other things. */
  private static final List<byte[]> TEXTS =
      Stream.of("7", "x", "12", ",", "a,", "2,3", " ", "0", ",,", "é", "one")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  private Generation generate(int seed, GenerationRequest request) throws Exception {
    int[] prompt = new Random(seed).ints(100, 0, VOCABULARY).toArray();
    return generator.generate(prompt, 0, request, Cancellation.NEVER, AnswerListener.NONE);
  }

  @Test
  void answersKeepToAGrammar() throws Exception {
    Prompt unused = new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "")), PREFIX);
    Grammar grammar = Gbnf.parse("root ::= [0-9]+ \",\" [0-9]+");
    int whole = 0;
    for (int seed = 0; seed < PROMPTS; seed++) {
      String free = generate(seed, GenerationRequest.builder(unused, 20).build()).best().text();
      assertFalse(free.matches("[0-9]+,[0-9]+"), free);
      GenerationRequest request =
          GenerationRequest.builder(unused, 20)
              .candidates(3)
              .constraint(new GrammarConstraint(grammar, PREFIX))
              .build();
      for (Candidate each : generate(seed, request).candidates()) {
        assertFalse(each.unconstrained(), each.text());
        boolean stopped = each.finish() == Candidate.Finish.STOP;
        String form = stopped ? "[0-9]+,[0-9]+" : "[0-9]+(,[0-9]*)?";
        assertTrue(each.text().matches(form), each.text());
        whole += stopped ? 1 : 0;
      }
    }
    assertTrue(whole >= PROMPTS, "whole answers: " + whole);
  }
}
