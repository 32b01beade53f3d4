package org.nljdbc.runtime.weights;

import java.nio.FloatBuffer;
import org.nljdbc.runtime.files.ReadableFile;
import org.nljdbc.spi.LanguageModelException;

/**
 * Reads rows of one tensor. Works in pieces that fit into a core's cache: the bytes of a piece are
 * read, decoded and handed over before the next.
 */
final class RowReader {

  /** Numbers in a piece: 128 KiB of floats. A multiple of every block size. */
  private static final int PIECE = 32_768;

  private final ReadableFile file;
  private final NumberType type;
  private final long offset;
  private final int rowLength;

  /**
   * Makes a reader.
   *
   * @param file holds the tensor
   * @param type how its numbers are stored
   * @param offset where its first byte lies
   * @param rowLength numbers in a row, whole blocks
   */
  RowReader(ReadableFile file, NumberType type, long offset, int rowLength) {
    this.file = file;
    this.type = type;
    this.offset = offset;
    this.rowLength = rowLength;
  }

  /**
   * Decodes rows.
   *
   * @param firstRow first row, from 0
   * @param rows how many
   * @param target receives {@code rows * rowLength} floats
   * @param to index in it of the first one
   * @throws LanguageModelException if the file cannot be read
   */
  void read(int firstRow, int rows, FloatBuffer target, int to) throws LanguageModelException {
    long numbers = (long) rows * rowLength;
    int piece = (int) Math.min(PIECE, numbers);
    byte[] bytes = new byte[(int) type.bytes(piece)];
    float[] floats = new float[piece];
    long position = offset + type.bytes((long) firstRow * rowLength);
    for (long done = 0; done < numbers; done += piece) {
      int now = (int) Math.min(piece, numbers - done);
      int length = (int) type.bytes(now);
      file.read(position, bytes, length);
      type.kernel().decode(bytes, 0, floats, 0, now / type.blockNumbers());
      target.put((int) (to + done), floats, 0, now);
      position += length;
    }
  }
}
