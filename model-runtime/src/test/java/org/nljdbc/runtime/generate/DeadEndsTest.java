package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;

/**
 * Whoever asks the same for several answers gets what he would get first, without the dead ends.
 */
class DeadEndsTest {

  private static final String MODEL = "untied-bf16";
  private static final Prompt UNUSED =
      new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "see the tokens")), "");

  private ModelFiles files;
  private Generator generator;

  /** Forbids texts without any pattern, so that answers come to places where nothing is allowed. */
  private static final class Whims implements AnswerConstraint {
    private final int seed;
    private final double share;

    Whims(int seed, double share) {
      this.seed = seed;
      this.share = share;
    }

    @Override
    public boolean allows(String answer) {
      return new Random(answer.hashCode() * 31L + seed).nextDouble() >= share;
    }

    @Override
    public boolean allowsEnd(String answer) {
      return allows(answer);
    }
  }

  @BeforeEach
  void open() throws Exception {
    files = ModelFiles.open(TinyFiles.path(MODEL));
    InferenceThread thread = new InferenceThread("dead ends", 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), Numerics.INT8);
    GeneratorOptions options = new GeneratorOptions(400, 8, 1 << 20, 512L << 20, true);
    generator =
        new Generator(
            thread, decoder, files.tokenizer().tokenizer(), options, null, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    generator.close();
    files.close();
  }

  private Generation generate(int seed, int candidates, AnswerConstraint constraint)
      throws Exception {
    int[] prompt = new Random(seed).ints(70, 0, 430).toArray();
    GenerationRequest request =
        GenerationRequest.builder(UNUSED, 24).candidates(candidates).constraint(constraint).build();
    return generator.generate(prompt, 0, request, Cancellation.NEVER, AnswerListener.NONE);
  }

  @Test
  void severalAnswersAreThoseOfWhoAsksFirst() throws Exception {
    int shorter = 0;
    int strayed = 0;
    for (int seed = 0; seed < 40; seed++) {
      double share = 0.2 + 0.02 * seed;
      Generation fresh = generate(seed, 4, new Whims(seed, share));
      Whims rules = new Whims(seed, share); // not the same rules for all the runtime knows
      assertEquals(fresh.best(), generate(seed, 1, rules).best());
      Generation again = generate(seed, 4, rules);
      Generation oncemore = generate(seed, 4, rules);
      assertEquals(fresh.candidates(), again.candidates(), "seed " + seed);
      assertEquals(fresh.candidates(), oncemore.candidates(), "seed " + seed);
      shorter += again.statistics().steps() < fresh.statistics().steps() ? 1 : 0;
      strayed += fresh.best().unconstrained() ? 1 : 0;
    }
    assertTrue(shorter > 10, "shorter " + shorter);
    assertTrue(strayed > 0 && strayed < 40, "strayed " + strayed);
  }

  @Test
  void whatLiesBehindATurnIsForgotten() {
    DeadEnds deadEnds = new DeadEnds();
    deadEnds.add(List.of(1, 2, 3, 4, 5), 3);
    deadEnds.add(List.of(1, 2, 3, 9), 3);
    deadEnds.add(List.of(1, 2, 3, 8, 7), 4);
    assertEquals(Map.of(3, Set.of(4, 9), 4, Set.of(7)), deadEnds.tokens());
    deadEnds.add(List.of(1, 2, 3, 8, 6), 1);
    assertEquals(Map.of(1, Set.of(2)), deadEnds.tokens());
    assertEquals(4, deadEnds.answers().size());
  }

  @Test
  void aKnownAnswerIsGoneThroughWithoutItsDeadEnds() {
    TokenStep dead = new TokenStep(4, -0.1, List.of());
    TokenStep taken = new TokenStep(9, -3, List.of());
    DeadEnds deadEnds = new DeadEnds();
    assertEquals(List.of(taken), deadEnds.without(2, Set.of(4), List.of(dead, taken)));
    assertEquals(Map.of(2, Set.of(4)), deadEnds.tokens());
    assertEquals(List.of(dead), deadEnds.without(3, Set.of(4), List.of(dead)));
    assertEquals(Map.of(2, Set.of(4)), deadEnds.tokens());
  }
}
