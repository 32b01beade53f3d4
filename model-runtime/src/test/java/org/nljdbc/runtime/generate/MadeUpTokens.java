package org.nljdbc.runtime.generate;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nljdbc.runtime.tokenizer.Tokenizer;

/**
 * Gives the tokens of a tiny model bytes of a test's, over and over: nearly all of its own are
 * control tokens and single bytes. It does not encode.
 *
 * @param bytes the bytes of the first tokens
 * @param vocabularySize how many tokens there are
 * @param stopEvery of so many tokens the sixth ends an answer; above 5
 */
record MadeUpTokens(List<byte[]> bytes, int vocabularySize, int stopEvery) implements Tokenizer {

  @Override
  public byte[] tokenBytes(int id) {
    return bytes.get(id % bytes.size()).clone();
  }

  @Override
  public Set<Integer> stopIds() {
    return IntStream.range(0, vocabularySize)
        .filter(id -> id % stopEvery == 5)
        .boxed()
        .collect(Collectors.toSet());
  }

  @Override
  public int[] encode(String text, boolean allowSpecial) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalInt specialId(String written) {
    return OptionalInt.empty();
  }

  @Override
  public boolean isSpecial(int id) {
    return false;
  }

  @Override
  public void close() {}
}
