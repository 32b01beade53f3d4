package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.weights.AdapterFiles;
import org.nljdbc.spi.Progress;

/** A model with an adapter against the same model with the adapter merged beforehand. */
class AdaptedDecoderTest {

  private static final int[] PROMPT = {1, 17, 42, 300, 7, 99, 128, 255};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Numerics.class,
      names = {"FLOAT32", "INT8"})
  void computesAsIfTheWeightsHadBeenMerged(Numerics numerics) throws Exception {
    Path model = TinyFiles.path("tied-fp32");
    Path adapter;
    Path merged;
    try (ModelFiles files = ModelFiles.open(model)) {
      adapter = AdapterFiles.write(folder.resolve("adapter"), files.weights(), 3);
      merged = AdapterFiles.merged(folder.resolve("merged"), files.weights(), 3);
    }
    float[] plain = logits(model, null, numerics);
    float[] expected = logits(merged, null, numerics);
    float[] adapted = logits(model, adapter, numerics);
    // A weight that lies on the edge between two integers may be rounded the other way.
    assertArrayEquals(expected, adapted, numerics == Numerics.INT8 ? 2e-2f : 1e-4f);
    assertFalse(Arrays.equals(plain, adapted));
    float largest = 0;
    for (int i = 0; i < plain.length; i++) {
      largest = Math.max(largest, Math.abs(plain[i] - adapted[i]));
    }
    assertFalse(largest < 0.05f, "the adapter should matter, but moved logits by " + largest);
  }

  private static float[] logits(Path model, @Nullable Path adapter, Numerics numerics)
      throws Exception {
    try (InferenceThread thread = new InferenceThread("adapted", 1);
        ModelFiles files = ModelFiles.open(model, adapter);
        Decoder decoder =
            thread.call(
                () ->
                    DecoderLoader.load(
                        files.weights(), numerics, "cpu", 2, "tiny", Progress.NONE))) {
      return thread.call(
          () -> {
            decoder.reserve(1, 64);
            return decoder.logits(PROMPT, 0)[PROMPT.length - 1];
          });
    }
  }
}
