package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.TinyFiles;

class HubSnapshotTest {

  @TempDir Path folder;

  @Test
  void prefersEightBits() {
    assertEquals(
        List.of("m-Q8_0.gguf"), GgufChoice.of(List.of("m-f16.gguf", "m-Q8_0.gguf", "m-Q4_0.gguf")));
    assertEquals(
        List.of("m.Q4_K_M.gguf"),
        GgufChoice.of(List.of("m.Q2_K.gguf", "m.Q4_K_M.gguf", "m.IQ4_XS.gguf")));
    assertEquals(List.of("m-f16.gguf"), GgufChoice.of(List.of("m-bf16.gguf", "m-f16.gguf")));
  }

  @Test
  void takesTheOnlyOne() {
    assertEquals(List.of("m.gguf"), GgufChoice.of(List.of("m.gguf", "mmproj-m.gguf", "x.txt")));
    assertEquals(List.of(), GgufChoice.of(List.of("a.gguf", "b.gguf")));
    assertEquals(List.of(), GgufChoice.of(List.of("README.md")));
  }

  @Test
  void takesAllShardsOrNone() {
    List<String> shards = List.of("m-q8_0-00001-of-00002.gguf", "m-q8_0-00002-of-00002.gguf");
    assertEquals(shards, GgufChoice.of(List.of(shards.get(1), shards.get(0), "m-q4_0.gguf")));
    assertEquals(List.of("m-q4_0.gguf"), GgufChoice.of(List.of(shards.get(0), "m-q4_0.gguf")));
  }

  @Test
  void knowsWhenAFolderIsComplete() throws Exception {
    Snapshot snapshot = new Snapshot(folder.resolve("s"));
    assertNull(snapshot.model());
    TinyFiles.copy("untied-bf16", snapshot.folder());
    assertEquals(snapshot.folder(), snapshot.model());
    Path shard = snapshot.folder().resolve("model-00002-of-00002.safetensors");
    Files.delete(shard);
    assertNull(snapshot.model());
    Files.createSymbolicLink(shard, Path.of("nowhere"));
    assertNull(snapshot.model());
    Path gguf = Files.writeString(snapshot.folder().resolve("m.gguf"), "GGUF");
    assertEquals(gguf, snapshot.model());
    Files.delete(gguf);
    Files.writeString(snapshot.folder().resolve("model.safetensors.index.json"), "no index");
    assertNull(snapshot.model());
  }

  @Test
  void wantsOnlyWhatIsNeeded() throws Exception {
    List<String> files =
        List.of(
            "README.md",
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "chat_template.jinja",
            "vocab.json",
            "onnx/model.onnx",
            "original/config.json",
            "model.safetensors",
            "pytorch_model.bin",
            "consolidated.safetensors",
            "m.gguf");
    assertEquals(
        List.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "chat_template.jinja"),
        Snapshot.small(files));
    assertEquals(List.of("model.safetensors"), new Snapshot(folder).weights(files));
    assertEquals(
        List.of("m.gguf"), new Snapshot(folder).weights(List.of("m.gguf", "sub/m-Q8_0.gguf")));
  }
}
