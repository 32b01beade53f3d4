package org.nljdbc.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files in which Linux tells of a machine.
 *
 * @param root the root of its files
 */
record SystemFiles(Path root) {

  boolean has(String file) {
    return Files.exists(root.resolve(file));
  }

  /** The lines of a file; none where it cannot be read. */
  List<String> lines(String file) {
    try (Stream<String> lines = Files.lines(root.resolve(file))) {
      return lines.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // not told, or not as text
    }
  }
}
