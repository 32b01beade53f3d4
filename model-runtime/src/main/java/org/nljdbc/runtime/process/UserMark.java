package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
   * @throws IOException if the folder cannot be written
   */
  static UserMark set(RuntimeFiles files) throws IOException {
    Path file = Files.createTempFile(files.folder(), files.key() + ".", ENDING);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      LOG.trace("holding {}", lock);
      return new UserMark(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Whether a program has the runtime's model open. Marks of programs that have died are taken
   * away.
   *
   * @param files the runtime's files
   * @throws IOException if the folder cannot be read
   */
  static boolean isAnySet(RuntimeFiles files) throws IOException {
    try (DirectoryStream<Path> marks =
        Files.newDirectoryStream(files.folder(), files.key() + ".*" + ENDING)) {
      for (Path mark : marks) {
        if (LockProbe.isHeld(mark)) {
          return true;
        }
        Files.deleteIfExists(mark);
      }
      return false;
    }
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
