package org.nljdbc.runtime.process;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * How much memory programs can still have, by what Linux tells of the machine and the container.
 */
final class FreeMemory {

  private static final long KIB = 1024;

  private static final String GROUP = "sys/fs/cgroup/";

  private final SystemFiles files;

  FreeMemory(SystemFiles files) {
    this.files = files;
  }

  /** Bytes that are free; below 0 where nobody tells. */
  long bytes() {
    return LongStream.concat(machine().stream(), container().stream()).min().orElse(-1);
  }

  private OptionalLong machine() {
    OptionalLong kib = value(files.lines("proc/meminfo"), "MemAvailable:");
    return kib.isEmpty() ? kib : OptionalLong.of(kib.getAsLong() * KIB);
  }

  /** What is left of a container's limit; what files have of it is given back when it is needed. */
  private OptionalLong container() {
    OptionalLong limit = value(files.lines(GROUP + "memory.max"), "");
    OptionalLong used = value(files.lines(GROUP + "memory.current"), "");
    if (limit.isEmpty() || used.isEmpty()) {
      return OptionalLong.empty();
    }
    long cached = value(files.lines(GROUP + "memory.stat"), "inactive_file ").orElse(0);
    return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cached));
  }

  /** The number behind a name; none where there is no limit ("max"). */
  private static OptionalLong value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty() && digits.length() <= 18)
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
