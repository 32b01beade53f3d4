package org.nljdbc.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.ModelOptions;

/** What speaks against a process, by the files and variables of machines that a test makes up. */
class SurroundingsTest {

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private boolean ofTheFirst = true;

  @BeforeEach
  void makeMachine() throws IOException {
    Files.createDirectories(root.resolve("proc/1"));
    Files.createDirectories(root.resolve("run"));
    Files.writeString(root.resolve("proc/1/cgroup"), "0::/init.scope\n");
    free(8 << 20);
  }

  private void free(long kib) throws IOException {
    Files.writeString(
        root.resolve("proc/meminfo"), "MemTotal: 99 kB\nMemAvailable:   " + kib + " kB\n");
  }

  private Surroundings machine(String system) {
    return new Surroundings(environment::get, root, system, module -> true, () -> ofTheFirst);
  }

  private String objection(String system) {
    return machine(system).objection();
  }

  @Test
  void onAMachineOfItsOwnNothingDoes() {
    assertEquals("", objection("Linux"));
    environment.put("NL_RUNTIME", " ");
    assertEquals("", objection("Linux"));
  }

  @Test
  void elsewhereNobodyHasTried() {
    assertTrue(objection("Mac OS X").contains("nobody has tried"));
    assertTrue(objection("Windows 11").contains("Windows 11"));
    assertTrue(objection("").contains("this system"));
  }

  @Test
  void containersShow() throws IOException {
    Files.writeString(root.resolve("proc/1/cgroup"), "1:name=x:/kubepods/besteffort/pod1\n");
    assertTrue(objection("Linux").contains("/proc/1/cgroup"));
    Files.createFile(root.resolve("run/.containerenv"));
    assertTrue(objection("Linux").contains("/run/.containerenv"));
    Files.createFile(root.resolve(".dockerenv"));
    assertTrue(objection("Linux").contains("/.dockerenv"));
    environment.put("container", "podman");
    assertTrue(objection("Linux").contains("the variable container"));
    environment.put("NL_RUNTIME", "process"); // somebody knows better
    assertEquals("", objection("Linux"));
  }

  /** As those that people work in for hours: what is started there is started from outside. */
  @Test
  void aContainerThatIsNotThereForTheProgramIsLikeAnyMachine() throws IOException {
    Files.createFile(root.resolve(".dockerenv"));
    ofTheFirst = false;
    assertEquals("", objection("Linux"));
    ofTheFirst = true;
    assertTrue(objection("Linux").contains("there for this program"));
  }

  /** A machine's own programs all come from its first process. */
  @Test
  void whoCameFromTheFirstProcessIsSeen() {
    ProcessHandle first = ProcessHandle.current();
    while (first.parent().isPresent()) {
      first = first.parent().get();
    }
    assertEquals(first.pid() == 1, Container.isOfTheFirst());
  }

  @Test
  void theVariableDecides() {
    environment.put("NL_RUNTIME", "Embedded");
    assertTrue(objection("Linux").contains("says so"));
    environment.put("NL_RUNTIME", "proces");
    assertTrue(objection("Linux").contains("neither embedded nor process"));
    environment.put("NL_RUNTIME", "process");
    assertTrue(objection("Windows 11").contains("nobody has tried"));
  }

  @Test
  void modulesThatAreNotThereAreNamed() {
    Surroundings trimmed =
        new Surroundings(
            environment::get,
            root,
            "Linux",
            module -> !module.startsWith("java.desk"),
            () -> ofTheFirst);
    assertTrue(trimmed.objection().endsWith("lacks the modules java.desktop"));
    assertEquals("", Surroundings.MODULES.stream().filter(this::isMissing).findAny().orElse(""));
  }

  private boolean isMissing(String module) {
    return ModuleLayer.boot().findModule(module).isEmpty();
  }

  @Test
  void memoryCountsWhereTheSystemTells() throws IOException {
    Surroundings here = machine("Linux");
    assertEquals("", here.objectionToStart());
    free(1 << 20);
    assertTrue(here.objectionToStart().contains("1024 MiB"));
    Files.delete(root.resolve("proc/meminfo"));
    assertEquals("", here.objectionToStart());
  }

