package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Prompt;

/** Beginnings of prompts that are read while nobody asks. */
class ReadAheadTest {

  private static final String MODEL = "untied-bf16";
  private static final String THREAD = "ahead-test";
  private static final int CONTEXT = 700;
  private static final int BLOCKS = 10;
  private static final GenerationRequest REQUEST =
      GenerationRequest.greedy(
          new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "see the tokens")), ""),
          12,
          List.of());

  private final int[] prompt = new Random(5).ints(BLOCKS * Decoder.BLOCK + 30, 0, 430).toArray();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private ModelFiles files;
  private Generator generator;

  @BeforeEach
  void open() throws LanguageModelException {
    files = ModelFiles.open(TinyFiles.path(MODEL));
    generator = generator(8 << 20);
  }

  @AfterEach
  void close() {
    generator.close();
    files.close();
    pool.shutdown();
  }

  private Generator generator(long prefixBytes) throws LanguageModelException {
    InferenceThread thread = new InferenceThread(THREAD, 1);
    Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), Numerics.INT8);
    GeneratorOptions options = new GeneratorOptions(CONTEXT, 4, prefixBytes, 64L << 20, true);
    return new Generator(
        thread, decoder, files.tokenizer().tokenizer(), options, null, Clock.systemUTC());
  }

  private Generation ask(int[] ids) throws LanguageModelException {
    return ask(ids, Cancellation.NEVER);
  }

  private Generation ask(int[] ids, Cancellation cancellation) throws LanguageModelException {
    return generator.generate(ids, 0, REQUEST, cancellation, AnswerListener.NONE);
  }

  private static boolean onInferenceThread() {
    return Thread.currentThread().getName().equals(THREAD);
  }

  @Test
  void aPromptGoesOnWhereItsBeginningEnds() throws Exception {
    Generation cold = ask(prompt);
    assertEquals(0, cold.reusedTokens());
    generator.close();
    generator = generator(8 << 20);
    generator.readAhead(prompt, 0, Cancellation.NEVER);
    Generation warm = ask(prompt);
    assertEquals(BLOCKS * Decoder.BLOCK, warm.reusedTokens());
    assertEquals(cold.best(), warm.best());
    generator.readAhead(prompt, 0, Cancellation.NEVER);
    assertEquals(warm.best(), ask(prompt).best());
  }

  @Test
  void aRequestThatComesMeanwhileGoesFirst() throws Exception {
    int[] other = new Random(6).ints(200, 0, 430).toArray();
    Generation alone = ask(other);
    generator.close();
    generator = generator(8 << 20);
    AtomicInteger blocks = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(1);
    CountDownLatch submitted = new CountDownLatch(1);
    // Between two blocks, on the inference thread: by then the request is waiting.
    Cancellation between =
        () -> {
          if (onInferenceThread() && blocks.incrementAndGet() == 3) {
            third.countDown();
            await(submitted);
          }
          return false;
        };
    Future<?> ahead =
        pool.submit(
            () -> {
              generator.readAhead(prompt, 0, between);
              return true;
            });
    await(third);
    AtomicInteger polls = new AtomicInteger();
    AtomicInteger readMeanwhile = new AtomicInteger();
    Generation meanwhile =
        ask(
            other,
            () -> {
              // The first is before it is handed over.
              if (!onInferenceThread() && polls.incrementAndGet() == 2) {
                submitted.countDown();
              }
              if (onInferenceThread()) {
                readMeanwhile.set(blocks.get());
              }
              return false;
            });
    assertEquals(alone.best(), meanwhile.best());
    ahead.get();
    assertEquals(3, readMeanwhile.get(), "blocks begun by the time of the answer's last token");
    assertTrue(blocks.get() > BLOCKS, blocks + " blocks in the end");
    assertEquals(BLOCKS * Decoder.BLOCK, ask(prompt).reusedTokens());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsCancelledEndsAfterABlock() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicInteger blocks = new AtomicInteger();
    generator.readAhead(
        prompt,
        0,
        () -> {
          if (onInferenceThread() && blocks.incrementAndGet() == 3) {
            cancelled.set(true);
          }
          return cancelled.get();
        });
    assertEquals(3, blocks.get());
    assertEquals(2 * Decoder.BLOCK, ask(prompt).reusedTokens());
    generator.readAhead(prompt, 0, () -> true);
  }

  @Test
  void aThreadThatIsInterruptedNoLongerWaits() throws Exception {
    Thread.currentThread().interrupt();
    generator.readAhead(prompt, 0, Cancellation.NEVER);
    assertTrue(Thread.interrupted());
    assertTrue(ask(prompt).reusedTokens() < BLOCKS * Decoder.BLOCK);
  }

  @Test
  void whatMemoryHasNoRoomForIsGivenUp() throws Exception {
    for (long bytes : new long[] {0, 100_000}) {
      generator.close();
      generator = generator(bytes);
      generator.readAhead(prompt, 0, Cancellation.NEVER);
      assertTrue(ask(prompt).reusedTokens() < BLOCKS * Decoder.BLOCK, bytes + " bytes");
    }
  }

  @Test
  void whatIsTooShortOrTooLongIsNotRead() throws Exception {
    Cancellation never =
        () -> {
          assertTrue(!onInferenceThread(), "nothing is to be done there");
          return false;
        };
    generator.readAhead(new int[Decoder.BLOCK - 1], 0, never);
    generator.readAhead(new int[CONTEXT], 0, never);
  }

  @Test
  void theModelsEndEndsIt() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    AtomicInteger blocks = new AtomicInteger();
    Future<?> ahead =
        pool.submit(
            () -> {
              generator.readAhead(
                  prompt,
                  0,
                  () -> {
                    if (onInferenceThread() && blocks.incrementAndGet() == 2) {
                      second.countDown();
                    }
                    return false;
                  });
              return true;
            });
    await(second);
    generator.close();
    try {
      ahead.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      assertEquals(
          Kind.CANCELLED, InferenceThread.explain(Objects.requireNonNull(e.getCause())).kind());
    }
    LanguageModelException closed =
        assertThrows(
            LanguageModelException.class, () -> generator.readAhead(prompt, 0, Cancellation.NEVER));
    assertEquals(Kind.CANCELLED, closed.kind());
  }

  @Test
  void manyAtOnceAreReadOrRefusedAndDisturbNoRequest() throws Exception {
    Generation alone = ask(prompt);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int[] other = new Random(100 + i).ints(130, 0, 430).toArray();
      all.add(
          pool.submit(
              () -> {
                generator.readAhead(other, 0, Cancellation.NEVER);
                return true;
              }));
      assertEquals(alone.best(), ask(prompt).best());
    }
    for (Future<Boolean> each : all) {
      assertTrue(each.get());
    }
  }
}
