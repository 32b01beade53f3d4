package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

class EmbeddedModelFilesTest {

  @TempDir Path cache;

  @Test
  void filesInAFolderAreUsedAsTheyLie() throws Exception {
    EmbeddedModelFiles files = new EmbeddedModelFiles("/org/nljdbc/runtime/packed/", cache);
    assertTrue(files.complete());
    assertEquals(TinyFiles.path("../packed/one.gguf"), files.firstShard(Progress.NONE));
  }

  @Test
  void missingShardsAreTold() {
    EmbeddedModelFiles none = new EmbeddedModelFiles("/org/nljdbc/runtime/none/", cache);
    assertFalse(none.complete());
    assertEquals(
        Kind.NOT_FOUND,
        assertThrows(LanguageModelException.class, () -> none.firstShard(Progress.NONE)).kind());
    EmbeddedModelFiles half = new EmbeddedModelFiles("/org/nljdbc/runtime/half/", cache);
    assertFalse(half.complete());
    LanguageModelException missing =
        assertThrows(LanguageModelException.class, () -> half.firstShard(Progress.NONE));
    assertEquals(Kind.NOT_FOUND, missing.kind());
    assertTrue(String.valueOf(missing.getMessage()).contains("two.gguf"));
    EmbeddedModelFiles empty = new EmbeddedModelFiles("/org/nljdbc/runtime/empty/", cache);
    assertFalse(empty.complete());
  }

  @Test
  void itsAdapterIsUsedUnlessNoneIsAskedFor() throws Exception {
    Path adapter = EmbeddedModelFiles.adapter(cache, Progress.NONE);
    assertTrue(Files.isRegularFile(adapter.resolve("adapter_model.safetensors")));
    LocalModelProvider provider = new LocalModelProvider();
    try (LanguageModel with = provider.open(ModelOptions.embedded(), Progress.NONE);
        LanguageModel without =
            provider.open(
                new ModelOptions(ModelOptions.EMBEDDED, ModelOptions.NO_ADAPTER, "cpu", 0, 0),
                Progress.NONE)) {
      assertEquals(EmbeddedModelFiles.NAME + "+adapter", with.info().id());
      assertEquals(EmbeddedModelFiles.NAME, without.info().id());
      assertNotEquals(with.info().fingerprint(), without.info().fingerprint());
    }
  }

  @Test
  void theEmbeddedModelAnswersInSql() throws Exception {
    EmbeddedModelFiles files = new EmbeddedModelFiles();
    assertTrue(files.complete(), "the shards of the embedded model are not here");
    assertTrue(Files.isRegularFile(files.firstShard(Progress.NONE)));
    try (LanguageModel model =
        new LocalModelProvider().open(ModelOptions.embedded(), Progress.NONE)) {
      Prompt prompt =
          new Prompt(
              java.util.List.of(
                  new Prompt.Message(
                      Prompt.Role.USER,
                      "CREATE TABLE customers (id INTEGER, name TEXT, city TEXT);\n"
                          + "Write one SQL query: how many customers are there?")),
              "```sql\n");
      Generation answer =
          model.generate(
              GenerationRequest.greedy(prompt, 40, java.util.List.of("```")), Cancellation.NEVER);
      assertTrue(
          answer.best().text().toUpperCase(Locale.ROOT).contains("COUNT("), answer.best().text());
      assertEquals(model.countTokens(prompt), answer.promptTokens());
    }
  }
}
