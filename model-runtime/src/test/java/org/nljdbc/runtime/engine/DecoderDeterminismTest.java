package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** With int8 numerics a row's bits depend on nothing but its own tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecoderDeterminismTest {

  private static final int TOP = 64;
  private InferenceThread thread;
  private Decoder decoder;
  private final int[] prompt = new Random(7).ints(290, 0, 430).toArray();

  @BeforeAll
  void start() throws LanguageModelException {
    thread = new InferenceThread("determinism", 2);
    decoder = TinyModels.decoder(thread, TinyFiles.path("untied-bf16"), Numerics.INT8);
    decoder.reserve(4, 400);
  }

  @AfterAll
  void stop() {
    decoder.close();
    thread.close();
  }

  private TopTokens read(int chunk, int row) throws LanguageModelException {
    TopTokens next = TopTokens.NONE;
    for (int start = 0; start < prompt.length; start += chunk) {
      int end = Math.min(prompt.length, start + chunk);
      next = decoder.prefill(Arrays.copyOfRange(prompt, start, end), row, start, TOP);
    }
    return next;
  }

  private static double[] bits(TopTokens tokens, int row) {
    double[] bits = new double[2 * tokens.width()];
    for (int i = 0; i < tokens.width(); i++) {
      bits[2 * i] = tokens.id(row, i);
      bits[2 * i + 1] = tokens.logit(row, i) + tokens.logProbability(row, i);
    }
    return bits;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void cutsAndThreadsChangeNoBit(int threads) throws Exception {
    double[] whole = thread.call(() -> bits(read(300, 0), 0));
    for (int chunk : new int[] {60, 120, 180}) {
      double[] cut =
          thread.call(
              () -> {
                TorchProgram.setThreads(threads);
                return bits(read(chunk, 1), 0);
              });
      assertArrayEquals(whole, cut, 0, chunk + " tokens at a time");
    }
  }

  @Test
  void restoredKeysAndValuesChangeNoBit() throws Exception {
    double[] whole = thread.call(() -> bits(read(120, 0), 0));
    double[] restored =
        thread.call(
            () -> {
              try (Decoder.KeyValues values = decoder.exportKeyValues(0, 0, 240)) {
                assertEquals(240, values.tokens());
                assertEquals(240 * decoder.keyValueBytes(), values.bytes());
                decoder.importKeyValues(2, 0, values);
              }
              return bits(decoder.prefill(Arrays.copyOfRange(prompt, 240, 290), 2, 240, TOP), 0);
            });
    assertArrayEquals(whole, restored, 0);
  }

  @Test
  void keysAndValuesFromBytesChangeNoBit() throws Exception {
    double[] whole = thread.call(() -> bits(read(120, 0), 0));
    double[] restored =
        thread.call(
            () -> {
              try (Decoder.KeyValues values = decoder.exportKeyValues(0, 0, 240)) {
                byte[] bytes = decoder.bytes(values);
                assertEquals(values.bytes(), bytes.length);
                ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
                direct.order(ByteOrder.nativeOrder()).put(bytes).flip();
                decoder.importBytes(3, 0, 240, direct);
                ByteBuffer heap = ByteBuffer.wrap(bytes);
                assertThrows(
                    IllegalArgumentException.class, () -> decoder.importBytes(3, 0, 240, heap));
                assertThrows(
                    IllegalArgumentException.class, () -> decoder.importBytes(3, 0, 239, direct));
              }
              return bits(decoder.prefill(Arrays.copyOfRange(prompt, 240, 290), 3, 240, TOP), 0);
            });
    assertArrayEquals(whole, restored, 0);
  }

  @Test
  void otherRowsOfAStepChangeNoBit() throws Exception {
    thread.call(
        () -> {
          read(120, 0);
          for (int row = 1; row < 4; row++) {
            decoder.copyRow(0, row, 0, 290);
          }
          double[] alone = bits(step(new int[] {17}, new int[] {0}, new int[] {290}), 0);
          TopTokens together =
              step(
                  new int[] {17, 18, 17, 19},
                  new int[] {0, 1, 2, 3},
                  new int[] {290, 290, 290, 290});
          assertEquals(4, together.rows());
          assertArrayEquals(alone, bits(together, 0), 0);
          assertArrayEquals(alone, bits(together, 2), 0);
          TopTokens ragged =
              step(new int[] {5, 17, 9}, new int[] {3, 1, 0}, new int[] {200, 290, 100});
          assertArrayEquals(alone, bits(ragged, 1), 0);
          return true;
        });
  }

  @Test
  void aVerifiedDraftIsWhatSingleStepsGive() throws Exception {
    thread.call(
        () -> {
          read(120, 0);
          decoder.copyRow(0, 1, 0, 290);
          int[] draft = {3, 99, 250};
          double[][] single = new double[3][];
          for (int i = 0; i < 3; i++) {
            single[i] = bits(step(new int[] {draft[i]}, new int[] {0}, new int[] {290 + i}), 0);
          }
          TopTokens verified = step(draft, new int[] {1, 1, 1}, new int[] {290, 291, 292});
          for (int i = 0; i < 3; i++) {
            assertArrayEquals(single[i], bits(verified, i), 0, "token " + i);
          }
          return true;
        });
  }

  /** Drafts of several rows in one step, over the border of what a call of the kernel sees. */
  @Test
  void draftsOfSeveralRowsAreWhatSingleStepsGive() throws Exception {
    thread.call(
        () -> {
          TorchProgram.setThreads(1); // heads of 16 round otherwise with several
          read(120, 0);
          for (int row = 1; row < 4; row++) {
            decoder.copyRow(0, row, 0, 290);
          }
          int[] starts = {254, 290, 253, 250};
          int[] counts = {5, 1, 4, 7};
          int[] ids = new Random(11).ints(17, 0, 430).toArray();
          int[] rows = new int[17];
          int[] positions = new int[17];
          for (int row = 0, at = 0; row < 4; row++) {
            for (int i = 0; i < counts[row]; i++, at++) {
              rows[at] = row;
              positions[at] = starts[row] + i;
            }
          }
          double[][] single = new double[17][];
          for (int i = 0; i < 17; i++) {
            int[] row = {rows[i]};
            single[i] = bits(step(new int[] {ids[i]}, row, new int[] {positions[i]}), 0);
          }
          TopTokens together = step(ids, rows, positions);
          for (int i = 0; i < 17; i++) {
            assertArrayEquals(single[i], bits(together, i), 0, "token " + i);
          }
          return true;
        });
  }

  @Test
  void whatAnEarlierRequestLeftBehindChangesNoBit() throws Exception {
    thread.call(
        () -> {
          read(120, 0);
          decoder.copyRow(0, 1, 0, 290);
          double[] after = bits(step(new int[] {17}, new int[] {0}, new int[] {200}), 0);
          for (int at = 201; at < 290; at++) {
            step(new int[] {at % 430}, new int[] {1}, new int[] {at});
          }
          assertArrayEquals(
              after, bits(step(new int[] {17}, new int[] {1}, new int[] {200}), 0), 0);
          return true;
        });
  }

  @Test
  void growingKeepsWhatTheCacheHolds() throws Exception {
    thread.call(
        () -> {
          double[] before = bits(read(120, 0), 0);
          decoder.reserve(5, 512);
          assertEquals(5, decoder.rows());
          assertEquals(512, decoder.capacity());
          int[] tail = Arrays.copyOfRange(prompt, 240, 290);
          assertArrayEquals(before, bits(decoder.prefill(tail, 0, 240, TOP), 0), 0);
          decoder.reserve(4, 400);
          assertArrayEquals(before, bits(decoder.prefill(tail, 0, 240, TOP), 0), 0);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INT4")
  void readsWithAllNumerics(Numerics numerics) throws Exception {
    try (Decoder other = TinyModels.decoder(thread, TinyFiles.path("tied-fp16"), numerics)) {
      other.reserve(2, 64);
      TopTokens next = thread.call(() -> other.prefill(new int[] {1, 2, 3}, 1, 0, 500));
      assertEquals(480, next.width());
      double sum = 0;
      for (int i = 0; i < next.width(); i++) {
        sum += Math.exp(next.logProbability(0, i));
      }
      assertEquals(1, sum, 1e-3);
      assertTrue(next.logit(0, 0) >= next.logit(0, 1));
      assertEquals(0, thread.call(() -> other.prefill(new int[] {1}, 0, 0, 0)).rows());
      assertTrue(other.fingerprint().matches("[0-9a-f]{16}"));
    }
  }

  @Test
  void refusesWhatWouldReadForeignMemory() {
    assertThrows(IllegalArgumentException.class, () -> decoder.prefill(new int[] {480}, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> decoder.prefill(new int[] {-1}, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> decoder.prefill(new int[0], 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> decoder.prefill(new int[] {1}, 0, 7, 1));
    assertThrows(IllegalArgumentException.class, () -> decoder.reserve(0, 1));
    LanguageModelException full =
        assertThrows(
            LanguageModelException.class,
            () -> step(new int[] {1}, new int[] {0}, new int[] {400}));
    assertEquals(Kind.TOO_LONG, full.kind());
    assertThrows(LanguageModelException.class, () -> decoder.copyRow(0, 9, 0, 1));
    assertThrows(LanguageModelException.class, () -> decoder.exportKeyValues(0, 399, 2));
  }

  private TopTokens step(int[] ids, int[] rows, int[] positions) throws LanguageModelException {
    return decoder.step(ids, rows, positions, TOP);
  }
}
