package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that hold what a database holds: on systems with such rights their owner's alone. */
final class OwnersFile {

  private OwnersFile() {}

  /** Writes a file as a whole, in place of the one before, or not at all. */
  static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    // A temporary file is its owner's alone.
    Path begun = Files.createTempFile(target.getParent(), ".nl", ".part");
    try {
      Files.writeString(begun, text);
      Files.move(begun, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
  }
}
