package org.nljdbc.runtime.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.weights.GgufMetadata;
import org.nljdbc.runtime.weights.GgufWriter;
import org.nljdbc.spi.LanguageModelException.Kind;

class GgufTokenizerReaderTest {

  private static final int NORMAL = 1;
  private static final int CONTROL = 3;
  private static final int UNUSED = 5;

  @TempDir Path folder;

  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> kinds = new ArrayList<>();

  GgufTokenizerReaderTest() {
    for (int value = 0; value < 256; value++) {
      token(ByteAlphabet.written(value), NORMAL);
    }
    token("12", NORMAL);
    token("<|im_start|>", CONTROL);
    token("<|im_end|>", CONTROL);
    token("[PAD1]", UNUSED);
  }

  private void token(String written, int kind) {
    tokens.add(written);
    kinds.add(kind);
  }

  private GgufMetadata metadata(String model, String pre, String... merges) throws Exception {
    return new GgufWriter()
        .text("tokenizer.ggml.model", model)
        .text("tokenizer.ggml.pre", pre)
        .texts("tokenizer.ggml.tokens", tokens.toArray(new String[0]))
        .numbers("tokenizer.ggml.token_type", kinds.stream().mapToInt(Integer::intValue).toArray())
        .texts("tokenizer.ggml.merges", merges)
        .pair("tokenizer.ggml.eot_token_id", 4, GgufWriter.int32(7))
        .metadata(folder.resolve("model.gguf"));
  }

  @Test
  void eachWayOfPartingWordsIsKnown() throws Exception {
    try (Tokenizer qwen = ModelTokenizer.ofGguf(metadata("gpt2", "qwen2", "1 2")).tokenizer();
        Tokenizer llama = ModelTokenizer.ofGguf(metadata("gpt2", "llama-bpe", "1 2")).tokenizer();
        Tokenizer gpt2 = ModelTokenizer.ofGguf(metadata("gpt2", "gpt-2", "1 2")).tokenizer()) {
      assertEquals(4, qwen.encode("1212").length);
      assertEquals(3, llama.encode("1212").length);
      assertEquals(2, gpt2.encode("1212").length);
      assertEquals(Set.of(7, 258), qwen.stopIds());
      assertEquals(259, qwen.vocabularySize());
      assertEquals(6, qwen.encode("[PAD1]").length);
    }
  }

  @Test
  void otherKindsAreNamed() throws Exception {
    GgufMetadata spm = metadata("llama", "default");
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofGguf(spm), "\"llama, default\"", "qwen2");
    GgufMetadata unknown = metadata("gpt2", "tekken");
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofGguf(unknown), "tekken", "llama-bpe");
    GgufMetadata none = new GgufWriter().metadata(folder.resolve("none.gguf"));
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofGguf(none), "none.gguf");
  }

  @Test
  void contradictionsAreNamed() throws Exception {
    for (String merge : new String[] {"12", " 1", "1 ", ""}) {
      GgufMetadata wrong = metadata("gpt2", "qwen2", merge);
      fails(Kind.CORRUPT, () -> ModelTokenizer.ofGguf(wrong), "is not two tokens");
    }
    GgufMetadata unknown = metadata("gpt2", "qwen2", "1 3");
    fails(Kind.CORRUPT, () -> ModelTokenizer.ofGguf(unknown), "does not have");
    token("12", NORMAL);
    GgufMetadata twice = metadata("gpt2", "qwen2");
    fails(Kind.CORRUPT, () -> ModelTokenizer.ofGguf(twice), "\"12\" stands there twice");
    kinds.remove(0);
    GgufMetadata uneven = metadata("gpt2", "qwen2");
    fails(Kind.CORRUPT, () -> ModelTokenizer.ofGguf(uneven), "261 tokens, but 260 token types");
  }
}
