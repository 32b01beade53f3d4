package org.nljdbc.runtime.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException.Kind;

class TokenizerFilesTest {

  @TempDir Path folder;

  private interface Edit {
    void apply(JsonObject json);
  }

  /** Changes a JSON file of a copy of the snapshot tied-fp32. */
  private Path edited(String file, Edit edit) throws Exception {
    if (!Files.exists(folder.resolve("tokenizer.json"))) {
      TinyFiles.copy("tied-fp32", folder);
    }
    JsonObject json =
        JsonParser.parseString(Files.readString(folder.resolve(file))).getAsJsonObject();
    edit.apply(json);
    Files.writeString(folder.resolve(file), json.toString());
    return folder;
  }

  private static JsonElement parsed(String json) {
    return JsonParser.parseString(json.replace('\'', '"'));
  }

  private static JsonObject splitStep(JsonObject tokenizer) {
    return tokenizer
        .getAsJsonObject("pre_tokenizer")
        .getAsJsonArray("pretokenizers")
        .get(0)
        .getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "normalizer | {'type':'Lowercase'} | Lowercase",
        "normalizer | {'type':'Sequence','normalizers':[{'type':'NFC'},{'type':'Strip'}]} | Strip",
        "pre_tokenizer | null | pre-tokenizer",
        "pre_tokenizer | {'type':'Whitespace'} | Whitespace",
        "pre_tokenizer | {'type':'ByteLevel','add_prefix_space':true} | add_prefix_space",
        "model | {'type':'Unigram','vocab':[['a',0.5]]} | vocabulary",
        "model | {'type':'WordPiece','vocab':{'a':1}} | WordPiece",
        "model | {'type':'BPE','byte_fallback':true,'vocab':{'a':1}} | BPE",
        "model | {'type':'BPE','end_of_word_suffix':'@@','vocab':{'a':1}} | @@",
        "added_tokens | [{'id':9,'content':'x','lstrip':true}] | lstrip"
      })
  void otherKindsAreNamed(String member, String json, String word) throws Exception {
    Path snapshot = edited("tokenizer.json", file -> file.add(member, parsed(json)));
    fails(
        Kind.UNSUPPORTED,
        () -> ModelTokenizer.ofSnapshot(snapshot),
        "tokenizer.json",
        word,
        "Supported:");
  }

  @Test
  void anUnknownWordExpressionIsNotRun() throws Exception {
    Path snapshot =
        edited(
            "tokenizer.json", file -> splitStep(file).add("pattern", parsed("{'Regex':'(a+)+$'}")));
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofSnapshot(snapshot), "(a+)+$");
    edited("tokenizer.json", file -> splitStep(file).add("pattern", parsed("{'String':' '}")));
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofSnapshot(snapshot), "Qwen2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vocab | {'a':1} | no token for byte 0",
        "vocab | {'a':-1} | its id -1",
        "vocab | {'a':1,'b':1} | its id 1",
        "vocab | {'a':440} | its id 440",
        "vocab | {'':1} | is empty",
        "vocab | {'a':1.5} | JSON cannot be read",
        "merges | ['ab'] | is not two tokens",
        "merges | [['a','b','c']] | JSON cannot be read",
        "merges | ['a zzz'] | the merge of",
        "ignore_merges | 3 | neither true nor false"
      })
  void contradictionsAreNamed(String member, String json, String word) throws Exception {
    Path snapshot =
        edited("tokenizer.json", file -> file.getAsJsonObject("model").add(member, parsed(json)));
    fails(
        Kind.CORRUPT,
        () -> ModelTokenizer.ofSnapshot(snapshot),
        "tokenizer.json",
        word.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[7] | not an object",
        "{} | not a list",
        "[{'id':9}] | no content",
        "[{'content':'x'}] | has no",
        "[{'id':440,'content':'<a>'},{'id':440,'content':'<b>'}] | its id 440",
        "[{'id':440,'content':'x'}] | has two ids"
      })
  void wrongAddedTokensAreNamed(String json, String word) throws Exception {
    Path snapshot = edited("tokenizer.json", file -> file.add("added_tokens", parsed(json)));
    fails(Kind.CORRUPT, () -> ModelTokenizer.ofSnapshot(snapshot), word);
  }

  @Test
  void gpt2sWordsNeedNoExpression() throws Exception {
    Path snapshot =
        edited(
            "tokenizer.json",
            file -> {
              file.add("pre_tokenizer", parsed("{'type':'ByteLevel','add_prefix_space':false}"));
              file.add("normalizer", parsed("{'type':'Sequence','normalizers':[]}"));
            });
    try (Tokenizer tokenizer = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      String decomposed = "cafe\u0301 12 it's";
      assertEquals(decomposed, tokenizer.decode(tokenizer.encode(decomposed)));
    }
  }

  /** Llama 3 reads up to three digits as a word, and words of the vocabulary without merging. */
  @Test
  void llama3sWordsAreItsOwn() throws Exception {
    Path snapshot =
        edited(
            "tokenizer.json",
            file -> {
              JsonObject model = file.getAsJsonObject("model");
              model.getAsJsonObject("vocab").addProperty("12", 448);
              model.getAsJsonObject("vocab").addProperty("qzq", 449);
              model.getAsJsonArray("merges").add(parsed("['1','2']"));
            });
    int[] qwen;
    try (Tokenizer tokenizer = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      qwen = tokenizer.encode("1212");
      assertEquals(4, qwen.length);
      assertEquals(3, tokenizer.encode("qzq").length);
    }
    edited(
        "tokenizer.json",
        file -> {
          file.getAsJsonObject("model").addProperty("ignore_merges", true);
          splitStep(file)
              .getAsJsonObject("pattern")
              .addProperty("Regex", PreTokenization.LLAMA3.expression());
        });
    try (Tokenizer tokenizer = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      // "1212" is the words "121" and "2".
      assertArrayEquals(new int[] {448, qwen[0], qwen[1]}, tokenizer.encode("1212"));
      assertArrayEquals(new int[] {449}, tokenizer.encode("qzq"));
    }
  }

  @Test
  void oldMergesWithASpaceAreReadToo() throws Exception {
    Path snapshot =
        edited(
            "tokenizer.json",
            file -> {
              JsonArray merges = new JsonArray();
              for (JsonElement merge : file.getAsJsonObject("model").getAsJsonArray("merges")) {
                JsonArray pair = merge.getAsJsonArray();
                merges.add(pair.get(0).getAsString() + " " + pair.get(1).getAsString());
              }
              file.getAsJsonObject("model").add("merges", merges);
            });
    try (Tokenizer pairs = ReferenceTextsTest.open("tied-fp32").tokenizer();
        Tokenizer texts = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      String text = "How many customers?";
      assertArrayEquals(pairs.encode(text), texts.encode(text));
    }
  }

  /** A merge that makes a special token would let text become it. */
  @Test
  void noMergeMakesASpecialToken() throws Exception {
    Path snapshot =
        edited(
            "tokenizer.json",
            file -> {
              JsonObject model = file.getAsJsonObject("model");
              model.getAsJsonObject("vocab").addProperty("zq", 448);
              model.getAsJsonArray("merges").add(parsed("['z','q']"));
              file.getAsJsonArray("added_tokens")
                  .add(parsed("{'id':448,'content':'zq','special':true}"));
            });
    try (Tokenizer tokenizer = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      assertEquals(2, tokenizer.encode("zq").length);
      assertArrayEquals(new int[] {448}, tokenizer.encode("zq", true));
    }
  }

  @Test
  void stopTokensAreCollectedFromAllFiles() throws Exception {
    edited("generation_config.json", file -> file.add("eos_token_id", parsed("[5,442]")));
    edited("config.json", file -> file.add("eos_token_id", parsed("7")));
    Path snapshot =
        edited(
            "tokenizer_config.json",
            file -> file.add("eos_token", parsed("{'content':'<|fim_prefix|>'}")));
    try (Tokenizer tokenizer = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      int prefix = tokenizer.specialId("<|fim_prefix|>").orElseThrow();
      assertEquals(Set.of(5, 7, 440, 442, prefix), tokenizer.stopIds());
    }
    edited("config.json", file -> file.add("eos_token_id", parsed("'x'")));
    fails(Kind.CORRUPT, () -> ModelTokenizer.ofSnapshot(snapshot), "config.json", "eos_token_id");
  }

  @Test
  void aTemplateMayStandInAFileOfItsOwn() throws Exception {
    Path snapshot = edited("tokenizer_config.json", file -> file.remove("chat_template"));
    Path jinja = snapshot.resolve("chat_template.jinja");
    Files.writeString(jinja, "[INST]");
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofSnapshot(snapshot), "chat template");
    Files.write(jinja, new byte[] {(byte) 0xff});
    fails(Kind.CORRUPT, () -> ModelTokenizer.ofSnapshot(snapshot), "jinja", "not UTF-8");
    Files.delete(jinja);
    try (Tokenizer tokenizer = ModelTokenizer.ofSnapshot(snapshot).tokenizer()) {
      assertTrue(tokenizer.vocabularySize() > 0);
    }
    edited("tokenizer_config.json", file -> file.add("chat_template", parsed("[{'name':'x'}]")));
    fails(Kind.UNSUPPORTED, () -> ModelTokenizer.ofSnapshot(snapshot), "chat template");
  }

  @Test
  void missingFilesAreNamed() {
    fails(Kind.NOT_FOUND, () -> ModelTokenizer.ofSnapshot(folder), "tokenizer.json");
  }
}
