package org.nljdbc.runtime.files;

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
 * Held while something is done that no other process, nor another thread of this one, may do at the
 * same time. The system frees it when the process ends, however it ends.
 */
public final class ProcessLock implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  private final ReentrantLock threads;
  private final Path file;
  private final FileChannel channel;

  private ProcessLock(ReentrantLock threads, Path file, FileChannel channel) {
    this.threads = threads;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param threads keeps the threads of this process apart: a file lock holds between processes
   *     only, and the process loses it when any of its threads closes the file
   * @param file what to lock; made if it is not there, and left there
   * @param waiting called again and again while another one holds it
   * @return the lock, to be closed by the same thread
   * @throws IOException if the file cannot be made
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static ProcessLock take(ReentrantLock threads, Path file, Runnable waiting)
      throws IOException, InterruptedException {
    while (!threads.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
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
      return new ProcessLock(threads, file, channel);
    } finally {
      if (!taken) {
        release(threads, channel);
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

  private static void release(ReentrantLock threads, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock is gone with the channel, and nothing was written.
      return;
    } finally {
      threads.unlock();
    }
  }

  @Override
  public void close() {
    release(threads, channel);
  }

  /** For logs. */
  @Override
  public String toString() {
    return "lock " + file;
  }
}
