package org.nljdbc.runtime.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.text.Normalizer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.weights.GgufModel;

/** The expected ids are those on which two implementations in Python agree. */
class ReferenceTextsTest {

  static ModelTokenizer open(String name) throws Exception {
    if (Files.isDirectory(TinyFiles.path(name))) {
      return ModelTokenizer.ofSnapshot(TinyFiles.path(name));
    }
    GgufModel model = GgufModel.open(TinyFiles.path(name));
    model.weights().close();
    return ModelTokenizer.ofGguf(model.metadata());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tied-fp32", "untied-bf16", "tied-f32.gguf", "untied-q8_0.gguf"})
  void everyTextHasTheIdsOfTheReferences(String name) throws Exception {
    try (Tokenizer tokenizer = open(name).tokenizer()) {
      for (String text : ReferenceTexts.check("tokenizer-tiny.json", tokenizer)) {
        int[] plain = tokenizer.encode(text);
        assertFalse(IntStream.of(plain).anyMatch(tokenizer::isSpecial), text);
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        assertEquals(composed, tokenizer.decode(plain), text);
      }
    }
  }
}
