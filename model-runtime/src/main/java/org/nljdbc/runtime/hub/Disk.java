package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What downloads need of a disk; a test's one is full when it likes. */
interface Disk {

  /** The disk. */
  Disk REAL =
      new Disk() {
        @Override
        public long usableBytes(Path folder) throws IOException {
          return Files.getFileStore(folder).getUsableSpace();
        }

        @Override
        public Appender append(Path file) throws IOException {
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          return new Appender(channel, () -> channel.force(true));
        }
      };

  /**
   * The room for this user.
   *
   * @param folder a folder that exists
   * @return bytes
   */
  long usableBytes(Path folder) throws IOException;

  /**
   * Opens a file for writing at its end.
   *
   * @param file the file; made if it is not there
   * @return to be closed by the caller
   */
  Appender append(Path file) throws IOException;
}
