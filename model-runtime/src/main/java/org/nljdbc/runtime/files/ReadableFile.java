package org.nljdbc.runtime.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * A file that is read at any position, by several threads at once. It is read rather than mapped: a
 * file that is cut short while it is in use gives an error instead of ending the JVM, and its pages
 * do not count as this process's memory beside the weights made from them.
 */
public final class ReadableFile implements AutoCloseable {

  private final Path path;
  private final long size;
  private volatile FileChannel channel;
  private volatile boolean closed;

  private ReadableFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @return the open file, to be closed by the caller
   * @throws LanguageModelException NOT_FOUND if there is no such regular file or it may not be read
   */
  public static ReadableFile open(Path path) throws LanguageModelException {
    try {
      if (!Files.isRegularFile(path)) {
        throw new NoSuchFileException(path.toString());
      }
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new ReadableFile(path, channel, channel.size());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw ModelFileErrors.unreadable(path, e);
    }
  }

  /** Where the file lies. */
  public Path path() {
    return path;
  }

  /** Its size in bytes when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Reads bytes.
   *
   * @param position offset in the file of the first byte, 0 or more
   * @param target receives them from its index 0
   * @param length how many, at most {@code target.length}
   * @throws LanguageModelException CORRUPT if the file ends before, CANCELLED if the thread is
   *     interrupted, FAILED if it cannot be read
   */
  public void read(long position, byte[] target, int length) throws LanguageModelException {
    if (position < 0 || position > size - length) {
      throw ModelFileErrors.corrupt(
          path,
          "bytes " + position + " to " + (position + length) + " lie beyond its end at " + size);
    }
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
    while (buffer.hasRemaining()) {
      int got = readSome(buffer, position + buffer.position());
      if (got < 0) {
        throw ModelFileErrors.corrupt(
            path, "it was cut short to " + (position + buffer.position()) + " bytes while in use");
      }
    }
  }

  private int readSome(ByteBuffer buffer, long position) throws LanguageModelException {
    while (true) {
      FileChannel used = channel;
      try {
        return used.read(buffer, position);
      } catch (ClosedByInterruptException e) {
        throw new LanguageModelException(
            Kind.CANCELLED, "Reading model file " + path + " was interrupted.", e);
      } catch (ClosedChannelException e) {
        reopenAfter(used, e);
      } catch (IOException e) {
        throw ModelFileErrors.unreadable(path, e);
      }
    }
  }

  /** An interrupt of one thread closes the channel under the others: they open it again. */
  private synchronized void reopenAfter(FileChannel dead, ClosedChannelException cause)
      throws LanguageModelException {
    if (closed) {
      throw new LanguageModelException(
          Kind.CANCELLED, "Model file " + path + " was closed while it was read.", cause);
    }
    if (channel == dead) {
      try {
        channel = FileChannel.open(path, StandardOpenOption.READ);
      } catch (IOException e) {
        throw ModelFileErrors.unreadable(path, e);
      }
    }
  }

  /** Closes the file; reads in progress end as cancelled. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written: a failed close loses nothing.
      return;
    }
  }
}
