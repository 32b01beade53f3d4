package org.nljdbc.runtime.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the tokens of one answer as they come. A token may end inside a character: its bytes wait
 * for the next token. Not for use by several threads.
 */
public final class TokenDecoder {

  private final Tokenizer tokenizer;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] waiting = {};

  /**
   * Starts an answer.
   *
   * @param tokenizer knows the tokens' bytes
   */
  public TokenDecoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Takes the next token.
   *
   * @param id the token
   * @return the characters that are complete with it, possibly none
   */
  public String add(int id) {
    return decode(tokenizer.tokenBytes(id), false);
  }

  /**
   * What {@link #add} would give, without taking the token.
   *
   * @param id the token
   * @return the characters that would be complete with it, possibly none
   */
  public String peek(int id) {
    return look(id).text();
  }

  /**
   * What would become of the answer with a token.
   *
   * @param text the characters that would be complete with it, possibly none
   * @param bytes how many bytes the token has; 0 for one that structures a conversation
   * @param insideCharacter whether the answer would end inside a character
   */
  public record Peek(String text, int bytes, boolean insideCharacter) {}

  /**
   * Looks at a token without taking it.
   *
   * @param id the token
   * @return what would become of the answer
   */
  public Peek look(int id) {
    byte[] kept = waiting;
    byte[] more = tokenizer.tokenBytes(id);
    String text = decode(more, false);
    Peek peek = new Peek(text, more.length, isInsideCharacter());
    waiting = kept;
    return peek;
  }

  /** Whether the answer ends inside a character: its bytes wait for more. */
  public boolean isInsideCharacter() {
    return waiting.length > 0;
  }

  /**
   * Ends the answer.
   *
   * @return U+FFFD if bytes of an incomplete character are left, else nothing
   */
  public String finish() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] more, boolean end) {
    ByteBuffer in = ByteBuffer.allocate(waiting.length + more.length).put(waiting).put(more).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 2);
    utf8.decode(in, out, end);
    if (end) {
      utf8.flush(out);
      utf8.reset();
    }
    waiting = new byte[in.remaining()];
    in.get(waiting);
    return out.flip().toString();
  }
}
