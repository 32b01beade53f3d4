package org.nljdbc.runtime;

import static org.nljdbc.runtime.weights.Failures.fails;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.LanguageModelException.Kind;

class ModelFilesTest {

  @TempDir Path folder;

  @Test
  void whatIsNotAModelIsNamed() throws Exception {
    fails(Kind.NOT_FOUND, () -> ModelFiles.open(folder.resolve("none")), "no model at", "GGUF");
    fails(Kind.NOT_FOUND, () -> ModelFiles.open(folder), "config.json");
    Path text = Files.writeString(folder.resolve("notes.txt"), "no model at all");
    fails(Kind.CORRUPT, () -> ModelFiles.open(text), "notes.txt", "letters GGUF");
    fails(Kind.UNSUPPORTED, () -> ModelFiles.open(TinyFiles.path("other-gpt2")), "GPT2");
    fails(Kind.UNSUPPORTED, () -> ModelFiles.open(TinyFiles.path("other-gpt2.gguf")), "gpt2");
  }

  @Test
  void aTokenizerLargerThanTheEmbeddingIsRefused() throws Exception {
    TinyFiles.copy("tied-fp32", folder);
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.writeString(
        tokenizer, Files.readString(tokenizer).replaceFirst("\"id\":447", "\"id\":480"));
    fails(Kind.CORRUPT, () -> ModelFiles.open(folder), "481 tokens", "480 rows");
  }

  @Test
  void aSnapshotWithoutATokenizerIsRefused() throws Exception {
    TinyFiles.copy("tied-fp32", folder);
    Files.delete(folder.resolve("tokenizer.json"));
    fails(Kind.NOT_FOUND, () -> ModelFiles.open(folder), "tokenizer.json");
  }
}
