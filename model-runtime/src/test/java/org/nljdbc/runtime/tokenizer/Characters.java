package org.nljdbc.runtime.tokenizer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

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
    if (!allowSpecial) {
      return text.chars().toArray();
    }
    IntStream.Builder ids = IntStream.builder();
    int at = 0;
    while (at < text.length()) {
      String rest = text.substring(at);
      Optional<String> found = special.keySet().stream().filter(rest::startsWith).findAny();
      ids.add(found.isPresent() ? special.get(found.get()) : rest.charAt(0));
      at += found.map(String::length).orElse(1);
    }
    return ids.build().toArray();
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
