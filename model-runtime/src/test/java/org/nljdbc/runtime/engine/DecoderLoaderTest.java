package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.weights.ModelConfig;
import org.nljdbc.runtime.weights.TensorInfo;
import org.nljdbc.runtime.weights.WeightSource;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

class DecoderLoaderTest {

  @TempDir Path folder;

  private static <T> T onThread(Callable<T> task) throws LanguageModelException {
    try (InferenceThread thread = new InferenceThread("loader", 1)) {
      return thread.call(task);
    }
  }

  private static Decoder load(WeightSource weights, Numerics numerics, Progress progress)
      throws LanguageModelException {
    return onThread(() -> DecoderLoader.load(weights, numerics, "cpu", 2, "tiny", progress));
  }

  @Test
  void tellsItsProgressUpToExactlyOne() throws Exception {
    List<Double> told = Collections.synchronizedList(new ArrayList<>());
    try (ModelFiles files = ModelFiles.open(TinyFiles.path("untied-q8_0.gguf"))) {
      load(files.weights(), Numerics.INT8, (task, fraction) -> told.add(fraction)).close();
    }
    assertTrue(told.size() > 1, "told at the start and at the end");
    assertEquals(1.0, told.get(told.size() - 1));
    assertEquals(1, told.stream().filter(fraction -> fraction == 1).count());
  }

  @Test
  void aTensorThatCannotBeReadEndsTheLoading() throws Exception {
    try (ModelFiles files = ModelFiles.open(TinyFiles.path("untied-q8_0.gguf"))) {
      for (String broken :
          new String[] {
            "model.layers.1.mlp.up_proj.weight", "model.embed_tokens.weight", "model.norm.weight"
          }) {
        LanguageModelException failure =
            assertThrows(
                LanguageModelException.class,
                () -> load(new Broken(files.weights(), broken), Numerics.INT8, Progress.NONE));
        assertEquals(Kind.CORRUPT, failure.kind());
        assertEquals(broken, failure.getMessage());
      }
    }
  }

  @Test
  void aFileThatIsCutOffAfterItWasOpenedIsAnErrorNotACrash() throws Exception {
    Path copy = folder.resolve("model");
    Files.createDirectory(copy);
    try (Stream<Path> files = Files.list(TinyFiles.path("tied-fp16"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (ModelFiles files = ModelFiles.open(copy)) {
      Path weights = copy.resolve("model.safetensors");
      byte[] whole = Files.readAllBytes(weights);
      Files.write(weights, java.util.Arrays.copyOf(whole, whole.length / 2));
      LanguageModelException failure =
          assertThrows(
              LanguageModelException.class,
              () -> load(files.weights(), Numerics.FLOAT32, Progress.NONE));
      assertEquals(Kind.CORRUPT, failure.kind());
    }
  }

  @Test
  void anUnknownDeviceIsAnError() throws Exception {
    try (ModelFiles files = ModelFiles.open(TinyFiles.path("tied-fp16"))) {
      assertThrows(
          LanguageModelException.class,
          () ->
              onThread(
                  () ->
                      DecoderLoader.load(
                          files.weights(), Numerics.BFLOAT16, "cuda:0", 1, "tiny", Progress.NONE)));
    }
  }

  /** A source of weights, one tensor of which cannot be read. */
  private record Broken(WeightSource whole, String broken) implements WeightSource {
    @Override
    public ModelConfig config() {
      return whole.config();
    }

    @Override
    public String fingerprint() {
      return whole.fingerprint();
    }

    @Override
    public Set<String> names() {
      return whole.names();
    }

    @Override
    public TensorInfo info(String name) throws LanguageModelException {
      return whole.info(name);
    }

    @Override
    public void readRows(String name, int firstRow, int rows, FloatBuffer target)
        throws LanguageModelException {
      if (name.equals(broken)) {
        throw new LanguageModelException(Kind.CORRUPT, name);
      }
      whole.readRows(name, firstRow, rows, target);
    }

    @Override
    public void close() {
      // The test closes the whole.
    }
  }
}
