package org.nljdbc.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives writers their turns, among all threads and processes: by the operating system's lock on a
 * file beside the guarded one, which the system ends with its process, however that ends. The file
 * is removed afterwards, so that none is left in a project's folder.
 */
final class LockGuard {

  private static final Logger LOG = LoggerFactory.getLogger(LockGuard.class);

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_MILLIS = 5;
  private static final int MOST_SIZE = 1 << 16;

  private LockGuard() {}

  /** What a writer does in its turn. */
  @FunctionalInterface
  interface Turn {
    void take() throws IOException, SQLException;
  }

  /**
   * Waits for a turn, at most ten seconds, and takes it.
   *
   * @param path the file to lock; its folder exists
   * @param attributes what the file is made with
   * @throws IOException if the turn does not come or the file cannot be made, or as the turn throws
   * @throws SQLException as the turn throws it
   */
  static void run(Path path, FileAttribute<?>[] attributes, Turn turn)
      throws IOException, SQLException {
    // The system's lock is the process's: a second channel on the file would end it when it closes.
    // An interned text is the same object for all class loaders that have this driver.
    synchronized (("nl-jdbc guard " + path).intern()) {
      try (FileChannel channel = enter(path, attributes)) {
        try {
          turn.take();
        } finally {
          remove(path, channel);
        }
      }
    }
  }

  private static void remove(Path path, FileChannel locked) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Some systems remove no open file. It does no harm.
      LOG.debug("{} stays, open: {}", path, locked.isOpen(), e);
    }
  }

  private static FileChannel enter(Path path, FileAttribute<?>[] attributes) throws IOException {
    long end = System.nanoTime() + MOST_NANOS;
    while (System.nanoTime() - end < 0) {
      FileChannel channel = tryToEnter(path, attributes);
      if (channel != null) {
        return channel;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while another program writes it", e);
      }
    }
    throw new IOException("another program has been writing it for ten seconds");
  }

  /** The locked file, or null if it is another's turn. */
  private static @Nullable FileChannel tryToEnter(Path path, FileAttribute<?>[] attributes)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), attributes);
    boolean entered = false;
    try {
      FileLock lock = channel.tryLock();
      entered = lock != null && isThere(path, channel);
    } catch (OverlappingFileLockException another) {
      entered = false;
    } finally {
      if (!entered) {
        channel.close();
      }
    }
    return entered ? channel : null;
  }

  /**
   * Whether the file that is locked is the one that others find, and not one that was removed after
   * the turn before while this writer waited. Its size tells, as no second channel may be opened.
   */
  private static boolean isThere(Path path, FileChannel channel) throws IOException {
    int size = ThreadLocalRandom.current().nextInt(1, MOST_SIZE);
    channel.truncate(0);
    ByteBuffer zeros = ByteBuffer.allocate(size);
    while (zeros.hasRemaining()) {
      channel.write(zeros);
    }
    try {
      return Files.size(path) == size;
    } catch (NoSuchFileException removed) {
      return false;
    }
  }
}
