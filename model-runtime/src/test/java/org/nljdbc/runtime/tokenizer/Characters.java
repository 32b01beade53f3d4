package org.nljdbc.runtime.tokenizer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A tokenizer for tests: characters are tokens, special tokens are numbers below 0. */
final class Characters implements Tokenizer {

  private final Map<String, Integer> special = new HashMap<>();

  Characters(String... written) {
    for (String one : written) {
      special.put(one, -1 - special.size());
    }
  }

  @Override
  public int[] encode(String text, boolean allowSpecial) {
    if (allowSpecial) {
      throw new IllegalArgumentException("a template encodes text as text");
    }
    return text.chars().toArray();
  }

  @Override
  public byte[] tokenBytes(int id) {
    return new byte[] {(byte) id};
  }

  @Override
  public int vocabularySize() {
    return 1 << 16;
  }

  @Override
  public OptionalInt specialId(String written) {
    Integer id = special.get(written);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public boolean isSpecial(int id) {
    return id < 0;
  }

  @Override
  public Set<Integer> stopIds() {
    return Set.of();
  }

  @Override
  public void close() {}

  /** Tokens as a person would write them, with ~ for line ends. */
  String shown(int[] ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      if (id >= 0) {
        text.append((char) id);
      } else {
        special.forEach((written, known) -> text.append(known == id ? written : ""));
      }
    }
    return text.toString().replace("\n", "~");
  }
}