  /** What the machine has free says nothing in a container that may not have it. */
  @Test
  void aContainersLimitCounts() throws IOException {
    Surroundings here = machine("Linux");
    Path group = Files.createDirectories(root.resolve("sys/fs/cgroup"));
    Files.writeString(group.resolve("memory.max"), "max\n");
    Files.writeString(group.resolve("memory.current"), (1L << 30) + "\n");
    assertEquals("", here.objectionToStart());
    Files.writeString(group.resolve("memory.max"), (2L << 30) + "\n");
    assertTrue(here.objectionToStart().contains("1024 MiB"), here::objectionToStart);
    Files.writeString(
        group.resolve("memory.stat"), "anon 1\ninactive_file " + (1L << 30) + "\nslab 2\n");
    assertEquals("", here.objectionToStart());
    Files.writeString(group.resolve("memory.current"), (4L << 30) + "\n");
    assertTrue(here.objectionToStart().contains("only 0 MiB"), here::objectionToStart);
  }

  private void group(String folder, String limit, long usedMib, String begin) throws IOException {
    Path group = Files.createDirectories(root.resolve("sys/fs/cgroup").resolve(folder));
    boolean two = begin.isEmpty();
    Files.writeString(group.resolve(two ? "memory.max" : "memory.limit_in_bytes"), limit + "\n");
    Files.writeString(
        group.resolve(two ? "memory.current" : "memory.usage_in_bytes"), (usedMib << 20) + "\n");
    Files.writeString(group.resolve("memory.stat"), begin + "inactive_file 0\n");
  }

  private void groupsOfThisProgram(String lines) throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(root.resolve("proc/self/cgroup"), lines);
  }

  /** A service with a limit, which the machine's root does not show. */
  @Test
  void theLimitOfTheProgramsOwnGroupCounts() throws IOException {
    Surroundings here = machine("Linux");
    group("a.slice/b.service", String.valueOf(3L << 30), 2000, "");
    assertEquals("", here.objectionToStart());
    groupsOfThisProgram("0::/a.slice/b.service\n");
    assertTrue(here.objectionToStart().contains("1072 MiB"), here::objectionToStart);
    group("a.slice", String.valueOf(3L << 30), 2572, ""); // its neighbours use some
    assertTrue(here.objectionToStart().contains("only 500 MiB"), here::objectionToStart);
    groupsOfThisProgram("0::/../a.slice\n");
    assertEquals("", here.objectionToStart());
  }

  @Test
  void limitsOfTheFirstVersionCount() throws IOException {
    Surroundings here = machine("Linux");
    group("memory", "9223372036854771712", 5000, "total_");
    assertEquals("", here.objectionToStart());
    groupsOfThisProgram("5:cpu,cpuacct:/x\n4:memory:/docker/1\n0::/y\n");
    group("memory/docker/1", String.valueOf(2L << 30), 1024, "total_");
    assertTrue(here.objectionToStart().contains("1024 MiB"), here::objectionToStart);
    // In the container, its group is the root, and the path leads nowhere.
    groupsOfThisProgram("4:memory:/docker/2\n");
    assertEquals("", here.objectionToStart());
    group("memory", String.valueOf(2L << 30), 1948, "total_");
    assertTrue(here.objectionToStart().contains("only 100 MiB"), here::objectionToStart);
  }

  /** These tests' classes are in a folder, which the next build writes anew. */
  @Test
  void classesInAFolderMayChange() {
    ModelOptions.Shared shared = new ModelOptions.Shared("", 300, true);
    ModelOptions options = ModelOptions.embedded().in(shared);
    String objection = provider().objection(options);
    assertTrue(objection.contains("classes are in the folder"), objection);
    environment.put("NL_RUNTIME", "process");
    assertEquals("", provider().objection(options));
  }

  private ProcessModelProvider provider() {
    return new ProcessModelProvider(root.resolve("runtimes"), machine("Linux"));
  }

  @Test
  void aFailureIsRememberedForAWhile() throws IOException {
    Path file = root.resolve("k.avoid");
    Instant then = Instant.parse("2026-11-28T12:00:00Z");
    Avoidance avoidance = at(file, then);
    assertEquals("", avoidance.told());
    avoidance.remember("it broke " + "x".repeat(1000));
    assertTrue(avoidance.told().contains("it broke"));
    assertTrue(avoidance.told().length() < 700);
    assertFalse(at(file, then.plus(Avoidance.TRUE_FOR)).told().isEmpty());
    assertEquals("", at(file, then.plus(Avoidance.TRUE_FOR).plusMillis(1)).told());
    assertEquals("", at(file, then.minus(Duration.ofDays(1))).told(), "a clock that was set back");
    avoidance.forget();
    assertEquals("", avoidance.told());
    Files.writeString(file, "time=soon");
    assertEquals("", avoidance.told());
  }

  private static Avoidance at(Path file, Instant time) {
    return new Avoidance(file, Clock.fixed(time, ZoneOffset.UTC));
  }
}
