package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.TinyFiles;
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
    try (Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(name), Numerics.FLOAT32)) {
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

  /** 16 bits and int8 give nearly the same distributions. */
  @ParameterizedTest
  @CsvSource({"INT8, 0.05", "BFLOAT16, 0.05", "FLOAT16, 0.0005"})
  void otherNumericsStayNear(Numerics numerics, double mostDivergence) throws Exception {
    try (Decoder decoder = TinyModels.decoder(thread, TinyFiles.path("untied-bf16"), numerics)) {
      decoder.reserve(1, 256);
      assertEquals(numerics, decoder.numerics());
      double sum = 0;
      List<Expected> all = TinyModels.expected("untied-bf16");
      for (Expected expected : all) {
        float[][] logits = thread.call(() -> decoder.logits(expected.ids(), 0));
        sum += divergence(expected.logits(), logits[expected.ids().length - 1]);
      }
      double mean = sum / all.size();
      assertTrue(mean < mostDivergence, "mean divergence " + mean);
    }
  }

  /** Kullback-Leibler divergence of two distributions over the vocabulary, given as logits. */
  private static double divergence(float[] expected, float[] found) {
    double expectedTotal = logSumExp(expected);
    double foundTotal = logSumExp(found);
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      double log = expected[i] - expectedTotal;
      sum += Math.exp(log) * (log - (found[i] - foundTotal));
    }
    return sum;
  }

  private static double logSumExp(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum);
  }

  private static int[] greedy(Decoder decoder, int[] prompt, int count)
      throws LanguageModelException {
    int[] ids = new int[count];
    TopTokens next = TopTokens.NONE;
    for (int start = 0; start < prompt.length; start += decoder.chunk()) {
      int end = Math.min(prompt.length, start + decoder.chunk());
      next = decoder.prefill(Arrays.copyOfRange(prompt, start, end), 0, start, 4);
    }
    for (int i = 0; i < count; i++) {
      ids[i] = next.id(0, 0);
      next = decoder.step(new int[] {ids[i]}, new int[] {0}, new int[] {prompt.length + i}, 4);
    }
    return ids;
  }
}
