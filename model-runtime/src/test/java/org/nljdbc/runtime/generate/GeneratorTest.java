package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

class GeneratorTest {

  private static final String MODEL = "untied-bf16";
  private static final int CONTEXT = 400;
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
    generator = generator(GeneratorOptions.MAX_REQUESTS, 1 << 20, Numerics.INT8);
  }

  @AfterEach
  void close() {
    generator.close();
    files.close();
  }

  private Generator generator(int maxRequests, long prefixBytes, Numerics numerics)
      throws LanguageModelException {
    InferenceThread thread = new InferenceThread("generator", 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), numerics);
    GeneratorOptions options =
        new GeneratorOptions(CONTEXT, maxRequests, prefixBytes, 512L << 20, true);
    return new Generator(thread, decoder, tokenizer, options, null, Clock.systemUTC());
  }

  private static GenerationRequest request(int candidates, int maxTokens, String... stops) {
    return wanting(candidates, maxTokens).stop(List.of(stops)).build();
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

  @Test
  void greedyTokensAreThoseOfTransformers() throws Exception {
    generator.close();
    generator = generator(4, 1 << 20, Numerics.FLOAT32);
    for (TinyModels.Expected expected : TinyModels.expected(MODEL)) {
      int count = expected.greedy().length;
      if (Arrays.stream(expected.greedy()).anyMatch(tokenizer.stopIds()::contains)) {
        continue;
      }
      Candidate best = generate(expected.ids(), request(1, count)).best();
      assertEquals(tokenizer.decode(expected.greedy()), best.text());
      assertEquals(count, best.tokens());
      assertEquals(Candidate.Finish.LENGTH, best.finish());
      assertTrue(best.logProbability() < 0);
    }
  }

  @Test
  void reuseOfAPrefixChangesNothingButTheCount() throws Exception {
    Generation first = generate(prompt, request(1, 24));
    assertEquals(0, first.reusedTokens());
    assertEquals(200, first.promptTokens());
    int[] other = prompt.clone();
    other[150]++;
    Generation changed = generate(other, request(1, 24));
    assertEquals(120, changed.reusedTokens());
    Generation again = generate(prompt, request(1, 24));
    assertEquals(180, again.reusedTokens());
    assertEquals(first.best(), again.best());
    generator.close();
    generator = generator(4, 0, Numerics.INT8);
    assertEquals(changed.best(), generate(other, request(1, 24)).best());
    assertEquals(first.best(), generate(prompt, request(1, 24)).best());
  }

  @Test
  void candidatesDifferAndTheFirstIsTheGreedyOne() throws Exception {
    Generation one = generate(prompt, request(1, 12));
    Generation four = generate(prompt, request(4, 12));
    assertEquals(one.best(), four.best());
    Set<String> texts = new HashSet<>();
    four.candidates().forEach(candidate -> texts.add(candidate.text()));
    assertEquals(four.candidates().size(), texts.size());
    assertTrue(four.candidates().size() > 1);
    for (int i = 2; i < four.candidates().size(); i++) {
      assertTrue(
          four.candidates().get(i - 1).logProbability()
              >= four.candidates().get(i).logProbability());
    }
    assertEquals(four.candidates(), generate(prompt, request(4, 12)).candidates());
    assertTrue(four.generatedTokens() > one.generatedTokens());
    assertEquals(one.best(), generate(prompt, request(1, 12)).best());
  }

  @Test
  void aStopStringEndsTheAnswerAcrossTokenBorders() throws Exception {
    String text = generate(prompt, request(1, 24)).best().text();
    assertTrue(text.length() > 12, text);
    for (int at = 2; at + 5 < text.length(); at += 3) {
      String stop = text.substring(at, at + 5);
      Candidate cut = generate(prompt, request(1, 24, "not in it", stop)).best();
      assertEquals(text.substring(0, text.indexOf(stop)), cut.text());
      assertEquals(Candidate.Finish.STOP, cut.finish());
    }
  }

  @Test
  void theContextBoundsTheAnswer() throws Exception {
    int[] ids = new Random(5).ints(CONTEXT - 5, 0, 430).toArray();
    Candidate best = generate(ids, request(2, 100)).best();
    assertTrue(best.tokens() <= 5);
    int[] full = new int[CONTEXT];
    LanguageModelException tooLong =
        assertThrows(LanguageModelException.class, () -> generate(full, request(1, 1)));
    assertEquals(Kind.TOO_LONG, tooLong.kind());
    assertTrue(String.valueOf(tooLong.getMessage()).contains("400"), tooLong.toString());
    assertThrows(IllegalArgumentException.class, () -> generate(new int[0], request(1, 1)));
  }

  @Test
  void isCancelledBeforeItStartsAndWithinAToken() throws Exception {
    LanguageModelException before =
        assertThrows(
            LanguageModelException.class, () -> generate(prompt, request(1, 100), () -> true));
    assertEquals(Kind.CANCELLED, before.kind());
    Candidate whole = generate(prompt, request(1, 50)).best();
    for (int polls = 1; polls < 12; polls += 2) {
      AtomicInteger left = new AtomicInteger(polls);
      LanguageModelException within =
          assertThrows(
              LanguageModelException.class,
              () -> generate(prompt, request(3, 150), () -> left.getAndDecrement() <= 0));
      assertEquals(Kind.CANCELLED, within.kind());
    }
    assertEquals(whole, generate(prompt, request(1, 50)).best());
  }

  @Test
  void endsAtTheDeadline() {
    GenerationRequest past = wanting(1, 100).deadline(Instant.now().minusMillis(1)).build();
    LanguageModelException late =
        assertThrows(LanguageModelException.class, () -> generate(prompt, past));
    assertEquals(Kind.DEADLINE, late.kind());
    GenerationRequest future = wanting(1, 5).deadline(Instant.now().plusSeconds(600)).build();
    assertTrue(
        org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> generate(prompt, future))
                .best()
                .tokens()
            > 0);
  }

  @Test
  void manyCallersGetWhatOneWouldGet() throws Exception {
    int callers = 12;
    List<Generation> alone = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      alone.add(generate(promptOf(i), request(1 + i % 3, 8)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Generation>> together = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        together.add(pool.submit(() -> generate(promptOf(caller), request(1 + caller % 3, 8))));
      }
      for (int i = 0; i < callers; i++) {
        assertEquals(alone.get(i).candidates(), together.get(i).get().candidates());
      }
    } finally {
      pool.shutdown();
    }
  }

  private static @Nullable Kind kindOf(ExecutionException failure) {
    return failure.getCause() instanceof LanguageModelException cause ? cause.kind() : null;
  }

  private int[] promptOf(int caller) {
    int[] ids = prompt.clone();
    ids[10 * caller] = (ids[10 * caller] + 1) % 430;
    return ids;
  }

  @Test
  void refusesMoreThanItsPlacesAndTakesBackWhoWaits() throws Exception {
    generator.close();
    generator = generator(2, 0, Numerics.INT8);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger polls = new AtomicInteger();
    Cancellation blocking =
        () -> {
          // Whoever waits for the answer asks, too; only the model's own thread is to stand still.
          boolean model = Thread.currentThread().getName().equals("generator");
          if (model && polls.incrementAndGet() == 2) {
            running.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return false;
        };
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<Generation> first = pool.submit(() -> generate(prompt, request(1, 4), blocking));
      running.await();
      CountDownLatch waiting = new CountDownLatch(3);
      AtomicInteger giveUp = new AtomicInteger();
      Future<Generation> second =
          pool.submit(
              () ->
                  generate(
                      prompt,
                      request(1, 4),
                      () -> {
                        waiting.countDown();
                        return giveUp.get() > 0;
                      }));
      waiting.await();
      LanguageModelException overloaded =
          assertThrows(LanguageModelException.class, () -> generate(prompt, request(1, 4)));
      assertEquals(Kind.OVERLOADED, overloaded.kind());
      giveUp.set(1);
      ExecutionException taken = assertThrows(ExecutionException.class, second::get);
      assertEquals(Kind.CANCELLED, kindOf(taken));
      goOn.countDown();
      assertEquals(4, first.get().best().tokens());
      assertEquals(4, generate(prompt, request(1, 4)).best().tokens());
    } finally {
      goOn.countDown();
      pool.shutdown();
    }
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(4);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Generation> request =
          pool.submit(
              () ->
                  generate(
                      prompt,
                      request(8, 190),
                      () -> {
                        running.countDown();
                        return false;
                      }));
      running.await();
      generator.close();
      ExecutionException ended = assertThrows(ExecutionException.class, request::get);
      assertEquals(Kind.CANCELLED, kindOf(ended));
      LanguageModelException closed =
          assertThrows(LanguageModelException.class, () -> generate(prompt, request(1, 1)));
      assertEquals(Kind.CANCELLED, closed.kind());
      generator.close();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void differentPromptsGiveDifferentAnswers() throws Exception {
    int[] other = new Random(4).ints(200, 0, 430).toArray();
    assertNotEquals(
        generate(prompt, request(1, 12)).best(), generate(other, request(1, 12)).best());
  }

  private Candidate constrained(int candidates, AnswerConstraint constraint) throws Exception {
    return generate(prompt, wanting(candidates, 30).constraint(constraint).build()).best();
  }

  private static AnswerConstraint allowing(Predicate<String> allowed) {
    return new AnswerConstraint() {
      @Override
      public boolean allows(String answer) {
        return allowed.test(answer);
      }

      @Override
      public boolean allowsEnd(String answer) {
        return allowed.test(answer);
      }
    };
  }

  @Test
  void theLikeliestAllowedTokenIsTaken() throws Exception {
    String free = generate(prompt, request(1, 30)).best().text();
    char common = free.charAt(free.length() / 2);
    assertTrue(free.indexOf(common) >= 0);
    for (int candidates : new int[] {1, 3}) {
      Candidate best = constrained(candidates, allowing(text -> text.indexOf(common) < 0));
      assertFalse(best.text().isEmpty());
      assertEquals(-1, best.text().indexOf(common), best.text());
    }
  }

  @Test
  void anAnswerThatComesToADeadEndGoesBack() throws Exception {
    String free = generate(prompt, request(1, 30)).best().text();
    String begin = free.substring(0, 5);
    Candidate best =
        constrained(1, allowing(text -> !text.startsWith(begin) || begin.equals(text)));
    assertFalse(best.text().startsWith(begin), best.text());
    assertEquals(30, best.tokens());
  }

  @Test
  void aConstraintThatAllowsNothingStepsAsideAndTheAnswerStaysShort() throws Exception {
    Candidate free = generate(prompt, request(1, 60)).best();
    Candidate best =
        generate(prompt, wanting(1, 60).constraint(allowing(text -> false)).build()).best();
    assertTrue(free.text().startsWith(best.text()), best.text());
    assertEquals(40, best.tokens());
    assertEquals(Candidate.Finish.LENGTH, best.finish());
  }

  @Test
  void aStopStringEndsAnAnswerOnlyWhereItMayEnd() throws Exception {
    String free = generate(prompt, request(1, 30)).best().text();
    String stop = free.substring(6, 7);
    AnswerConstraint never =
        new AnswerConstraint() {
          @Override
          public boolean allows(String answer) {
            return true;
          }

          @Override
          public boolean allowsEnd(String answer) {
            return false;
          }
        };
    Candidate best =
        generate(prompt, wanting(1, 30).stop(List.of(stop)).constraint(never).build()).best();
    assertEquals(30, best.tokens());
    assertEquals(-1, best.text().indexOf(stop), best.text());
  }
}
