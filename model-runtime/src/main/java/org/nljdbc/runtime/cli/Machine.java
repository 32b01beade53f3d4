package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What this machine has, as far as its system tells. */
final class Machine {

  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final long PATIENCE_SECONDS = 5;
  private static final long KIB = 1024;

  private Machine() {}

  /** Processors, operating system and Java, in one line. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d x %s, %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        field(CPU, "model name").orElse(System.getProperty("os.arch", "?")),
        System.getProperty("os.name"),
        System.getProperty("java.version"));
  }

  /** The processor's extensions by their names in Linux; empty where the system does not tell. */
  static Set<String> extensions() {
    return field(CPU, "flags")
        .or(() -> field(CPU, "Features")) // Arm
        .map(flags -> Set.of(flags.split("\\s+")))
        .orElse(Set.of());
  }

  /** Memory that programs can still have, in bytes; empty where the system does not tell. */
  static Optional<Long> freeMemory() {
    return field(MEMORY, "MemAvailable")
        .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * KIB);
  }

  private static Optional<String> field(Path file, String name) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** NVIDIA's cards, as their driver lists them; empty if there are none, or no driver. */
  static List<String> cards() {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Stream<String> lines = process.inputReader().lines()) {
        List<String> cards = lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return ended && process.exitValue() == 0 ? cards : List.of();
      } finally {
        process.destroy();
      }
    } catch (IOException absent) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
