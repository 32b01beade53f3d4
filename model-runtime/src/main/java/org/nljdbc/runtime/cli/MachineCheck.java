package org.nljdbc.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks at Java, processor, memory and graphics cards. */
final class MachineCheck {

  private static final int LEAST_JAVA = 17;

  /** What the embedded model takes while it loads: docs/performance.md. */
  private static final long MEMORY_BYTES = 1_500L << 20;

  /** Modules of Java that are left out of trimmed ones. */
  private static final List<String> MODULES = List.of("java.sql", "java.net.http", "java.naming");

  private MachineCheck() {}

  static List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    all.add(java(Runtime.version().feature(), System.getProperty("java.version", "?")));
    all.add(modules());
    all.add(cores(Runtime.getRuntime().availableProcessors()));
    all.add(extensions(System.getProperty("os.arch", "?"), Machine.extensions()));
    all.add(memory(Machine.freeMemory()));
    all.add(cards(Machine.cards()));
    return all;
  }

  static Finding java(int feature, String version) {
    String what = "Java " + version + " at " + System.getProperty("java.home");
    return feature < LEAST_JAVA
        ? Finding.fail(what, "Use Java " + LEAST_JAVA + " or newer.")
        : Finding.ok(what);
  }

  private static Finding modules() {
    List<String> missing =
        MODULES.stream().filter(name -> ModuleLayer.boot().findModule(name).isEmpty()).toList();
    return missing.isEmpty()
        ? Finding.ok("This Java has the modules that are needed")
        : Finding.fail(
            "This Java lacks " + String.join(", ", missing),
            "Use a full one, or make the trimmed one with --add-modules "
                + String.join(",", missing)
                + ".");
  }

  static Finding cores(int cores) {
    return cores < 2
        ? Finding.warn("1 core", "Answers will take twice as long as on two.")
        : Finding.ok(cores + " cores");
  }

  static Finding extensions(String arch, Set<String> flags) {
    if (flags.isEmpty()) {
      return Finding.ok("Processor " + arch + "; this system does not tell its extensions");
    }
    if (!flags.contains("avx2") && (arch.equals("amd64") || arch.equals("x86_64"))) {
      return Finding.warn(
          "The processor has no AVX2",
          "Answers will be several times slower. Name a server in nl.runtime for speed.");
    }
    List<String> known =
        List.of("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimd", "asimddp");
    List<String> has = known.stream().filter(flags::contains).toList();
    return Finding.ok("Processor " + arch + " with " + String.join(", ", has));
  }

  static Finding memory(Optional<Long> free) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (free.isEmpty()) {
      return Finding.ok("Java's heap may grow to " + heap + " MiB; the system does not tell more");
    }
    String what =
        String.format(
            Locale.ROOT,
            "%d MiB of memory are free, and Java's heap may grow to %d MiB",
            free.get() >> 20,
            heap);
    return free.get() < MEMORY_BYTES
        ? Finding.warn(
            what,
            "The embedded model takes "
                + (MEMORY_BYTES >> 20)
                + " MiB, most of it outside the heap: close something, or name a server in"
                + " nl.runtime.")
        : Finding.ok(what);
  }

  static Finding cards(List<String> cards) {
    return cards.isEmpty()
        ? Finding.ok("No graphics card was found; the model runs on the processor")
        : Finding.ok(
            "Graphics card: "
                + String.join("; ", cards)
                + ". Models in Java run on the processor; a server (vLLM, llama-server) can use"
                + " the card, by nl.runtime");
  }
}
