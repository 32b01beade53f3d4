package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nljdbc.runtime.weights.Failures.fails;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException.Kind;

class HuggingFaceSnapshotTest {

  @TempDir Path folder;

  private Path snapshot(String name) throws Exception {
    return TinyFiles.copy(name, folder.resolve(name));
  }

  /** Sets a member of config.json, given as JSON. */
  private Path with(String member, String json) throws Exception {
    Path copy = snapshot("tied-fp32");
    Path file = copy.resolve("config.json");
    JsonObject config = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonElement value = JsonParser.parseString(json);
    config.add(member, value);
    Files.writeString(file, config.toString());
    return copy;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "architectures | ['GPT2LMHeadModel'] | GPT2LMHeadModel",
        "architectures | null | no ",
        "architectures | ['A','B'] | A",
        "hidden_act | 'gelu' | gelu",
        "quantization_config | {} | GGUF",
        "use_sliding_window | true | sliding window",
        "rope_scaling | {'type':'yarn'} | yarn",
        "rope_scaling | {'rope_type':'llama3'} | llama3",
        "rope_parameters | {'rope_type':'linear'} | linear"
      })
  void whatIsNotSupportedIsNamed(String member, String json, String word) throws Exception {
    Path copy = with(member, json.replace('\'', '"'));
    fails(
        Kind.UNSUPPORTED, () -> HuggingFaceSnapshot.open(copy), "config.json", word, "Supported:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden_size | null | hidden_size",
        "hidden_size | 'big' | not a number",
        "hidden_size | 64.5 | not a whole number",
        "hidden_size | -1 | not between",
        "hidden_size | 1e300 | not between",
        "num_hidden_layers | 100000 | not between",
        "num_hidden_layers | 3 | model.layers.2.input_layernorm.weight is missing",
        "num_attention_heads | 5 | do not divide",
        "head_dim | 15 | odd",
        "head_dim | 32 | q_proj.weight has 64 rows",
        "vocab_size | 479 | model.embed_tokens.weight has 480 rows",
        "rms_norm_eps | 0 | not between",
        "rope_theta | [] | not a number",
        "rope_scaling | 7 | not an object",
        "tie_word_embeddings | 'yes' | neither true nor false",
        "tie_word_embeddings | false | lm_head.weight is missing",
        "hidden_act | 7 | not a text"
      })
  void contradictionsAreNamed(String member, String json, String word) throws Exception {
    Path copy = with(member, json.replace('\'', '"'));
    fails(Kind.CORRUPT, () -> HuggingFaceSnapshot.open(copy), word);
  }

  @Test
  void absentMembersHaveTheDefaultsOfTransformers() throws Exception {
    Path file = folder.resolve("config.json");
    Files.writeString(
        file,
        "{\"architectures\":[\"LlamaForCausalLM\"],\"hidden_size\":64,\"num_attention_heads\":4,"
            + "\"num_hidden_layers\":1,\"intermediate_size\":96,\"vocab_size\":480,"
            + "\"rope_parameters\":{\"rope_type\":\"default\",\"rope_theta\":500000.0}}");
    assertEquals(
        new ModelConfig("llama", 1, 64, 4, 4, 16, 96, 480, 2_048, 500_000, 1e-6, false, false),
        SnapshotConfig.read(file));
    Files.writeString(file, Files.readString(file).replaceFirst("\\}$", ",\"mlp_bias\":true}"));
    fails(Kind.UNSUPPORTED, () -> SnapshotConfig.read(file), "mlp_bias");
  }

  @Test
  void missingFilesAreNamed() throws Exception {
    fails(Kind.NOT_FOUND, () -> HuggingFaceSnapshot.open(folder), "config.json");
    Path empty = snapshot("tied-fp32");
    Files.delete(empty.resolve("model.safetensors"));
    fails(Kind.NOT_FOUND, () -> HuggingFaceSnapshot.open(empty), "model.safetensors.index.json");
    Path sharded = snapshot("untied-bf16");
    Files.delete(sharded.resolve("model-00002-of-00002.safetensors"));
    fails(
        Kind.CORRUPT,
        () -> HuggingFaceSnapshot.open(sharded),
        "model-00002-of-00002.safetensors is missing");
    fails(
        Kind.UNSUPPORTED,
        () -> HuggingFaceSnapshot.open(TinyFiles.path("other-gpt2")),
        "Qwen2ForCausalLM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'weight_map':{}} | empty or missing",
        "{} | empty or missing",
        "{'weight_map':{'a':'../../etc/passwd'}} | file name",
        "{'weight_map':{'a':'x/y.safetensors'}} | file name",
        "{'weight_map':{'a':'model-00001-of-00002.safetensors'}} | is not in model-00001",
        "{'weight_map':{'a':7}} | file name",
        "{'weight_map':7} | JSON cannot be read",
        "{'weight_map':{'a':'b.safetensors'}} {} | JSON cannot be read",
        "{'weight_map':{'a': | JSON cannot be read"
      })
  void aWrongIndexIsNamed(String json, String word) throws Exception {
    Path copy = snapshot("untied-bf16");
    Files.writeString(copy.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
    fails(Kind.CORRUPT, () -> HuggingFaceSnapshot.open(copy), "index.json", word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8 |",
        "{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]}} | 4 |",
        "{'__metadata__':{'x':'y'},'a':{'dtype':'F16','shape':[2,2],'data_offsets':[0,8]}} | 8 |",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 7 | the file ends",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,9]}} | 9 | takes 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | 8 | takes 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8]}} | 8 | lacks",
        "{'a':{'dtype':'F32','data_offsets':[0,8]}} | 8 | lacks",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 8 | impossible shape",
        "{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 8 | impossible shape",
        "{'a':{'dtype':'F32','shape':[1e99],'data_offsets':[0,0]}} | 8 | JSON cannot be read",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1],'data_offsets':[0,4]}} | 8 | dimensions",
        "{'a':{'dtype':'I8','shape':[8],'data_offsets':[0,8]}} | 8 | I8",
        "{'a':7} | 8 | JSON cannot be read",
        "[] | 8 | JSON cannot be read",
        "{'a':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]},"
            + "'b':{'dtype':'BF16','shape':[4],'data_offsets':[4,12]}} | 12 | overlaps"
      })
  void headersAreChecked(String json, int dataBytes, String word) throws Exception {
    byte[] header = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Path path = folder.resolve("x.safetensors");
    Files.write(
        path,
        GgufWriter.bytes(8 + header.length + dataBytes).putLong(header.length).put(header).array());
    try (ReadableFile file = ReadableFile.open(path)) {
      if (word == null) {
        assertEquals(1, SafetensorsFile.read(file).tensors().size());
      } else {
        Kind kind = word.equals("I8") ? Kind.UNSUPPORTED : Kind.CORRUPT;
        fails(kind, () -> SafetensorsFile.read(file), "x.safetensors", word);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "9", "17000000", "9223372036854775807"})
  void headerLengthsBeyondTheFileAreRefused(long length) throws Exception {
    Path path =
        Files.write(
            folder.resolve("x.safetensors"),
            GgufWriter.bytes(16).putLong(length).putLong(0).array());
    try (ReadableFile file = ReadableFile.open(path)) {
      fails(Kind.CORRUPT, () -> SafetensorsFile.read(file), "header");
    }
  }
}
