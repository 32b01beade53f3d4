package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a program has a runtime's model open, so that the runtime waits for its next question
 * as a model in the program would: a file of its own that it holds a lock on. The system frees that
 * however the program ends. One file for all would not do, since a process loses all its locks on a
 * file when it closes the file once.
 */
final class UserMark implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UserMark.class);

  private static final String ENDING = ".user";

  private static final String PART = ".mark";
  private static final int TRIES = 5;

  private final Path file;
  private final FileChannel channel;

  private UserMark(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Sets a mark.
   *
   * @param files the runtime's files
   * @throws IOException if the folder cannot be written, or its files cannot be locked
   */
  static UserMark set(RuntimeFiles files) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      // Under another name until it is locked: what is not is taken for that of a dead program.
      Path part = Files.createTempFile(files.folder(), files.key() + ".", PART);
      UserMark mark = lock(part);
      if (mark != null) {
        return mark;
      }
    }
    throw new IOException("no file in " + files.folder() + " can be locked");
  }

  private static @Nullable UserMark lock(Path part) throws IOException {
    FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
    boolean set = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return null;
      }
      String name = String.valueOf(part.getFileName());
      Path file = part.resolveSibling(name.substring(0, name.length() - PART.length()) + ENDING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      set = true;
      return new UserMark(file, channel);
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (!set) {
        channel.close();
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * How many programs have the runtime's model open. Marks of programs that have died are taken
   * away; one that cannot be opened, as another user's, counts as none and stays.
   *
   * @param files the runtime's files
   * @return how often other processes than this one have it open, 0 or more
   * @throws IOException if the folder cannot be read
   */
  static int count(RuntimeFiles files) throws IOException {
    int held = 0;
    try (DirectoryStream<Path> marks =
        Files.newDirectoryStream(files.folder(), files.key() + ".*" + ENDING)) {
      for (Path mark : marks) {
        if (isHeldElseTakenAway(mark)) {
          held++;
        }
      }
      return held;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isHeldElseTakenAway(Path mark) {
    try {
      if (LockProbe.isHeld(mark)) {
        return true;
      }
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      LOG.debug("the mark {} is passed over", mark, e);
    }
    return false;
  }

  /** For logs. */
  @Override
  public String toString() {
    return "mark " + file;
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("the mark {} cannot be taken away", file, e);
    }
  }
}
