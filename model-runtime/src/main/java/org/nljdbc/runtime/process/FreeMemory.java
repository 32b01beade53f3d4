package org.nljdbc.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much memory programs can still have, by what Linux tells of the machine and of the control
 * groups that this program is in: a process that it starts is in the same ones.
 */
final class FreeMemory {

  private static final long KIB = 1024;

  private static final String GROUPS = "sys/fs/cgroup";

  private final SystemFiles files;

  /**
   * The names of a version's files.
   *
   * @param folder where its groups are
   * @param limit the file with the limit; much more than any machine has where there is none
   * @param used the file with what is used
   * @param cached the name, in memory.stat, of what is given back when it is needed
   */
  private record Version(String folder, String limit, String used, String cached) {}

  private static final Version ONE =
      new Version(
          GROUPS + "/memory",
          "memory.limit_in_bytes",
          "memory.usage_in_bytes",
          "total_inactive_file ");

  private static final Version TWO =
      new Version(GROUPS, "memory.max", "memory.current", "inactive_file ");

  FreeMemory(SystemFiles files) {
    this.files = files;
  }

  /** Bytes that are free; below 0 where nobody tells. */
  long bytes() {
    return LongStream.concat(machine().stream(), groups()).min().orElse(-1);
  }

  private OptionalLong machine() {
    OptionalLong kib = value(files.lines("proc/meminfo"), "MemAvailable:");
    return kib.isEmpty() ? kib : OptionalLong.of(kib.getAsLong() * KIB);
  }

  /**
   * What is left in each group. A line of the program's groups is "0::/path" in version 2, and
   * "4:memory:/path" in version 1. In a container the root may be its own group, whatever the path.
   */
  private LongStream groups() {
    Stream<OptionalLong> one =
        path("\\d+:([^:]*,)?memory(,[^:]*)?:").stream().map(path -> left(ONE, path));
    Stream<OptionalLong> two = path("0::").stream().map(path -> left(TWO, path));
    return Stream.concat(one, two).flatMapToLong(OptionalLong::stream);
  }

  /** A group and those that it is in, which limit it as well; the root at least. */
  private List<String> path(String begin) {
    List<String> all = new ArrayList<>(List.of(""));
    files.lines("proc/self/cgroup").stream()
        .filter(line -> line.matches(begin + "/.*"))
        .map(line -> line.replaceFirst(begin + "/", ""))
        .filter(path -> !path.contains("..")) // outside of what can be seen from here
        .findFirst()
        .ifPresent(
            path -> {
              for (String each : path.split("/", -1)) {
                all.add(all.get(all.size() - 1) + "/" + each);
              }
            });
    return all;
  }

  /** What is left of a group's limit; what files have of it is given back when it is needed. */
  private OptionalLong left(Version version, String path) {
    String group = version.folder() + path + "/";
    OptionalLong limit = value(files.lines(group + version.limit()), "");
    OptionalLong used = value(files.lines(group + version.used()), "");
    if (limit.isEmpty() || used.isEmpty()) {
      return OptionalLong.empty();
    }
    long cached = value(files.lines(group + "memory.stat"), version.cached()).orElse(0);
    return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cached));
  }

  /** The number behind a name; none where there is no limit ("max", or 19 digits). */
  private static OptionalLong value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty() && digits.length() <= 18)
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
