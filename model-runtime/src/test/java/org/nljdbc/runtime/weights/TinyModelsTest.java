package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;

class TinyModelsTest {

  private static WeightSource open(String name) throws Exception {
    Path path = TinyFiles.path(name);
    return Files.isDirectory(path)
        ? HuggingFaceSnapshot.open(path)
        : GgufModel.open(path).weights();
  }

  @ParameterizedTest
  @MethodSource("org.nljdbc.runtime.TinyFiles#models")
  void opensWithItsTokenizer(String name) throws Exception {
    try (ModelFiles model = ModelFiles.open(TinyFiles.path(name))) {
      ModelConfig config = model.weights().config();
      assertEquals("qwen2", config.architecture());
      assertTrue(config.qkvBias());
      assertEquals(name.startsWith("tied"), config.tiedEmbeddings());
      assertEquals(!config.tiedEmbeddings(), model.weights().names().contains("lm_head.weight"));
      assertTrue(model.tokenizer().tokenizer().vocabularySize() <= config.vocabulary());
      assertTrue(model.weights().fingerprint().matches("[0-9a-f]{64}"));
      for (String tensor : model.weights().names()) {
        assertTrue(Tensors.read(model.weights(), tensor).length > 0);
      }
    }
  }

  @Test
  void theShapeIsWhatConfigJsonSays() throws Exception {
    ModelConfig expected =
        new ModelConfig("qwen2", 2, 64, 4, 2, 16, 96, 480, 512, 1e6, 1e-6, true, true);
    try (WeightSource snapshot = open("tied-fp32");
        WeightSource gguf = open("tied-f32.gguf")) {
      assertEquals(expected, snapshot.config());
      assertEquals(expected, gguf.config());
    }
  }

  @Test
  void snapshotAndGgufHoldTheSameNumbers() throws Exception {
    assertSame("tied-fp32", "tied-f32.gguf");
  }

  @Test
  void shardsHoldTheSameNumbersAsOneFile() throws Exception {
    assertSame("untied-q8_0.gguf", "untied-q8_0-00001-of-00003.gguf");
    assertSame("untied-q8_0.gguf", "untied-q8_0-00003-of-00003.gguf");
  }

  private static void assertSame(String one, String other) throws Exception {
    try (WeightSource a = open(one);
        WeightSource b = open(other)) {
      assertEquals(a.names(), b.names());
      for (String name : a.names()) {
        assertArrayEquals(Tensors.read(a, name), Tensors.read(b, name), name);
      }
    }
  }

  @Test
  void aTensorsPlaceIsWhereItsBytesAre() throws Exception {
    try (WeightSource weights = open("untied-bf16")) {
      for (String name : weights.names()) {
        TensorInfo info = weights.info(name);
        byte[] file = Files.readAllBytes(info.file());
        float first = Float.intBitsToFloat(LittleEndian.int16(file, (int) info.offset()) << 16);
        assertEquals(first, Tensors.read(weights, name)[0], 0f, name);
        assertEquals(2L * info.rows() * info.rowLength(), info.bytes(), name);
      }
    }
  }

  @Test
  void fingerprintsFollowTheContent(@TempDir Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(TinyFiles.path("tied-bf16.gguf"));
    Path copy = Files.write(folder.resolve("copy.gguf"), bytes);
    bytes[bytes.length - 1] ^= 1;
    Path changed = Files.write(folder.resolve("changed.gguf"), bytes);
    try (WeightSource original = open("tied-bf16.gguf");
        WeightSource same = GgufModel.open(copy).weights();
        WeightSource other = GgufModel.open(changed).weights()) {
      assertEquals(original.fingerprint(), same.fingerprint());
      assertNotEquals(original.fingerprint(), other.fingerprint());
    }
  }

  @Test
  void aClosedModelGivesAnErrorNotACrash() throws Exception {
    WeightSource weights = open("tied-bf16.gguf");
    weights.close();
    weights.close();
    Failures.fails(
        org.nljdbc.spi.LanguageModelException.Kind.CANCELLED,
        () -> Tensors.read(weights, "model.norm.weight"),
        "closed");
    assertFalse(weights.names().isEmpty());
  }
}
