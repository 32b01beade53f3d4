package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Held by whoever looks for a runtime and starts it, so that there is one. The system frees it when
 * the process ends, however it ends.
 */
final class StartLock implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  /**
   * Held by one thread of this process: a file lock holds between processes only, and the process
   * loses it when any of its threads closes the file.
   */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final FileChannel channel;

  private StartLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for it as long as it takes; whoever holds it may be loading a model. */
  static StartLock take(Path file, Runnable waiting) throws IOException, InterruptedException {
    while (!ONE_AT_A_TIME.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      waiting.run();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (lock(channel) == null) {
        waiting.run();
        Thread.sleep(POLL_MILLIS);
      }
      taken = true;
      return new StartLock(channel);
    } finally {
      if (!taken) {
        release(channel);
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this class in another class loader of this process
    }
  }

  private static void release(@Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    release(channel);
  }
}
