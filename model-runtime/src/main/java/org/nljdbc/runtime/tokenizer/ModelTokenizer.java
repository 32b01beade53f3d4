package org.nljdbc.runtime.tokenizer;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.JsonFields;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.weights.GgufMetadata;
import org.nljdbc.spi.LanguageModelException;

/**
 * A model's tokenizer and the form of its conversations.
 *
 * @param tokenizer text to tokens, to be closed by the owner of this object
 * @param template conversations to tokens
 */
public record ModelTokenizer(Tokenizer tokenizer, ChatTemplate template) {

  private static final long MAX_CONFIG_BYTES = 16 << 20;

  /** Tokens that end a text or a message in the model families that this runtime knows. */
  private static final List<String> KNOWN_ENDS =
      List.of("<|endoftext|>", "<|im_end|>", "<|end_of_text|>", "<|eot_id|>", "<|eom_id|>");

  /**
   * Reads the tokenizer of a Hugging Face snapshot: {@code tokenizer.json}, {@code
   * tokenizer_config.json}, {@code chat_template.jinja}, {@code generation_config.json}.
   *
   * @param folder the snapshot
   * @return the tokenizer, to be closed by the caller
   * @throws LanguageModelException NOT_FOUND, CORRUPT or UNSUPPORTED; nothing stays open then
   */
  public static ModelTokenizer ofSnapshot(Path folder) throws LanguageModelException {
    Path file = folder.resolve("tokenizer.json");
    BpeDefinition bpe = TokenizerJsonReader.read(file);
    Set<Integer> stops = knownEnds(bpe);
    for (String name : new String[] {"config.json", "generation_config.json"}) {
      if (Files.isRegularFile(folder.resolve(name))) {
        addIds(BoundedJson.object(folder.resolve(name), MAX_CONFIG_BYTES), stops);
      }
    }
    String source = null;
    Path configFile = folder.resolve("tokenizer_config.json");
    if (Files.isRegularFile(configFile)) {
      JsonFields config = BoundedJson.object(configFile, MAX_CONFIG_BYTES);
      JsonElement template = config.get("chat_template");
      source = template == null ? null : template.toString();
      if (template != null && template.isJsonPrimitive()) {
        source = template.getAsString();
      }
      addToken(bpe, config.get("eos_token"), stops);
    }
    Path jinja = folder.resolve("chat_template.jinja");
    if (Files.isRegularFile(jinja)) {
      source = text(jinja);
    }
    return open(file, bpe, stops, source);
  }

  /**
   * Rebuilds the tokenizer of a GGUF model from its metadata.
   *
   * @param metadata of the model's first file
   * @return the tokenizer, to be closed by the caller
   * @throws LanguageModelException CORRUPT or UNSUPPORTED; nothing stays open then
   */
  public static ModelTokenizer ofGguf(GgufMetadata metadata) throws LanguageModelException {
    BpeDefinition bpe = GgufTokenizerReader.read(metadata);
    Set<Integer> stops = knownEnds(bpe);
    for (String name : new String[] {"eos", "eot", "eom"}) {
      String key = "tokenizer.ggml." + name + "_token_id";
      if (metadata.has(key)) {
        stops.add(metadata.integer(key, 0, BpeDefinition.MAX_TOKENS));
      }
    }
    return open(metadata.file(), bpe, stops, metadata.string("tokenizer.chat_template"));
  }

  private static ModelTokenizer open(
      Path file, BpeDefinition bpe, Set<Integer> stops, @Nullable String source)
      throws LanguageModelException {
    BpeTokenizer tokenizer = BpeTokenizer.open(file, bpe, stops);
    try {
      return new ModelTokenizer(tokenizer, ChatTemplate.of(file, source, tokenizer));
    } catch (LanguageModelException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static Set<Integer> knownEnds(BpeDefinition bpe) {
    Set<Integer> stops = new HashSet<>();
    for (BpeDefinition.Added token : bpe.added()) {
      if (token.special() && KNOWN_ENDS.contains(token.written())) {
        stops.add(token.id());
      }
    }
    return stops;
  }

  /** {@code eos_token_id} is a number or a list of numbers. */
  private static void addIds(JsonFields config, Set<Integer> stops) throws LanguageModelException {
    JsonElement ids = config.get("eos_token_id");
    if (ids == null) {
      return;
    }
    Iterable<JsonElement> all = ids.isJsonArray() ? ids.getAsJsonArray() : List.of(ids);
    for (JsonElement id : all) {
      boolean number = id.isJsonPrimitive() && id.getAsJsonPrimitive().isNumber();
      double value = number ? Double.parseDouble(id.getAsString()) : -1;
      if (!(value >= 0 && value < BpeDefinition.MAX_TOKENS)) {
        throw ModelFileErrors.corrupt(config.file(), "its eos_token_id is not a token");
      }
      stops.add((int) value);
    }
  }

  /** {@code eos_token} is a text, or an object with the text as its {@code content}. */
  private static void addToken(BpeDefinition bpe, @Nullable JsonElement token, Set<Integer> stops) {
    JsonElement text =
        token != null && token.isJsonObject() ? token.getAsJsonObject().get("content") : token;
    if (text == null || !text.isJsonPrimitive()) {
      return;
    }
    for (BpeDefinition.Added added : bpe.added()) {
      if (added.written().equals(text.getAsString())) {
        stops.add(added.id());
      }
    }
  }

  private static String text(Path file) throws LanguageModelException {
    try {
      if (Files.size(file) > MAX_CONFIG_BYTES) {
        throw ModelFileErrors.corrupt(file, "it has " + Files.size(file) + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw ModelFileErrors.unreadable(file, e);
    }
  }
}
