package org.nljdbc.runtime.process;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

  private final UnaryOperator<@Nullable String> environment;
  private final Container container;
  private final FreeMemory memory;
  private final String system;
  private final Predicate<String> hasModule;

  /**
   * Describes a machine.
   *
   * @param environment gives the value of an environment variable, or null
   * @param root the root of its files
   * @param system its operating system as {@code os.name} has it
   * @param hasModule whether this Java has a module
   * @param ofTheFirst whether the first process has started this program, itself or by others
   */
  Surroundings(
      UnaryOperator<@Nullable String> environment,
      Path root,
      String system,
      Predicate<String> hasModule,
      BooleanSupplier ofTheFirst) {
    SystemFiles files = new SystemFiles(root);
    this.environment = environment;
    this.container = new Container(environment, files, ofTheFirst);
    this.memory = new FreeMemory(files);
    this.system = system;
    this.hasModule = hasModule;
  }

  /** Those of this program. */
  static Surroundings ofThisProgram() {
    return new Surroundings(
        System::getenv,
        Path.of("/"),
        System.getProperty("os.name", ""),
        name -> ModuleFinder.ofSystem().find(name).isPresent(),
        Container::isOfTheFirst);
  }

  /** What speaks against it whether or not a runtime is there; empty if nothing does. */
  String objection() {
    String wanted = wanted();
    if (!wanted.isEmpty() && !wanted.equalsIgnoreCase("process")) {
      return wanted.equalsIgnoreCase("embedded")
          ? "the environment variable " + VARIABLE + " says so"
          : "the environment variable " + VARIABLE + " is neither embedded nor process";
    }
    if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
      return "nobody has tried the shared runtime on "
          + (system.isEmpty() ? "this system" : system)
          + " yet (nl.runtime=process starts it all the same)";
    }
    if (wanted.isEmpty()) {
      String alone = container.objection();
      if (!alone.isEmpty()) {
        return alone;
      }
    }
    List<String> missing = MODULES.stream().filter(each -> !hasModule.test(each)).toList();
    return missing.isEmpty()
        ? ""
        : "the Java of this program lacks the modules " + String.join(", ", missing);
  }

  /** What the variable says; empty where it says nothing. */
  private String wanted() {
    return Objects.requireNonNullElse(environment.apply(VARIABLE), "").strip();
  }

  /** Whether somebody has named the place for all programs, and knows better than rules do. */
  boolean isNamed() {
    return !wanted().isEmpty();
  }

  /** What speaks against starting one; empty if nothing does. */
  String objectionToStart() {
    long free = memory.bytes();
    return free >= 0 && free < LEAST_BYTES
        ? "only " + (free >> 20) + " MiB of memory are free for another process"
        : "";
  }
}
