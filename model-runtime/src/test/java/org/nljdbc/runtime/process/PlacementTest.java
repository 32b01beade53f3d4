package org.nljdbc.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * nl.runtime=auto: where programs of their own, each a JVM, have their model, and what they are
 * told of it. The model notes the process that opened it.
 */
@EnabledOnOs(OS.LINUX)
class PlacementTest {

  private static final String JAVA = "java";

  @TempDir Path folder;
  private Path script;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeShop() throws Exception {
    script = Files.createDirectory(folder.resolve("script"));
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put(Surroundings.VARIABLE, "process"); // whether or not the test's is a container
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)");
      statement.execute("INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bo'), (3, 'Cy')");
    }
  }

  /** No process outlives its test. */
  @AfterEach
  void endRuntimes() throws Exception {
    for (String pid : opened()) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
    for (RuntimeFiles files : RuntimeFiles.all(runtimes())) {
      while (files.isRunning()) {
        Thread.sleep(10);
      }
    }
  }

  private Path shop() {
    return folder.resolve("shop.db");
  }

  private Path runtimes() {
    return folder.resolve("state/nl-jdbc/runtime");
  }

  private List<String> opened() throws IOException {
    Path file = script.resolve("opened");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** What a program printed and whether it opened the model itself. */
  private record Run(String output, boolean here) {
    String line(String begin) {
      return output
          .lines()
          .filter(each -> each.startsWith(begin))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line " + begin + " in: " + output));
    }
  }

  private static String ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", JAVA).toString();
  }

  private Run ask(String... settings) throws Exception {
    return askBy(ownJava(), System.getProperty("java.class.path"), settings);
  }

  private Run askBy(String java, String classes, String... settings) throws Exception {
    return askBy(List.of(), java, classes, settings);
  }

  /** After each pause, in milliseconds, it asks once more. */
  private Run askBy(List<String> pauses, String java, String classes, String... settings)
      throws Exception {
    Path go = folder.resolve("go");
    if (!Files.exists(go)) {
      Files.createFile(go);
    }
    String url = "jdbc:nl:sqlite:" + shop() + "?nl.model=waiting:" + script;
    ProcessBuilder builder = new ProcessBuilder();
    List<String> command =
        List.of(
            java,
            "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            classes,
            AskingProgram.class.getName(),
            go.toString(),
            Stream.concat(Stream.of(url), Arrays.stream(settings))
                .collect(Collectors.joining("&")));
    builder.command(Stream.concat(command.stream(), pauses.stream()).toList());
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process program = builder.redirectErrorStream(true).start();
    // To the end: whatever holds the program's output open would keep this from returning.
    String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    return new Run(output, opened().contains(Long.toString(program.pid())));
  }

  @Test
  void programsShareAProcessAndTheOneThatStartedItIsTold() throws Exception {
    environment.put("SHOP_PASSWORD", "secret of the first program");
    Run first = ask("nl.runtime=auto");
    assertEquals("answer 3", first.line("answer"));
    String told = first.line("warning A process was started");
    assertTrue(told.contains("nl stop") && told.contains("nl.runtime=embedded"), told);
    assertTrue(told.contains("300 seconds"), told);
    assertTrue(first.line("runtime ").startsWith("runtime process, which"), first::output);
    Run second = ask("nl.runtime=auto");
    assertEquals("answer 3", second.line("answer"));
    assertEquals(0, second.output().lines().filter(each -> each.contains("was started")).count());
    assertEquals(1, opened().size());
    assertTrue(!first.here() && !second.here());

    RuntimeFiles files = RuntimeFiles.all(runtimes()).get(0);
    assertTrue(files.isRunning());
    RuntimeEntry entry = Objects.requireNonNull(files.entry());
    assertEquals(300, entry.idleSeconds());
    Path process = Path.of("/proc", Long.toString(entry.pid()));
    assertEquals(runtimes().toRealPath(), process.resolve("cwd").toRealPath());
    String variables = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    assertTrue(variables.contains("XDG_STATE_HOME=") && !variables.contains("SHOP_PASSWORD"));
    // What it writes goes to its log, and of the program that started it nothing is open there.
    for (String output : new String[] {"1", "2"}) {
      assertEquals(files.log().toRealPath(), process.resolve("fd/" + output).toRealPath());
    }
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      List<String> open = new ArrayList<>();
      for (Path each : descriptors.toList()) {
        open.add(Files.readSymbolicLink(each).toString());
      }
      assertEquals(
          List.of(), open.stream().filter(each -> each.startsWith(shop().toString())).toList());
    }
  }

  /** As the model in the program would be there after a pause. */
  @Test
  void aRuntimeStaysAsLongAsAProgramHasItsModelOpen() throws Exception {
    String classes = System.getProperty("java.class.path");
    String[] settings = {"nl.runtime=auto", "nl.runtime.idle=1"};
    Run run = askBy(List.of("4500"), ownJava(), classes, settings);
    assertEquals(2, run.output().lines().filter("answer 3"::equals).count(), run::output);
    assertEquals(1, opened().size());
    RuntimeFiles files = RuntimeFiles.all(runtimes()).get(0);
    for (int i = 0; i < 1_000 && files.isRunning(); i++) {
      Thread.sleep(20);
    }
    assertTrue(!files.isRunning(), "the program has ended");
    try (Stream<Path> left = Files.list(runtimes())) {
      assertEquals(List.of(), left.filter(each -> each.toString().endsWith(".user")).toList());
    }

    settings[0] = "nl.runtime=process"; // its time is what was named
    run = askBy(List.of("4600"), ownJava(), classes, settings);
    assertEquals(2, run.output().lines().filter("answer 3"::equals).count(), run::output);
    assertTrue(opened().size() >= 3, "another was started after the pause");
  }

  private void assertHere(Run run, String why) {
    assertEquals("answer 3", run.line("answer"));
    assertTrue(run.here(), run::output);
    String place = run.line("runtime ");
    assertTrue(place.startsWith("runtime embedded, since ") && place.contains(why), place);
    assertEquals(0, run.output().lines().filter(each -> each.contains("was started")).count());
  }

  @Test
  void aVariableKeepsItHere() throws Exception {
    environment.put(Surroundings.VARIABLE, "embedded");
    assertHere(ask("nl.runtime=auto"), Surroundings.VARIABLE);
  }

  @Test
  void inAContainerOfItsOwnItIsHere() throws Exception {
    assumeTrue(Container.isOfTheFirst(), "this test was itself started from outside");
    environment.put(Surroundings.VARIABLE, "");
    environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    assertHere(ask("nl.runtime=auto"), "KUBERNETES_SERVICE_HOST");
    assertTrue(RuntimeFiles.all(runtimes()).isEmpty());
  }

  /** A file where the folder would be: even root cannot write there. */
  @Test
  void aStateFolderThatCannotBeWrittenKeepsItHere() throws Exception {
    environment.put("XDG_STATE_HOME", Files.createFile(folder.resolve("file")).toString());
    String glossary = "nl.glossary=" + Files.writeString(folder.resolve("nl.yaml"), "version: 1\n");
    String lock = "nl.lockFile=" + folder.resolve("nl.lock");
    assertHere(ask("nl.runtime=auto", glossary, lock), "cannot be written");
  }

  /** The thin jars have no server. */
  @ParameterizedTest
  @ValueSource(strings = {"javalin", "picocli"})
  void withoutAServerOnTheClassPathItIsHere(String library) throws Exception {
    String thin =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(each -> !each.contains(library))
            .collect(Collectors.joining(File.pathSeparator));
    Run run = askBy(ownJava(), thin, "nl.runtime=auto");
    assertHere(run, "class path");
    // Named, it is wanted there and nowhere else.
    Run named = askBy(ownJava(), thin, "nl.runtime=process");
    assertTrue(named.line("failed 58000").contains("nl.runtime.home"), named::output);
  }

  @Test
  void inATrimmedJavaItIsHere() throws Exception {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    assumeTrue(Files.isExecutable(jlink), "this Java has no jlink");
    Path trimmed = folder.resolve("trimmed");
    Process made =
        new ProcessBuilder(
                jlink.toString(),
                "--add-modules",
                "java.sql,java.net.http,java.naming,java.management,jdk.unsupported",
                "--output",
                trimmed.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, made.waitFor(), said);
    String java = trimmed.resolve("bin").resolve(JAVA).toString();
    String classes = System.getProperty("java.class.path");
    assertHere(askBy(java, classes, "nl.runtime=auto"), "lacks the modules java.desktop");
  }

  /** It fails once; the next program does not try for a while, but one that names it does. */
  @Test
  void aFailedStartIsToldOnceAndRemembered() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(home.resolve("broken.jar"), "no jar");
    String[] settings = {"nl.runtime=auto", "nl.runtime.home=" + home};
    Run first = ask(settings);
    assertEquals("answer 3", first.line("answer"));
    assertTrue(first.here(), first::output);
    String told = first.line("warning The model runs in this program");
    assertTrue(told.contains("ended with code"), told);
    Run second = ask(settings);
    assertHere(second, "ended with code");
    assertEquals(
        0,
        second.output().lines().filter(each -> each.startsWith("warning The model runs")).count());
    Run named = ask("nl.runtime=process", "nl.runtime.home=" + home);
    assertTrue(named.line("failed").contains("ended with code"), named::output);
    Run repaired = ask("nl.runtime=process");
    assertEquals("answer 3", repaired.line("answer"));
    assertNotEquals(true, repaired.here());
    Run shared = ask("nl.runtime=auto");
    assertTrue(!shared.here(), shared::output);
  }

  /** A model that is not there is no fault of the place. */
  @Test
  void aModelThatCannotBeLoadedIsTold() throws Exception {
    script = folder.resolve("nowhere");
    Run run = ask("nl.runtime=auto");
    assertTrue(run.line("failed 58000").contains("there is no script"), run::output);
  }
}
