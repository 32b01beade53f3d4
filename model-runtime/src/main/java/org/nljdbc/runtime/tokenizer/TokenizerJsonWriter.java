package org.nljdbc.runtime.tokenizer;

import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes the {@code tokenizer.json} that the native library is given. It holds no added token at
 * all, so that text can become nothing but ordinary tokens.
 */
final class TokenizerJsonWriter {

  private TokenizerJsonWriter() {}

  /** The definition as UTF-8 JSON, without its added tokens. */
  static byte[] write(BpeDefinition bpe) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8 << 20);
    try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        JsonWriter json = new JsonWriter(writer)) {
      json.setHtmlSafe(false);
      json.beginObject();
      json.name("version").value("1.0");
      json.name("added_tokens").beginArray().endArray();
      json.name("normalizer");
      if (bpe.composed()) {
        json.beginObject().name("type").value("NFC").endObject();
      } else {
        json.nullValue();
      }
      preTokenizer(json.name("pre_tokenizer"), bpe.parting());
      json.name("post_processor").nullValue();
      json.name("decoder").nullValue();
      model(json.name("model"), bpe);
      json.endObject();
    }
    return out.toByteArray();
  }

  private static void preTokenizer(JsonWriter json, PreTokenization parting) throws IOException {
    json.beginObject();
    json.name("type").value("Sequence");
    json.name("pretokenizers").beginArray();
    json.beginObject();
    json.name("type").value("Split");
    json.name("pattern").beginObject();
    json.name("Regex").value(parting.expression()).endObject();
    json.name("behavior").value("Isolated");
    json.name("invert").value(false);
    json.endObject();
    json.beginObject();
    json.name("type").value("ByteLevel");
    json.name("add_prefix_space").value(false);
    json.name("trim_offsets").value(false);
    json.name("use_regex").value(false);
    json.endObject();
    json.endArray();
    json.endObject();
  }

  private static void model(JsonWriter json, BpeDefinition bpe) throws IOException {
    json.beginObject();
    json.name("type").value("BPE");
    json.name("fuse_unk").value(false);
    json.name("byte_fallback").value(false);
    json.name("ignore_merges").value(bpe.wholeWords());
    json.name("vocab").beginObject();
    for (Map.Entry<String, Integer> word : bpe.words().entrySet()) {
      json.name(word.getKey()).value(word.getValue());
    }
    json.endObject();
    json.name("merges").beginArray();
    for (BpeDefinition.Merge merge : bpe.merges()) {
      json.beginArray().value(merge.left()).value(merge.right()).endArray();
    }
    json.endArray();
    json.endObject();
  }
}
