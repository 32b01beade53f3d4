package org.nljdbc.runtime.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.ModelFiles;

/** The model that comes with the product; tests run in the module's folder. */
class EmbeddedTokenizerTest {

  private static final Path FIRST_SHARD =
      Path.of(
          "models",
          "qwen2.5-coder-0.5b-instruct-sql",
          "qwen2.5-coder-0.5b-instruct-sql-00001-of-00004.gguf");

  @Test
  void everyTextHasTheIdsOfTheReferences() throws Exception {
    try (ModelFiles model = ModelFiles.open(FIRST_SHARD)) {
      assertEquals(53_248, model.weights().config().vocabulary());
      ReferenceTexts.check("tokenizer-embedded.json", model.tokenizer().tokenizer());
    }
  }

  @Test
  void aCodeFenceIsOneToken() throws Exception {
    try (ModelFiles model = ModelFiles.open(FIRST_SHARD)) {
      assertEquals(1, model.tokenizer().tokenizer().encode("```", true).length);
      assertEquals(2, model.tokenizer().tokenizer().encode("```sql", true).length);
    }
  }
}
