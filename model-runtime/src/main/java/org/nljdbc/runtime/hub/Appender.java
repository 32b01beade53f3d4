package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file that is written at its end. */
final class Appender implements AutoCloseable {

  private final WritableByteChannel channel;
  private final Sync sync;

  /** Brings to the disk what is only in the system's memory. */
  @FunctionalInterface
  interface Sync {
    void run() throws IOException;
  }

  /**
   * Wraps a channel.
   *
   * @param channel writes
   * @param sync called when all is written
   */
  Appender(WritableByteChannel channel, Sync sync) {
    this.channel = channel;
    this.sync = sync;
  }

  /** Writes all of a buffer; its position stays as it is. */
  void write(ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Brings everything to the disk: a rename must not outlive the bytes after a power failure. */
  void sync() throws IOException {
    sync.run();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
