package org.nljdbc.runtime.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.JsonFields;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.tokenizer.BpeDefinition.Added;
import org.nljdbc.runtime.tokenizer.BpeDefinition.Merge;
import org.nljdbc.spi.LanguageModelException;

/** Reads a tokenizer from Hugging Face's {@code tokenizer.json}. */
final class TokenizerJsonReader {

  private static final long MAX_BYTES = 64 << 20;
  private static final int MAX_SMALL_VALUES = 1_000;
  private static final int MAX_ADDED_VALUES = 200_000;

  private final Path file;
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private final List<Merge> merges = new ArrayList<>();
  private final List<Added> added = new ArrayList<>();
  private final JsonObject model = new JsonObject();
  private @Nullable JsonElement normalizer;
  private @Nullable JsonElement preTokenizer;

  private TokenizerJsonReader(Path file) {
    this.file = file;
  }

  /**
   * Reads the tokenizer.
   *
   * @param file {@code tokenizer.json}
   * @return the definition, checked
   * @throws LanguageModelException NOT_FOUND, CORRUPT, or UNSUPPORTED for tokenizers of another
   *     kind
   */
  static BpeDefinition read(Path file) throws LanguageModelException {
    TokenizerJsonReader reader = new TokenizerJsonReader(file);
    return BoundedJson.read(file, MAX_BYTES, reader::top).checked(file);
  }

  private BpeDefinition top(JsonReader json) throws IOException, LanguageModelException {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "added_tokens":
          for (JsonElement token : array(BoundedJson.tree(file, json, MAX_ADDED_VALUES))) {
            added.add(added(token));
          }
          break;
        case "normalizer":
          normalizer = BoundedJson.tree(file, json, MAX_SMALL_VALUES);
          break;
        case "pre_tokenizer":
          preTokenizer = BoundedJson.tree(file, json, MAX_SMALL_VALUES);
          break;
        case "model":
          model(json);
          break;
        default:
          json.skipValue();
      }
    }
    json.endObject();
    JsonFields fields = new JsonFields(file, model);
    checkModel(fields);
    return new BpeDefinition(
        words,
        merges,
        added,
        TokenizerSteps.parting(file, preTokenizer),
        TokenizerSteps.composed(file, normalizer),
        fields.flag("ignore_merges", false));
  }

  private void model(JsonReader json) throws IOException, LanguageModelException {
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      switch (name) {
        case "vocab":
          vocabulary(json);
          break;
        case "merges":
          merges(json);
          break;
        default:
          model.add(name, BoundedJson.tree(file, json, MAX_SMALL_VALUES));
      }
    }
    json.endObject();
  }

  private void vocabulary(JsonReader json) throws IOException, LanguageModelException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw ModelFileErrors.unsupported(
          file, "a vocabulary that is not a table of tokens and ids", "byte-level BPE");
    }
    json.beginObject();
    while (json.hasNext()) {
      String token = json.nextName();
      if (words.put(token, json.nextInt()) != null || words.size() > BpeDefinition.MAX_TOKENS) {
        throw ModelFileErrors.corrupt(
            file, "too many tokens, or two " + ModelFileErrors.shown(token));
      }
    }
    json.endObject();
  }

  /** Each merge is a text with a space, or, since tokenizers 0.20, a list of two texts. */
  private void merges(JsonReader json) throws IOException, LanguageModelException {
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() == JsonToken.BEGIN_ARRAY) {
        json.beginArray();
        merges.add(new Merge(json.nextString(), json.nextString()));
        json.endArray();
      } else {
        String merge = json.nextString();
        int space = merge.indexOf(' ');
        if (space < 1) {
          throw ModelFileErrors.corrupt(
              file, "the merge " + ModelFileErrors.shown(merge) + " is not two tokens");
        }
        merges.add(new Merge(merge.substring(0, space), merge.substring(space + 1)));
      }
      if (merges.size() > BpeDefinition.MAX_TOKENS) {
        throw ModelFileErrors.corrupt(file, "too many merges");
      }
    }
    json.endArray();
  }

  private Added added(JsonElement token) throws LanguageModelException {
    if (!token.isJsonObject()) {
      throw ModelFileErrors.corrupt(file, "an added token is not an object");
    }
    JsonFields fields = new JsonFields(file, token.getAsJsonObject());
    String content = fields.string("content");
    if (content == null) {
      throw ModelFileErrors.corrupt(file, "an added token has no content");
    }
    for (String flag : new String[] {"single_word", "lstrip", "rstrip"}) {
      if (fields.flag(flag, false)) {
        throw ModelFileErrors.unsupported(
            file,
            "the added token " + ModelFileErrors.shown(content) + " with " + flag,
            "added tokens that match anywhere and strip nothing");
      }
    }
    int id = fields.integer("id", 0, BpeDefinition.MAX_TOKENS);
    return new Added(content, id, fields.flag("special", false));
  }

  private void checkModel(JsonFields fields) throws LanguageModelException {
    String type = fields.string("type");
    if (!"BPE".equals(type) || fields.flag("byte_fallback", false)) {
      throw ModelFileErrors.unsupported(
          file,
          "a tokenizer model " + ModelFileErrors.shown(String.valueOf(type)),
          "byte-level BPE");
    }
    for (String name : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
      String mark = fields.string(name);
      if (mark != null && !mark.isEmpty()) {
        throw ModelFileErrors.unsupported(
            file, name + " " + ModelFileErrors.shown(mark), "byte-level BPE without such marks");
      }
    }
  }

  private Iterable<JsonElement> array(JsonElement value) throws LanguageModelException {
    if (!value.isJsonArray()) {
      throw ModelFileErrors.corrupt(file, "added_tokens is not a list");
    }
    return value.getAsJsonArray();
  }
}
