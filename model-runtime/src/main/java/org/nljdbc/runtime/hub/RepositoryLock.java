package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Held while a model is downloaded, so that no other process, nor another thread of this one,
 * downloads it too. The system frees it when the process ends, however it ends.
 */
final class RepositoryLock implements AutoCloseable {

  private static final long POLL_MILLIS = 200;

  /**
   * Held while one thread of this process downloads: a file lock holds between processes only, and
   * the process loses it when any of its threads closes the file.
   */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Path file;
  private final FileChannel channel;

  private RepositoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file what to lock; made if it is not there, and left there
   * @param waiting called again and again while another one holds it
   * @return the lock, to be closed by the same thread
   */
  static RepositoryLock take(Path file, Runnable waiting) throws IOException, InterruptedException {
    while (!ONE_AT_A_TIME.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      waiting.run();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      Files.createDirectories(file.resolveSibling(""));
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (lock(channel) == null) {
        waiting.run();
        Thread.sleep(POLL_MILLIS);
      }
      taken = true;
      return new RepositoryLock(file, channel);
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

  private static void release(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock is gone with the channel, and nothing was written.
      return;
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  @Override
  public void close() {
    release(channel);
  }

  /** For logs. */
  @Override
  public String toString() {
    return "lock " + file;
  }
}
