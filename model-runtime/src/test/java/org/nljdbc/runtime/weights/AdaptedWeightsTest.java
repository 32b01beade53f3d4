package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.weights.AdapterFiles.Numbers;
import org.nljdbc.spi.LanguageModelException.Kind;

class AdaptedWeightsTest {

  private static final String QUERY = "model.layers.1.self_attn.q_proj.weight";
  private static final String QUERY_A =
      "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight";
  private static final String QUERY_B = QUERY_A.replace("lora_A", "lora_B");

  @TempDir Path folder;
  private WeightSource base;

  @BeforeEach
  void open() throws Exception {
    base = HuggingFaceSnapshot.open(TinyFiles.path("tied-fp32"));
  }

  @AfterEach
  void close() {
    base.close();
  }

  private Path adapter(String config) throws Exception {
    return AdapterFiles.write(folder.resolve("adapter"), config, AdapterFiles.random(base, 7));
  }

  private static String plain() {
    return AdapterFiles.config("lora_dropout", "0.0");
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whatIsReadIsTheMatrixAndItsChange(boolean rankStabilised) throws Exception {
    Path adapter = adapter(AdapterFiles.config("use_rslora", Boolean.toString(rankStabilised)));
    double divisor = rankStabilised ? Math.sqrt(AdapterFiles.RANK) : AdapterFiles.RANK;
    Map<String, Numbers> tensors = AdapterFiles.random(base, 7);
    WeightSource adapted = AdaptedWeights.open(base, adapter);
    for (String name : base.names()) {
      float[] expected = Tensors.read(base, name);
      String module = "base_model.model." + name.replaceFirst("\\.weight$", "");
      Numbers a = tensors.get(module + ".lora_A.weight");
      assertEquals(a == null, adapted.asInFile(name));
      if (a != null) {
        Numbers b = Objects.requireNonNull(tensors.get(module + ".lora_B.weight"));
        float[] before = expected.clone();
        AdapterFiles.add(expected, a, b, AdapterFiles.ALPHA / divisor);
        assertFalse(Arrays.equals(before, expected), name);
      }
      assertArrayEquals(expected, Tensors.read(adapted, name), 1e-6f, name);
    }
    float[] whole = Tensors.read(adapted, QUERY);
    int width = adapted.info(QUERY).rowLength();
    FloatBuffer rows = FloatBuffer.allocate(3 * width);
    adapted.readRows(QUERY, 10, 3, rows);
    assertArrayEquals(Arrays.copyOfRange(whole, 10 * width, 13 * width), rows.array());
  }

  @Test
  void theFingerprintTellsAdaptersApart() throws Exception {
    String one = AdaptedWeights.open(base, adapter(plain())).fingerprint();
    assertEquals(one, AdaptedWeights.open(base, adapter(plain())).fingerprint());
    assertNotEquals(base.fingerprint(), one);
    Path scaled = adapter(AdapterFiles.config("lora_alpha", "11"));
    assertNotEquals(one, AdaptedWeights.open(base, scaled).fingerprint());
    Path other = AdapterFiles.write(folder.resolve("other"), base, 8);
    assertNotEquals(one, AdaptedWeights.open(base, other).fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "peft_type | 'IA3' | UNSUPPORTED",
        "peft_type | null | UNSUPPORTED",
        "use_dora | true | UNSUPPORTED",
        "fan_in_fan_out | true | UNSUPPORTED",
        "lora_bias | true | UNSUPPORTED",
        "bias | 'all' | UNSUPPORTED",
        "modules_to_save | ['lm_head'] | UNSUPPORTED",
        "rank_pattern | {'q_proj':8} | UNSUPPORTED",
        "alpha_pattern | {'q_proj':8} | UNSUPPORTED",
        "layer_replication | [[0,2]] | UNSUPPORTED",
        "target_modules | ['embed_tokens'] | UNSUPPORTED",
        "init_lora_weights | 'pissa_niter_4' | UNSUPPORTED",
        "r | 0 | CORRUPT",
        "r | 'x' | CORRUPT",
        "r | null | CORRUPT",
        "lora_alpha | null | CORRUPT",
        "use_dora | 7 | CORRUPT"
      })
  void whatItCannotMergeIsNamed(String field, String json, Kind kind) throws Exception {
    Path adapter = adapter(AdapterFiles.config(field, json.replace('\'', '"')));
    fails(kind, () -> AdaptedWeights.open(base, adapter), "adapter_config.json", field);
  }

  @Test
  void missingAndDamagedFilesAreNamed() throws Exception {
    fails(Kind.NOT_FOUND, () -> AdaptedWeights.open(base, folder), "adapter_config.json");
    Path adapter = adapter(plain());
    Path tensors = adapter.resolve("adapter_model.safetensors");
    byte[] sound = Files.readAllBytes(tensors);
    for (int length : new int[] {0, 5, 200, sound.length / 2, sound.length - 1}) {
      Files.write(tensors, Arrays.copyOf(sound, length));
      fails(Kind.CORRUPT, () -> AdaptedWeights.open(base, adapter), "adapter_model.safetensors");
    }
    Files.delete(tensors);
    fails(Kind.NOT_FOUND, () -> AdaptedWeights.open(base, adapter), "adapter_model.safetensors");
    Files.write(adapter.resolve("adapter_model.bin"), new byte[8]);
    fails(Kind.UNSUPPORTED, () -> AdaptedWeights.open(base, adapter), "adapter_model.bin");
    Files.writeString(adapter.resolve("adapter_config.json"), "{");
    fails(Kind.CORRUPT, () -> AdaptedWeights.open(base, adapter), "adapter_config.json");
    assertTrue(base.names().contains(QUERY), "the base stays open");
    assertEquals(64 * 64, Tensors.read(base, QUERY).length);
  }

  @Test
  void anAdapterOfAnotherModelIsRefused() throws Exception {
    Map<String, Numbers> tensors = AdapterFiles.random(base, 7);
    tensors.put(QUERY_A, new Numbers(AdapterFiles.RANK, 32, new float[AdapterFiles.RANK * 32]));
    refused(tensors, Kind.UNSUPPORTED, QUERY_A, "of 64");
    tensors = AdapterFiles.random(base, 7);
    tensors.put(
        QUERY_A.replace("layers.1", "layers.2"), Objects.requireNonNull(tensors.get(QUERY_A)));
    refused(tensors, Kind.UNSUPPORTED, "layers.2");
    tensors = AdapterFiles.random(base, 7);
    tensors.remove(QUERY_B);
    refused(tensors, Kind.CORRUPT, QUERY_B, "missing");
    tensors = AdapterFiles.random(base, 7);
    tensors.remove(QUERY_A);
    tensors.remove(QUERY_B);
    refused(tensors, Kind.CORRUPT, QUERY_A, "missing");
    tensors = AdapterFiles.random(base, 7);
    tensors.put("base_model.model.lm_head.lora_A.weight", new Numbers(1, 1, new float[1]));
    refused(tensors, Kind.UNSUPPORTED, "lm_head");
  }

  private void refused(Map<String, Numbers> tensors, Kind kind, String... words) throws Exception {
    Path adapter = AdapterFiles.write(folder.resolve("wrong"), plain(), tensors);
    fails(kind, () -> AdaptedWeights.open(base, adapter), words);
  }

  @Test
  void whatIsNoNumberIsNotMerged() throws Exception {
    Map<String, Numbers> tensors = AdapterFiles.random(base, 7);
    Objects.requireNonNull(tensors.get(QUERY_B)).values()[11] = Float.NaN;
    Path adapter = AdapterFiles.write(folder.resolve("nan"), plain(), tensors);
    WeightSource adapted = AdaptedWeights.open(base, adapter);
    fails(Kind.CORRUPT, () -> Tensors.read(adapted, QUERY), QUERY_B, "NaN");
  }
}
