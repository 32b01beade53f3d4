package org.nljdbc.runtime.tokenizer;

import java.util.OptionalInt;
import java.util.Set;
import org.nljdbc.spi.LanguageModelException;

/** Turns text into the tokens of one model, and back. Safe for use by many threads. */
public interface Tokenizer extends AutoCloseable {

  /**
   * Encodes text as text: no special token comes out of it, whatever it holds.
   *
   * @param text any text; unpaired surrogates count as U+FFFD
   * @return its tokens; none for the empty text
   * @throws LanguageModelException if the tokenizer is closed or fails
   */
  default int[] encode(String text) throws LanguageModelException {
    return encode(text, false);
  }

  /**
   * Encodes text. Adds nothing before or after it.
   *
   * @param text any text; unpaired surrogates count as U+FFFD
   * @param allowSpecial whether the written form of a special or added token, such as {@code
   *     <|im_end|>}, becomes that token; never true for text that comes from a person or a database
   * @return its tokens; none for the empty text
   * @throws LanguageModelException if the tokenizer is closed or fails
   */
  int[] encode(String text, boolean allowSpecial) throws LanguageModelException;

  /**
   * The bytes that a token adds to the decoded text, UTF-8 once all tokens are put together: a
   * token may end inside a character.
   *
   * @param id any token; special ones, and those outside the vocabulary, have no bytes
   * @return the bytes, the caller's own
   */
  byte[] tokenBytes(int id);

  /**
   * Decodes tokens. Special tokens are left out, bytes that are not UTF-8 become U+FFFD.
   *
   * @param ids the tokens
   */
  default String decode(int[] ids) {
    TokenDecoder decoder = new TokenDecoder(this);
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(decoder.add(id));
    }
    return text.append(decoder.finish()).toString();
  }

  /** One more than the greatest id that has a token. The model's embedding may have more rows. */
  int vocabularySize();

  /**
   * The id of a special or added token.
   *
   * @param written its written form, such as {@code <|im_start|>}
   * @return its id, or nothing if there is no such token
   */
  OptionalInt specialId(String written);

  /**
   * Whether a token is special: it structures a conversation and has no text.
   *
   * @param id any token
   */
  boolean isSpecial(int id);

  /** The tokens that end an answer. */
  Set<Integer> stopIds();

  /** Frees the native library's memory. Idempotent. */
  @Override
  void close();
}
