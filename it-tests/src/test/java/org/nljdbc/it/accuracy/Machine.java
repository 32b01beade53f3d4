package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what machine figures come from. */
final class Machine {

  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processors, operating system and Java, in one line. */
  static String describe() {
    return Runtime.getRuntime().availableProcessors()
        + " x "
        + processor().orElse(System.getProperty("os.arch"))
        + ", "
        + System.getProperty("os.name")
        + ", Java "
        + Runtime.version().feature();
  }

  private static Optional<String> processor() {
    if (!Files.isReadable(CPU)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
