package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Asks whether a process has a file locked. */
final class LockProbe {

  private static final int TRIES = 200;
  private static final long POLL_MILLIS = 5;

  private LockProbe() {}

  /**
   * Whether a file is locked. A probe locks it for a moment, shared, so that programs that ask at
   * once do not take each other for its holder. Within one process even shared locks overlap,
   * whichever thread or class loader has them: then it is asked again, and what is locked for a
   * second is held. Not to be asked of a file that this process itself has locked, as it would lose
   * its lock.
   *
   * @param file the file
   * @return whether it is held; false if it does not exist
   * @throws IOException if it cannot be opened, or the thread is interrupted while it waits
   */
  static boolean isHeld(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int i = 0; i < TRIES; i++) {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
          return lock == null;
        } catch (OverlappingFileLockException another) {
          Thread.sleep(POLL_MILLIS);
        }
      }
      return true;
    } catch (NoSuchFileException none) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking who holds " + file, e);
    }
  }
}
