package org.nljdbc.runtime.tokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/**
 * A byte-level BPE tokenizer, whatever file it comes from.
 *
 * @param words the ordinary tokens: id by written form
 * @param merges pairs of tokens that are joined, the most urgent first
 * @param added special and other added tokens
 * @param parting how text is parted into words
 * @param composed whether text is brought into Unicode's composed form (NFC) first
 * @param wholeWords whether a word in the vocabulary is taken as it is, without merging
 */
record BpeDefinition(
    Map<String, Integer> words,
    List<Merge> merges,
    List<Added> added,
    PreTokenization parting,
    boolean composed,
    boolean wholeWords) {

  /** Most tokens, and most merges: four times what real models have. */
  static final int MAX_TOKENS = 1 << 20;

  private static final int MAX_ADDED = 20_000;

  /** Two tokens that are joined. */
  record Merge(String left, String right) {}

  /**
   * A token outside the BPE vocabulary.
   *
   * @param written its written form, not empty
   * @param id its id
   * @param special whether it has no text
   */
  record Added(String written, int id, boolean special) {}

  /**
   * Checks a definition as it came from a file, and takes special tokens out of the ordinary ones.
   *
   * @param file the file, for messages
   * @return the definition to use
   * @throws LanguageModelException CORRUPT if ids collide, a byte has no token, or a merge names or
   *     makes an unknown token
   */
  BpeDefinition checked(Path file) throws LanguageModelException {
    if (words.size() > MAX_TOKENS || merges.size() > MAX_TOKENS || added.size() > MAX_ADDED) {
      throw ModelFileErrors.corrupt(
          file,
          words.size()
              + " tokens, "
              + merges.size()
              + " merges, "
              + added.size()
              + " added tokens");
    }
    Map<String, Integer> ordinary = new LinkedHashMap<>(words);
    Set<String> removed = new HashSet<>();
    Map<Integer, String> ids = new HashMap<>();
    for (Added token : added) {
      checkId(file, token.written, token.id, ids);
      Integer ordinaryId = ordinary.get(token.written);
      if (ordinaryId != null && ordinaryId != token.id) {
        throw ModelFileErrors.corrupt(
            file, "token " + ModelFileErrors.shown(token.written) + " has two ids");
      }
      ordinary.remove(token.written);
      removed.add(token.written);
    }
    for (Map.Entry<String, Integer> word : ordinary.entrySet()) {
      checkId(file, word.getKey(), word.getValue(), ids);
    }
    for (int value = 0; value < 256; value++) {
      if (!ordinary.containsKey(ByteAlphabet.written(value))) {
        throw ModelFileErrors.corrupt(
            file,
            "its vocabulary has no token for byte "
                + value
                + "; byte-level tokenizers have all 256");
      }
    }
    List<Merge> kept = new ArrayList<>(merges.size());
    for (Merge merge : merges) {
      if (removed.contains(merge.left + merge.right)
          || removed.contains(merge.left)
          || removed.contains(merge.right)) {
        continue;
      }
      if (!ordinary.containsKey(merge.left)
          || !ordinary.containsKey(merge.right)
          || !ordinary.containsKey(merge.left + merge.right)) {
        throw ModelFileErrors.corrupt(
            file,
            "the merge of "
                + ModelFileErrors.shown(merge.left)
                + " and "
                + ModelFileErrors.shown(merge.right)
                + " names or makes a token that its vocabulary does not have");
      }
      kept.add(merge);
    }
    return new BpeDefinition(ordinary, kept, added, parting, composed, wholeWords);
  }

  private static void checkId(Path file, String written, int id, Map<Integer, String> ids)
      throws LanguageModelException {
    if (written.isEmpty() || id < 0 || id >= MAX_TOKENS || ids.put(id, written) != null) {
      throw ModelFileErrors.corrupt(
          file,
          "token "
              + ModelFileErrors.shown(written)
              + " is empty, or its id "
              + id
              + " is taken or out of range");
    }
  }
}
