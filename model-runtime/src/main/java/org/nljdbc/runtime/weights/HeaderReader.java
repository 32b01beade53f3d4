package org.nljdbc.runtime.weights;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/** Reads little-endian values one after the other, never beyond a limit. */
final class HeaderReader {

  private static final int BUFFER = 65_536;

  private final ReadableFile file;
  private final long limit;
  private final byte[] buffer;
  private long bufferStart;
  private int bufferLength;
  private int next;

  /**
   * Starts at the beginning of a file.
   *
   * @param file the file
   * @param limit most bytes to read from it
   */
  HeaderReader(ReadableFile file, long limit) {
    this.file = file;
    this.limit = Math.min(limit, file.size());
    this.buffer = new byte[(int) Math.min(BUFFER, this.limit)];
  }

  /** Offset in the file of the next byte. */
  long position() {
    return bufferStart + next;
  }

  /**
   * Checks that so many bytes are left before anything is allocated for them.
   *
   * @param count how many things follow
   * @param bytesEach least size of one
   * @param what their name, for the message
   */
  void require(long count, int bytesEach, String what) throws LanguageModelException {
    if (count < 0 || count > (limit - position()) / bytesEach) {
      throw corrupt("it announces " + Long.toUnsignedString(count) + " " + what);
    }
  }

  int int8() throws LanguageModelException {
    return buffer[take(1)];
  }

  short int16() throws LanguageModelException {
    return LittleEndian.int16(buffer, take(2));
  }

  int int32() throws LanguageModelException {
    return LittleEndian.int32(buffer, take(4));
  }

  long uint32() throws LanguageModelException {
    return Integer.toUnsignedLong(int32());
  }

  long int64() throws LanguageModelException {
    return LittleEndian.int64(buffer, take(8));
  }

  /**
   * Reads a length and so many bytes of UTF-8.
   *
   * @param maxBytes most bytes that the text may have
   * @param what its name, for the message
   */
  String string(int maxBytes, String what) throws LanguageModelException {
    long length = int64();
    if (length < 0 || length > maxBytes || length > limit - position()) {
      throw corrupt(what + " has a length of " + Long.toUnsignedString(length) + " bytes");
    }
    byte[] bytes = buffer;
    int from;
    if (length <= BUFFER) {
      from = take((int) length);
    } else {
      bytes = new byte[(int) length];
      file.read(position(), bytes, (int) length);
      seek(position() + length);
      from = 0;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, (int) length))
          .toString();
    } catch (CharacterCodingException e) {
      throw corrupt(what + " is not UTF-8");
    }
  }

  /**
   * An error at the current position.
   *
   * @param what what is wrong, as a clause
   */
  LanguageModelException corrupt(String what) {
    return ModelFileErrors.corrupt(file.path(), what + " (near byte " + position() + ")");
  }

  private void seek(long position) {
    bufferStart = position;
    bufferLength = 0;
    next = 0;
  }

  /** Index in the buffer of so many bytes, at most its size. */
  private int take(int bytes) throws LanguageModelException {
    if (bufferLength - next < bytes) {
      if (bytes > limit - position()) {
        throw corrupt("its header ends in the middle of a value");
      }
      seek(position());
      bufferLength = (int) Math.min(buffer.length, limit - bufferStart);
      file.read(bufferStart, buffer, bufferLength);
    }
    int at = next;
    next += bytes;
    return at;
  }
}
