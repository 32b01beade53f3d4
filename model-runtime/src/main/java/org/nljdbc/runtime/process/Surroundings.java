package org.nljdbc.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a process of its own for the model on the machine and in the Java that a
 * program runs in. Looks only, and says the first thing that it finds.
 */
final class Surroundings {

  /** Says where programs that name no place have their model: {@code embedded}, {@code process}. */
  static final String VARIABLE = "NL_RUNTIME";

  /** What the runtime's process takes while it loads (docs/performance.md), and room to breathe. */
  private static final long LEAST_BYTES = 2L << 30;

  private static final long KIB = 1024;

  /** Modules that the server and the model need; trimmed Javas lack some of them. */
  static final List<String> MODULES =
      List.of(
          "java.desktop",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.sql",
          "java.xml",
          "jdk.unsupported");

  private static final Set<String> CONTAINERS =
      Set.of("docker", "kubepods", "containerd", "libpod", "lxc", "garden");

  private final UnaryOperator<@Nullable String> environment;
  private final Path root;
  private final String system;
  private final Predicate<String> hasModule;

  /**
   * Describes a machine.
   *
   * @param environment gives the value of an environment variable, or null
   * @param root the root of its files
   * @param system its operating system as {@code os.name} has it
   * @param hasModule whether this Java has a module
   */
  Surroundings(
      UnaryOperator<@Nullable String> environment,
      Path root,
      String system,
      Predicate<String> hasModule) {
    this.environment = environment;
    this.root = root;
    this.system = system;
    this.hasModule = hasModule;
  }

  /** Those of this program. */
  static Surroundings ofThisProgram() {
    return new Surroundings(
        System::getenv,
        Path.of("/"),
        System.getProperty("os.name", ""),
        name -> ModuleFinder.ofSystem().find(name).isPresent());
  }

  /** What speaks against it whether or not a runtime is there; empty if nothing does. */
  String objection() {
    String wanted = environment.apply(VARIABLE);
    boolean named = wanted != null && !wanted.isBlank();
    if (named && !wanted.strip().equalsIgnoreCase("process")) {
      return wanted.strip().equalsIgnoreCase("embedded")
          ? "the environment variable " + VARIABLE + " says so"
          : "the environment variable " + VARIABLE + " is neither embedded nor process";
    }
    if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
      return "nobody has tried the shared runtime on "
          + (system.isEmpty() ? "this system" : system)
          + " yet (nl.runtime=process starts it all the same)";
    }
    if (!named) {
      String container = container();
      if (!container.isEmpty()) {
        return "this looks like a container ("
            + container
            + "), where one program seldom has another to share with";
      }
    }
    List<String> missing = MODULES.stream().filter(each -> !hasModule.test(each)).toList();
    return missing.isEmpty()
        ? ""
        : "the Java of this program lacks the modules " + String.join(", ", missing);
  }

  /** What speaks against starting one; empty if nothing does. */
  String objectionToStart() {
    long free = freeBytes();
    return free >= 0 && free < LEAST_BYTES
        ? "only " + (free >> 20) + " MiB of memory are free for another process"
        : "";
  }

  /** By what a container shows; empty if by nothing. */
  private String container() {
    for (String variable : new String[] {"KUBERNETES_SERVICE_HOST", "container"}) {
      String value = environment.apply(variable);
      if (value != null && !value.isEmpty()) {
        return "the variable " + variable;
      }
    }
    for (String file : new String[] {".dockerenv", "run/.containerenv"}) {
      if (Files.exists(root.resolve(file))) {
        return "/" + file;
      }
    }
    return lines("proc/1/cgroup").stream()
            .anyMatch(line -> CONTAINERS.stream().anyMatch(line::contains))
        ? "/proc/1/cgroup"
        : "";
  }

  /** Memory that programs can still have; below 0 where the system does not tell. */
  private long freeBytes() {
    return lines("proc/meminfo").stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> line.replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty())
        .mapToLong(digits -> Long.parseLong(digits) * KIB)
        .findFirst()
        .orElse(-1);
  }

  private List<String> lines(String file) {
    try (Stream<String> lines = Files.lines(root.resolve(file))) {
      return lines.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // not told, or not as text
    }
  }
}
