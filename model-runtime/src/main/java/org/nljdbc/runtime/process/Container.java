package org.nljdbc.runtime.process;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a container is there for one program. Such a one ends with its first process, and a
 * shared runtime with it, so that nobody ever shares it. One that programs are started in from
 * outside, as those that people develop in, is like any machine.
 */
final class Container {

  private static final long FIRST = 1;

  private static final Set<String> NAMES =
      Set.of("docker", "kubepods", "containerd", "libpod", "lxc", "garden");

  private final UnaryOperator<@Nullable String> environment;
  private final SystemFiles files;
  private final BooleanSupplier ofTheFirst;

  /**
   * Describes it.
   *
   * @param environment gives the value of an environment variable, or null
   * @param files where the system tells of itself
   * @param ofTheFirst whether the first process has started this program, itself or by others
   */
  Container(
      UnaryOperator<@Nullable String> environment, SystemFiles files, BooleanSupplier ofTheFirst) {
    this.environment = environment;
    this.files = files;
    this.ofTheFirst = ofTheFirst;
  }

  /** Whether this program is the first process, or comes from it. */
  static boolean isOfTheFirst() {
    Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
    while (process.isPresent()) {
      if (process.get().pid() == FIRST) {
        return true;
      }
      process = process.get().parent(); // none of whoever was started from outside
    }
    return false;
  }

  /** What speaks against a shared runtime; empty if nothing does. */
  String objection() {
    String sign = sign();
    return sign.isEmpty() || !ofTheFirst.getAsBoolean()
        ? ""
        : "this looks like a container ("
            + sign
            + ") that is there for this program, which has no other to share with";
  }

  /** By what a container shows; empty if by nothing. */
  private String sign() {
    for (String variable : new String[] {"KUBERNETES_SERVICE_HOST", "container"}) {
      String value = environment.apply(variable);
      if (value != null && !value.isEmpty()) {
        return "the variable " + variable;
      }
    }
    for (String file : new String[] {".dockerenv", "run/.containerenv"}) {
      if (files.has(file)) {
        return "/" + file;
      }
    }
    return files.lines("proc/1/cgroup").stream()
            .anyMatch(line -> NAMES.stream().anyMatch(line::contains))
        ? "/proc/1/cgroup"
        : "";
  }
}
