package org.nljdbc.runtime.tokenizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.tokenizer.BpeDefinition.Added;
import org.nljdbc.runtime.tokenizer.BpeDefinition.Merge;
import org.nljdbc.runtime.weights.GgufMetadata;
import org.nljdbc.spi.LanguageModelException;

/** Rebuilds a tokenizer from GGUF metadata. */
final class GgufTokenizerReader {

  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int USER_DEFINED = 4;
  private static final int UNUSED = 5;

  private GgufTokenizerReader() {}

  /**
   * Reads the tokenizer.
   *
   * @param metadata of the model's first file
   * @return the definition, checked
   * @throws LanguageModelException CORRUPT, or UNSUPPORTED for tokenizers of another kind
   */
  static BpeDefinition read(GgufMetadata metadata) throws LanguageModelException {
    String model = String.valueOf(metadata.string("tokenizer.ggml.model"));
    String pre = String.valueOf(metadata.string("tokenizer.ggml.pre"));
    PreTokenization parting = PreTokenization.ofGguf(pre);
    if (!model.equals("gpt2") || parting == null) {
      throw ModelFileErrors.unsupported(
          metadata.file(),
          "a tokenizer of kind " + ModelFileErrors.shown(model + ", " + pre),
          "byte-level BPE (gpt2) with the words of " + PreTokenization.allGguf());
    }
    String[] tokens = metadata.strings("tokenizer.ggml.tokens");
    long[] kinds = metadata.integers("tokenizer.ggml.token_type");
    if (kinds == null || kinds.length != tokens.length) {
      throw ModelFileErrors.corrupt(
          metadata.file(),
          "it has "
              + tokens.length
              + " tokens, but "
              + (kinds == null ? 0 : kinds.length)
              + " token types");
    }
    Map<String, Integer> words = new LinkedHashMap<>();
    List<Added> added = new ArrayList<>();
    for (int id = 0; id < tokens.length; id++) {
      int kind = (int) kinds[id];
      if (kind == UNKNOWN || kind == CONTROL || kind == USER_DEFINED) {
        added.add(new Added(tokens[id], id, kind != USER_DEFINED));
      } else if (kind != UNUSED && words.put(tokens[id], id) != null) {
        throw ModelFileErrors.corrupt(
            metadata.file(), "token " + ModelFileErrors.shown(tokens[id]) + " stands there twice");
      }
    }
    List<Merge> merges = new ArrayList<>();
    for (String merge : metadata.strings("tokenizer.ggml.merges")) {
      merges.add(merge(metadata, merge));
    }
    return new BpeDefinition(
            words, merges, added, parting, parting.composed(), parting.wholeWords())
        .checked(metadata.file());
  }

  private static Merge merge(GgufMetadata metadata, String merge) throws LanguageModelException {
    int space = merge.indexOf(' ');
    if (space < 1 || space == merge.length() - 1) {
      throw ModelFileErrors.corrupt(
          metadata.file(), "the merge " + ModelFileErrors.shown(merge) + " is not two tokens");
    }
    return new Merge(merge.substring(0, space), merge.substring(space + 1));
  }
}
