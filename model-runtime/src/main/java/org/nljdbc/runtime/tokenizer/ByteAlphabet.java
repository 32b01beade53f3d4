package org.nljdbc.runtime.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The 256 characters that byte-level BPE writes bytes with: printable Latin-1 characters stand for
 * themselves, the others for U+0100 and up, in order. Source: OpenAI's GPT-2 encoder, {@code
 * bytes_to_unicode}.
 */
final class ByteAlphabet {

  private static final int SIZE = 256;
  private static final int CHARACTERS = 2 * SIZE;
  private static final char[] OF_BYTE = new char[SIZE];
  private static final short[] OF_CHARACTER = new short[CHARACTERS];

  static {
    Arrays.fill(OF_CHARACTER, (short) -1);
    int others = 0;
    for (int b = 0; b < SIZE; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xff && b != 0xad);
      OF_BYTE[b] = (char) (printable ? b : SIZE + others++);
      OF_CHARACTER[OF_BYTE[b]] = (short) b;
    }
  }

  private ByteAlphabet() {}

  /**
   * The character that stands for a byte.
   *
   * @param value the byte, 0 to 255
   */
  static String written(int value) {
    return String.valueOf(OF_BYTE[value]);
  }

  /**
   * The bytes that a token stands for.
   *
   * @param token as the vocabulary writes it
   * @return its bytes; those of the text itself if it is not written in this alphabet
   */
  static byte[] bytes(String token) {
    byte @Nullable [] bytes = decoded(token);
    return bytes == null ? token.getBytes(StandardCharsets.UTF_8) : bytes;
  }

  private static byte @Nullable [] decoded(String token) {
    byte[] bytes = new byte[token.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = token.charAt(i);
      if (c >= CHARACTERS || OF_CHARACTER[c] < 0) {
        return null;
      }
      bytes[i] = (byte) OF_CHARACTER[c];
    }
    return bytes;
  }
}
