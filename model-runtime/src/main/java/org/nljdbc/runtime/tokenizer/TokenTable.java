package org.nljdbc.runtime.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/** The bytes of every token, in one array. Immutable. */
final class TokenTable {

  private static final byte[] NONE = {};

  private final byte[] bytes;
  private final int[] starts;
  private final BitSet special = new BitSet();

  /**
   * Lays out a vocabulary.
   *
   * @param bpe the tokenizer, checked
   */
  TokenTable(BpeDefinition bpe) {
    int size = 0;
    for (int id : bpe.words().values()) {
      size = Math.max(size, id + 1);
    }
    for (BpeDefinition.Added token : bpe.added()) {
      size = Math.max(size, token.id() + 1);
    }
    byte[][] each = new byte[size][];
    Arrays.fill(each, NONE);
    for (Map.Entry<String, Integer> word : bpe.words().entrySet()) {
      each[word.getValue()] = ByteAlphabet.bytes(word.getKey());
    }
    for (BpeDefinition.Added token : bpe.added()) {
      if (token.special()) {
        special.set(token.id());
      } else {
        each[token.id()] = token.written().getBytes(StandardCharsets.UTF_8);
      }
    }
    starts = new int[size + 1];
    ByteArrayOutputStream all = new ByteArrayOutputStream(8 * size);
    for (int id = 0; id < size; id++) {
      all.writeBytes(each[id]);
      starts[id + 1] = all.size();
    }
    bytes = all.toByteArray();
  }

  int size() {
    return starts.length - 1;
  }

  byte[] bytes(int id) {
    return id < 0 || id >= size() ? NONE : Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
  }

  boolean isSpecial(int id) {
    return id >= 0 && special.get(id);
  }
}
