package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.TinyModels.Expected;
import org.nljdbc.spi.LanguageModelException;

/** The decoder against Hugging Face transformers, on tiny random models in every file format. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecoderParityTest {

  private InferenceThread thread;

  @BeforeAll
  void start() throws LanguageModelException {
    thread = new InferenceThread("parity", 2);
  }

  @AfterAll
  void stop() {
    thread.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tied-fp32",
        "tied-fp16",
        "untied-bf16",
        "tied-f32.gguf",
        "tied-bf16.gguf",
        "untied-f16.gguf",
        "untied-q8_0.gguf"
      })
  void givesTheLogitsAndGreedyTokensOfTransformers(String name) throws Exception {
    try (Decoder decoder = TinyModels.decoder(thread, TinyModels.path(name), Numerics.FLOAT32)) {
      decoder.reserve(1, 256);
      for (Expected expected : TinyModels.expected(name)) {
        float[][] logits = thread.call(() -> decoder.logits(expected.ids(), 0));
        assertArrayEquals(expected.logits(), logits[expected.ids().length - 1], 1e-4f);
        assertArrayEquals(
            expected.greedy(),
            thread.call(() -> greedy(decoder, expected.ids(), expected.greedy().length)));
      }
    }
  }

  /** 16 bits and int8 answer nearly the same; random weights have small margins. */
  @ParameterizedTest
  @CsvSource({"INT8, 0.75, 0.5", "BFLOAT16, 0.6, 0.5", "FLOAT16, 0.1, 0.9"})
  void otherNumericsStayNear(Numerics numerics, double tolerance, double agreement)
      throws Exception {
    int same = 0;
    int all = 0;
    try (Decoder decoder =
        TinyModels.decoder(thread, TinyModels.path("untied-bf16"), numerics)) {
      decoder.reserve(1, 256);
      assertEquals(numerics, decoder.numerics());
      for (Expected expected : TinyModels.expected("untied-bf16")) {
        float[][] logits = thread.call(() -> decoder.logits(expected.ids(), 0));
        float[] last = logits[expected.ids().length - 1];
        for (int i = 0; i < last.length; i++) {
          assertEquals(expected.logits()[i], last[i], tolerance, "token " + i);
        }
        all++;
        int[] first = thread.call(() -> greedy(decoder, expected.ids(), 1));
        same += first[0] == expected.greedy()[0] ? 1 : 0;
      }
    }
    assertTrue(same >= all * agreement, same + " of " + all);
  }

  private static int[] greedy(Decoder decoder, int[] prompt, int count)
      throws LanguageModelException {
    int[] ids = new int[count];
    TopTokens next = null;
    for (int start = 0; start < prompt.length; start += decoder.chunk()) {
      int end = Math.min(prompt.length, start + decoder.chunk());
      next = decoder.prefill(Arrays.copyOfRange(prompt, start, end), 0, start, 4);
    }
    for (int i = 0; i < count; i++) {
      ids[i] = next.id(0, 0);
      next =
          decoder.step(new int[] {ids[i]}, new int[] {0}, new int[] {prompt.length + i}, 4);
    }
    return ids;
  }
}
