package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Sampling;
import org.nljdbc.spi.TokenScore;

/** Many requests at once, drawing at random, guessing, and telling of an answer while it grows. */
class SchedulerTest {

  private static final String MODEL = "untied-bf16";
  private static final int CONTEXT = 700;
  private static final Prompt UNUSED =
      new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "see the tokens")), "");

  private final int[] prompt = new Random(3).ints(200, 0, 430).toArray();
  private ModelFiles files;
  private Tokenizer tokenizer;
  private Generator generator;

  @BeforeEach
  void open() throws LanguageModelException {
    files = ModelFiles.open(TinyFiles.path(MODEL));
    tokenizer = files.tokenizer().tokenizer();
    generator = generator(512L << 20, true);
  }

  @AfterEach
  void close() {
    generator.close();
    files.close();
  }

  private Generator generator(long cacheBytes, boolean guesses) throws LanguageModelException {
    return generator(Numerics.INT8, cacheBytes, guesses);
  }

  private Generator generator(Numerics numerics, long cacheBytes, boolean guesses)
      throws LanguageModelException {
    // One thread: with several, attention of heads as narrow as this model's rounds differently
    // by where a thread's scratch memory begins.
    InferenceThread thread = new InferenceThread("scheduler", 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), numerics);
    GeneratorOptions options = new GeneratorOptions(CONTEXT, 300, 1 << 20, cacheBytes, guesses);
    return new Generator(thread, decoder, tokenizer, options, null, Clock.systemUTC());
  }

  private static GenerationRequest.Builder wanting(int candidates, int maxTokens) {
    return GenerationRequest.builder(UNUSED, maxTokens).candidates(candidates);
  }

  private Generation generate(int[] ids, GenerationRequest request) throws LanguageModelException {
    return generate(ids, request, Cancellation.NEVER);
  }

  private Generation generate(int[] ids, GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    return generator.generate(ids, 0, request, cancellation, AnswerListener.NONE);
  }

  /** Greedy, branching and drawn answers, to prompts long and short. */
  private static GenerationRequest mixed(int i) {
    GenerationRequest.Builder request = wanting(1 + i % 4, 6 + i % 9).scores(i % 3);
    return i % 5 == 4 ? request.sampling(Sampling.of(1.5, i)).build() : request.build();
  }

  private int[] mixedPrompt(int i) {
    Random random = new Random(i);
    int[] ids = new int[20 + random.nextInt(400)];
    for (int at = 0; at < ids.length; at++) {
      ids[at] = i % 2 == 0 && at < prompt.length ? prompt[at] : random.nextInt(430);
    }
    ids[ids.length - 1] = i % 430;
    return ids;
  }

  private void manyAtOnceGetWhatEachWouldGetAlone(int count) throws Exception {
    List<List<Candidate>> alone = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      alone.add(generate(mixedPrompt(i), mixed(i)).candidates());
    }
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Generation>> together = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int caller = i;
        together.add(
            pool.submit(
                () -> {
                  start.await();
                  return generate(mixedPrompt(caller), mixed(caller));
                }));
      }
      start.countDown();
      for (int i = 0; i < count; i++) {
        assertEquals(alone.get(i), together.get(i).get().candidates(), "request " + i);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void twoHundredAtOnceGetWhatEachWouldGetAlone() throws Exception {
    manyAtOnceGetWhatEachWouldGetAlone(200);
  }

  @Test
  void soTheyDoWhereTheCacheHasRoomForFew() throws Exception {
    generator.close();
    // Room for about two rows of the longest prompts.
    generator = generator(2L * 1024 * 4 * 64 * 8, true);
    manyAtOnceGetWhatEachWouldGetAlone(24);
  }

  @Test
  void guessesChangeNothingButTheNumberOfSteps() throws Exception {
    // A prompt that repeats itself, so that the model's own repetitions can be guessed.
    int[] repeating = new int[240];
    for (int i = 0; i < repeating.length; i++) {
      repeating[i] = prompt[i % 12];
    }
    List<Generation> with = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      with.add(generate(varied(repeating, i), wanting(1 + i % 3, 60).build()));
    }
    generator.close();
    generator = generator(512L << 20, false);
    int accepted = 0;
    for (int i = 0; i < 8; i++) {
      Generation plain = generate(varied(repeating, i), wanting(1 + i % 3, 60).build());
      Generation guessed = with.get(i);
      assertEquals(plain.candidates(), guessed.candidates());
      assertEquals(0, plain.statistics().drafted());
      int least = plain.statistics().steps() - guessed.statistics().accepted();
      int steps = guessed.statistics().steps();
      if (i % 3 == 0) {
        assertEquals(least, steps);
      } else { // several answers take a step together, so that not every token saves one
        assertTrue(least <= steps && steps <= plain.statistics().steps(), "steps: " + steps);
      }
      assertTrue(guessed.statistics().accepted() <= guessed.statistics().drafted());
      accepted += guessed.statistics().accepted();
    }
    assertTrue(accepted > 0, "no guess was right");
  }

  @Test
  void anAnswerThatIsKnownIsReadAgainInOneStep() throws Exception {
    GenerationRequest one = wanting(1, 40).build();
    Generation first = generate(prompt, one);
    assertTrue(first.statistics().steps() > 10, "the answer is too short to tell");
    Generation again = generate(prompt, one);
    assertEquals(first.candidates(), again.candidates());
    assertEquals(1, again.statistics().steps());
    Generation several = generate(prompt, wanting(4, 40).build());
    assertEquals(first.best(), several.best());
    generator.close();
    generator = generator(512L << 20, false);
    Generation plain = generate(prompt, wanting(4, 40).build());
    assertEquals(plain.candidates(), several.candidates());
    assertTrue(
        several.statistics().steps() <= plain.statistics().steps() - first.statistics().steps() + 1,
        several.statistics() + " where it was " + plain.statistics());
  }

  @Test
  void whatIsKnownIsReadInShorterStepsWhileOthersWait() throws Exception {
    GenerationRequest one = wanting(1, 40).build();
    Generation first = generate(prompt, one);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      // The other may be over too soon where this thread is given no time.
      for (int tries = 0; tries < 5; tries++) {
        int[] others = varied(prompt, 100 + tries);
        CountDownLatch generating = new CountDownLatch(1);
        Future<Generation> other =
            pool.submit(
                () ->
                    generator.generate(
                        others,
                        0,
                        wanting(1, 480).build(),
                        Cancellation.NEVER,
                        text -> generating.countDown()));
        generating.await();
        Generation again = generate(prompt, one);
        boolean shared = !other.isDone();
        other.get();
        assertEquals(first.candidates(), again.candidates());
        if (shared) {
          int steps = again.statistics().steps();
          assertTrue(steps >= 4, steps + " steps for 40 tokens, twelve of all requests in each");
          assertTrue(steps < first.statistics().steps(), "" + steps);
          return;
        }
      }
      throw new AssertionError("never did two requests generate at once");
    } finally {
      pool.shutdown();
    }
  }

  /** On the processor its attention is that of an accelerator without a flash kernel. */
  @Test
  void withoutFlashAttentionWhatIsKnownIsReadInShortSteps() throws Exception {
    generator.close();
    generator = generator(Numerics.BFLOAT16, 512L << 20, true);
    GenerationRequest one = wanting(1, 40).build();
    Generation first = generate(prompt, one);
    Generation again = generate(prompt, one);
    assertEquals(first.best().text(), again.best().text());
    int steps = again.statistics().steps();
    assertTrue(steps >= 10, steps + " steps for 40 tokens, four in each");
    assertTrue(steps < first.statistics().steps(), "" + steps);
  }

  @Test
  void whatIsKnownDoesNotHoldWhereSomethingElseIsAllowed() throws Exception {
    String first = generate(prompt, wanting(1, 40).build()).best().text();
    GenerationRequest other = wanting(3, 40).constraint(new Without(first.charAt(10))).build();
    Generation guessed = generate(prompt, other);
    assertNotEquals(first, guessed.best().text());
    generator.close();
    generator = generator(512L << 20, false);
    assertEquals(generate(prompt, other).candidates(), guessed.candidates());
  }

  /** Forbids a character. */
  private record Without(char forbidden) implements AnswerConstraint {
    @Override
    public boolean allows(String text) {
      return text.indexOf(forbidden) < 0;
    }

    @Override
    public boolean allowsEnd(String text) {
      return allows(text);
    }
  }

  private static int[] varied(int[] ids, int i) {
    int[] varied = ids.clone();
    varied[5] = i;
    return varied;
  }

  @Test
  void theSameSeedDrawsTheSameAnswersAndAnotherOneOthers() throws Exception {
    GenerationRequest first = wanting(4, 20).sampling(Sampling.of(1.2, 7)).build();
    List<Candidate> drawn = generate(prompt, first).candidates();
    assertEquals(4, drawn.size());
    assertEquals(drawn, generate(prompt, first).candidates());
    GenerationRequest other = wanting(4, 20).sampling(Sampling.of(1.2, 8)).build();
    assertNotEquals(drawn, generate(prompt, other).candidates());
    assertNotEquals(drawn.get(0).text(), drawn.get(1).text());
    // An answer does not depend on how many others were asked for.
    GenerationRequest one = wanting(1, 20).sampling(Sampling.of(1.2, 7)).build();
    assertEquals(drawn.get(0), generate(prompt, one).best());
  }

  @Test
  void narrowSamplingIsGreedy() throws Exception {
    Candidate greedy = generate(prompt, wanting(1, 20).build()).best();
    List<Sampling> narrow =
        List.of(
            new Sampling(1, 1, 1, 0, 5, false),
            new Sampling(1, 64, 1e-9, 0, 5, false),
            new Sampling(1, 64, 1, 1, 5, false),
            new Sampling(1e-4, 64, 1, 0, 5, false));
    for (Sampling sampling : narrow) {
      assertEquals(
          greedy,
          generate(prompt, wanting(1, 20).sampling(sampling).build()).best(),
          "" + sampling);
    }
    Sampling wide = new Sampling(2, 64, 1, 0, 5, true);
    List<Candidate> drawn = generate(prompt, wanting(3, 20).sampling(wide).build()).candidates();
    assertEquals(greedy, drawn.get(0));
    assertNotEquals(greedy, drawn.get(1));
  }

  @Test
  void drawnTokensFollowTheirProbabilities() throws Exception {
    GenerationRequest greedy = wanting(1, 1).scores(20).build();
    TokenScore step = generate(prompt, greedy).best().scores().get(0);
    double expected = Math.exp(step.likeliest().get(0).logProbability());
    int hits = 0;
    int draws = 1600;
    for (int seed = 0; seed < draws / 8; seed++) {
      GenerationRequest request = wanting(8, 1).sampling(Sampling.of(1, seed)).build();
      for (Candidate candidate : generate(prompt, request).candidates()) {
        double drawn = candidate.logProbability();
        hits += Math.abs(drawn - step.likeliest().get(0).logProbability()) < 1e-12 ? 1 : 0;
      }
    }
    // The 64 likeliest of 430 tokens are drawn from: so the share is a little above the
    // probability, and five standard deviations are allowed on either side.
    double share = hits / (double) draws;
    double deviation = Math.sqrt(expected * (1 - expected) / draws);
    assertTrue(share > expected - 5 * deviation, share + " of " + expected);
    assertTrue(share < 4 * expected + 5 * deviation, share + " of " + expected);
  }

  @Test
  void constrainedDrawsStayWithinTheConstraint() throws Exception {
    String free = generate(prompt, wanting(1, 30).build()).best().text();
    char common = free.charAt(free.length() / 2);
    AnswerConstraint without =
        new AnswerConstraint() {
          @Override
          public boolean allows(String answer) {
            return answer.indexOf(common) < 0;
          }

          @Override
          public boolean allowsEnd(String answer) {
            return allows(answer);
          }
        };
    GenerationRequest request =
        wanting(4, 30).sampling(Sampling.of(1, 3)).constraint(without).build();
    for (Candidate candidate : generate(prompt, request).candidates()) {
      if (!candidate.unconstrained()) {
        assertEquals(-1, candidate.text().indexOf(common), candidate.text());
      }
    }
  }

  @Test
  void scoresTellOfEveryToken() throws Exception {
    Candidate candidate = generate(prompt, wanting(1, 16).scores(5).build()).best();
    assertEquals(candidate.tokens(), candidate.scores().size());
    StringBuilder text = new StringBuilder();
    double sum = 0;
    for (TokenScore score : candidate.scores()) {
      text.append(score.text());
      sum += score.logProbability();
      assertEquals(5, score.likeliest().size());
      assertEquals(score.logProbability(), score.likeliest().get(0).logProbability());
    }
    assertTrue(candidate.text().startsWith(text.toString()), text + " / " + candidate.text());
    assertEquals(candidate.logProbability(), sum, 1e-9);
    assertTrue(generate(prompt, wanting(1, 16).build()).best().scores().isEmpty());
  }

  @Test
  void aListenerHearsTheAnswerInOrderAndNothingTwice() throws Exception {
    String whole = generate(prompt, wanting(1, 40).build()).best().text();
    String stop = whole.substring(whole.length() - 9, whole.length() - 2);
    for (List<String> stops : List.of(List.<String>of(), List.of(stop), List.of("\u0001"))) {
      List<String> heard = new ArrayList<>();
      GenerationRequest request = wanting(2, 40).stop(stops).build();
      Generation generation =
          generator.generate(prompt, 0, request, Cancellation.NEVER, heard::add);
      assertEquals(generation.best().text(), String.join("", heard));
      assertTrue(heard.stream().noneMatch(String::isEmpty));
    }
  }

  @Test
  void aListenerThatFailsEndsItsRequestOnly() throws Exception {
    AnswerListener failing =
        text -> {
          throw new IllegalStateException("gone");
        };
    GenerationRequest request = wanting(1, 200).build();
    assertThrows(
        IllegalStateException.class,
        () -> generator.generate(prompt, 0, request, Cancellation.NEVER, failing));
    assertEquals(8, generate(prompt, wanting(1, 8).build()).best().tokens());
  }

  @Test
  void aConstraintThatFailsEndsItsRequestOnly() throws Exception {
    AnswerConstraint failing =
        new AnswerConstraint() {
          @Override
          public boolean allows(String answer) {
            throw new IllegalStateException("cannot tell");
          }

          @Override
          public boolean allowsEnd(String answer) {
            return true;
          }
        };
    List<Candidate> alone = generate(prompt, wanting(2, 60).build()).candidates();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Generation> other = pool.submit(() -> generate(prompt, wanting(2, 60).build()));
      for (int i = 0; i < 5; i++) {
        LanguageModelException failed =
            assertThrows(
                LanguageModelException.class,
                () -> generate(prompt, wanting(1, 5).constraint(failing).build()));
        assertEquals(Kind.FAILED, failed.kind());
      }
      assertEquals(alone, other.get().candidates());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aThousandCancelsAtRandomMomentsLeaveNothingBehind() throws Exception {
    List<Candidate> expected = generate(prompt, wanting(3, 30).build()).candidates();
    int callers = 8;
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        results.add(pool.submit(() -> cancelOften(caller, 125)));
      }
      int cancelled = 0;
      for (Future<Integer> result : results) {
        cancelled += result.get();
      }
      assertTrue(cancelled > 500, "only " + cancelled + " were cancelled");
    } finally {
      pool.shutdown();
    }
    assertEquals(expected, generate(prompt, wanting(3, 30).build()).candidates());
  }

  private int cancelOften(int caller, int times) throws Exception {
    Random random = new Random(caller);
    int cancelled = 0;
    for (int i = 0; i < times; i++) {
      AtomicInteger polls = new AtomicInteger(random.nextInt(25));
      try {
        generate(
            mixedPrompt(random.nextInt(20)),
            wanting(1 + random.nextInt(4), 12).build(),
            () -> polls.getAndDecrement() <= 0);
      } catch (LanguageModelException e) {
        assertEquals(Kind.CANCELLED, e.kind());
        cancelled++;
      }
    }
    return cancelled;
  }

  @Test
  void whoWaitsForManyRowsIsNotOvertakenForEver() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      AtomicInteger served = new AtomicInteger();
      AtomicInteger stop = new AtomicInteger();
      List<Future<Integer>> small = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int caller = i;
        small.add(
            pool.submit(
                () -> {
                  while (stop.get() == 0) {
                    generate(mixedPrompt(caller), wanting(4, 10).build());
                    served.incrementAndGet();
                  }
                  return 0;
                }));
      }
      while (served.get() < 10) {
        Thread.sleep(5);
      }
      int before = served.get();
      assertTrue(generate(prompt, wanting(8, 10).build()).candidates().size() > 1);
      // It may be overtaken by those that came before it only.
      assertTrue(served.get() - before < 40, (served.get() - before) + " came first");
      stop.set(1);
      for (Future<Integer> each : small) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      pool.shutdown();
    }
  }
}
