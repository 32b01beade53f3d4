package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException.Kind;

class GgufModelTest {

  @TempDir Path folder;

  private WeightSource open(GgufWriter writer) throws Exception {
    return GgufModel.open(writer.write(folder.resolve("model.gguf"))).weights();
  }

  /** llama.cpp's converter puts row i of a head's second half right after row i of its first. */
  @Test
  void rowsOfRotatedHeadsComeInHuggingFaceOrder() throws Exception {
    try (WeightSource weights = open(GgufWriter.llama(writer -> {}))) {
      assertEquals(
          new ModelConfig("llama", 1, 8, 2, 1, 4, 4, 3, 16, 10_000, 1e-5, false, true),
          weights.config());
      float[] queries = Tensors.read(weights, "model.layers.0.self_attn.q_proj.weight");
      int[] inFile = {0, 2, 1, 3, 4, 6, 5, 7};
      for (int row = 0; row < 8; row++) {
        assertEquals(300f + 8 * inFile[row], queries[8 * row], "query row " + row);
      }
      float[] keys = Tensors.read(weights, "model.layers.0.self_attn.k_proj.weight");
      for (int row = 0; row < 4; row++) {
        assertEquals(400f + 8 * inFile[row], keys[8 * row], "key row " + row);
      }
      float[] values = Tensors.read(weights, "model.layers.0.self_attn.v_proj.weight");
      for (int row = 0; row < 4; row++) {
        assertEquals(500f + 8 * row, values[8 * row], "value row " + row);
      }
    }
  }

  @Test
  void otherArchitecturesAreNamed() {
    fails(
        Kind.UNSUPPORTED,
        () -> GgufModel.open(TinyFiles.path("other-gpt2.gguf")),
        "\"gpt2\"",
        "qwen2 and llama");
    fails(
        Kind.UNSUPPORTED,
        () -> open(GgufWriter.llama(w -> w.uint32("llama.expert_count", 8))),
        "mixture of experts");
    fails(
        Kind.UNSUPPORTED,
        () -> open(GgufWriter.llama(w -> w.text("llama.rope.scaling.type", "yarn"))),
        "\"yarn\"");
    fails(
        Kind.UNSUPPORTED,
        () -> open(GgufWriter.llama(w -> w.rising("rope_freqs.weight", 0, 2, 1))),
        "rope_freqs.weight");
    fails(
        Kind.UNSUPPORTED,
        () -> open(GgufWriter.llama(w -> w.rising("blk.0.attn_q.bias", 0, 8, 1))),
        "self_attn.q_proj.bias");
    fails(
        Kind.UNSUPPORTED,
        () -> open(GgufWriter.llama(w -> w.uint32("llama.rope.dimension_count", 2))),
        "rope.dimension_count 2");
  }

  @Test
  void contradictionsAreNamed() {
    fails(
        Kind.CORRUPT,
        () -> open(GgufWriter.llama(w -> w.uint32("llama.attention.key_length", 3))),
        "head width 3 is odd");
    fails(
        Kind.CORRUPT,
        () -> open(GgufWriter.llama(w -> w.uint32("llama.attention.key_length", 8))),
        "q_proj.weight has 8 rows of 8 numbers",
        "16 of 8");
    fails(
        Kind.CORRUPT,
        () -> open(GgufWriter.llama(w -> w.rising("blk.0.ffn_up.weight", 0, 8, 2))),
        "two tensors");
    fails(
        Kind.CORRUPT,
        () -> open(new GgufWriter().uint32("general.architecture", 1)),
        "general.architecture is a Long");
    fails(
        Kind.CORRUPT,
        () -> open(new GgufWriter().rising("token_embd.weight", 0, 8, 1)),
        "general.architecture is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "untied-q8_0-00001-of-00003.gguf, untied-q8_0-00002-of-00003.gguf",
    "untied-q8_0-00003-of-00003.gguf, untied-q8_0-00001-of-00003.gguf"
  })
  void aMissingShardIsNamed(String present, String missing) throws Exception {
    for (int i = 1; i <= 3; i++) {
      String name = "untied-q8_0-0000" + i + "-of-00003.gguf";
      if (!name.equals(missing)) {
        Files.copy(TinyFiles.path(name), folder.resolve(name));
      }
    }
    fails(Kind.CORRUPT, () -> GgufModel.open(folder.resolve(present)), missing, "missing");
  }

  @Test
  void aRenamedShardIsRefused() throws Exception {
    Path alone = folder.resolve("alone.gguf");
    Files.copy(TinyFiles.path("untied-q8_0-00001-of-00003.gguf"), alone);
    fails(Kind.CORRUPT, () -> GgufModel.open(alone), "shard 1 of 3", "its name 1 of 1");
    for (int i = 1; i <= 3; i++) {
      Files.copy(
          TinyFiles.path("untied-q8_0-0000" + (4 - i) + "-of-00003.gguf"),
          folder.resolve("x-0000" + i + "-of-00003.gguf"));
    }
    fails(
        Kind.CORRUPT,
        () -> GgufModel.open(folder.resolve("x-00001-of-00003.gguf")),
        "shard 3 of 3",
        "its name 1 of 3");
    fails(
        Kind.CORRUPT,
        () -> GgufModel.open(folder.resolve("x-00004-of-00003.gguf")),
        "shard 4 of 3");
  }

  @Test
  void aTensorInTwoShardsOrInNoneIsNamed() throws Exception {
    shard(1, GgufWriter.llama(w -> split(w, 0, 12)));
    shard(2, split(new GgufWriter(), 1, 12).rising("output_norm.weight", 0, 8, 1));
    fails(Kind.CORRUPT, () -> GgufModel.open(folder.resolve("y-00001-of-00002.gguf")), "earlier");
    shard(2, split(new GgufWriter(), 1, 12));
    fails(
        Kind.CORRUPT,
        () -> GgufModel.open(folder.resolve("y-00001-of-00002.gguf")),
        "hold 11 tensors, but 12 are announced");
  }

  private static GgufWriter split(GgufWriter writer, int number, int tensors) {
    return writer
        .uint32("split.no", number)
        .uint32("split.count", 2)
        .uint32("split.tensors.count", tensors);
  }

  private void shard(int number, GgufWriter writer) throws Exception {
    writer.write(folder.resolve("y-0000" + number + "-of-00002.gguf"));
  }
}
