package org.nljdbc.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** nl.runtime=process: real processes, with a model that a test rules by files. */
class SharedRuntimeTest {

  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;
  private Path script;

  @BeforeEach
  void makeShopAndScript() throws IOException, SQLException {
    script = Files.createDirectory(folder.resolve("script"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)");
      statement.execute("INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bo'), (3, 'Cy')");
    }
  }

  /** No process outlives its test. */
  @AfterEach
  void endRuntime() throws Exception {
    for (String pid : opened()) {
      long number = Long.parseLong(pid);
      if (number != ProcessHandle.current().pid()) {
        ProcessHandle.of(number).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    until(() -> !files().isRunning());
    Files.deleteIfExists(files().entryFile());
  }

  private Path shop() {
    return folder.resolve("shop.db");
  }

  private String url(String... settings) {
    String url = "jdbc:nl:sqlite:" + shop() + "?nl.runtime=process&nl.model=waiting:" + script;
    return settings.length == 0 ? url : url + "&" + String.join("&", settings);
  }

  private RuntimeFiles files() {
    ModelOptions options = new ModelOptions("waiting:" + script, "", "auto", 0, 0);
    return new RuntimeFiles(RuntimeFiles.ofUser(), RuntimeKey.of(RuntimeKey.build(), options));
  }

  /** The processes that have opened the model. */
  private List<String> opened() throws IOException {
    Path file = script.resolve("opened");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void until(Callable<Boolean> done) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!done.call()) {
      assertTrue(System.nanoTime() < end, "it took too long");
      Thread.sleep(10);
    }
  }

  private static int ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + WaitingProvider.QUESTION)) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }

  private static long kill(RuntimeEntry entry) {
    ProcessHandle process = ProcessHandle.of(entry.pid()).orElseThrow();
    assertTrue(process.destroyForcibly());
    return process.pid();
  }

  private RuntimeEntry entry() throws IOException {
    return Objects.requireNonNull(files().entry());
  }

  private static String status(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL STATUS")) {
      while (rows.next()) {
        if (rows.getString("NAME").equals(name)) {
          return rows.getString("VALUE");
        }
      }
    }
    throw new AssertionError("no " + name);
  }

  /** Of the whole program, in which other tests have asked as well. */
  private static int reused(Connection connection) throws SQLException {
    return Integer.parseInt("0" + status(connection, "prompt tokens reused").replaceAll(" .*", ""));
  }

  @Test
  void whatTheRuntimeKnewOfThePromptIsToldHere() throws Exception {
    try (Connection connection = DriverManager.getConnection(url())) {
      int before = reused(connection);
      assertEquals(3, ask(connection));
      assertEquals(before + WaitingProvider.REUSED, reused(connection));
      assertTrue(status(connection, "prompt tokens reused").matches("\\d+ \\(\\d+ %\\)"));
    }
  }

  /** A program may work in a folder that has one of these names in it. */
  @Test
  void pathsAreMadeWholeAndWordsAreNot() throws Exception {
    for (String name : List.of("embedded", "none", "model", "adapter")) {
      Files.createDirectory(folder.resolve(name));
    }
    ModelOptions words = new ModelOptions("embedded", "None", "auto", 0, 0);
    assertEquals(words, RuntimeKey.absolute(words, folder));
    ModelOptions paths = new ModelOptions("model", "adapter", "auto", 0, 0);
    Path real = folder.toRealPath();
    assertEquals(
        new ModelOptions(
            real.resolve("model").toString(), real.resolve("adapter").toString(), "auto", 0, 0),
        RuntimeKey.absolute(paths, folder));
    ModelOptions hub = new ModelOptions("org/model", "", "auto", 0, 0);
    assertEquals(hub, RuntimeKey.absolute(hub, folder));
  }

  @Test
  void programsShareAProcessThatIsNotTheirs() throws Exception {
    try (Connection one = DriverManager.getConnection(url());
        Connection other = DriverManager.getConnection(url("nl.tries=1"))) {
      assertEquals(3, ask(one));
      assertEquals(3, ask(other));
    }
    assertEquals(List.of(Long.toString(entry().pid())), opened());
    assertNotEquals(ProcessHandle.current().pid(), entry().pid());
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(files().entryFile())));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(files().folder())));
    }
    assertFalse(entry().toString().contains(entry().token()));
    assertFalse(Files.readString(files().log()).contains(entry().token()));
  }

  @Test
  void aKillInTheMiddleOfAQuestionLosesNone() throws Exception {
    Path hold = Files.createFile(script.resolve("hold"));
    try (Connection connection = DriverManager.getConnection(url())) {
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask(connection);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      until(() -> Files.exists(script.resolve("asked")) || answer.isDone());
      assertFalse(answer.isDone());
      long first = kill(entry());
      Files.delete(hold);
      assertEquals(3, answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(2, opened().size());
      assertNotEquals(first, entry().pid());
    }
  }

  /** How a question that the model does not answer ends for whoever asks. */
  private String ended(String runtime, boolean cancelled) throws Exception {
    Files.deleteIfExists(script.resolve("asked"));
    try (Connection connection =
            DriverManager.getConnection(url().replace("nl.runtime=process", runtime));
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(cancelled ? 0 : 2);
      CompletableFuture<String> end =
          CompletableFuture.supplyAsync(
              () -> {
                try (ResultSet rows = statement.executeQuery("NL: " + WaitingProvider.QUESTION)) {
                  return "answered " + rows;
                } catch (SQLException e) {
                  return e.getClass() + " " + e.getSQLState() + " " + e.getMessage();
                }
              });
      until(() -> Files.exists(script.resolve("asked")) || end.isDone());
      if (cancelled) {
        statement.cancel();
      }
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void aQuestionEndsAsInTheProgram() throws Exception {
    Files.createFile(script.resolve("hold"));
    for (boolean cancelled : new boolean[] {true, false}) {
      String here = ended("nl.runtime=embedded", cancelled);
      assertEquals(here, ended("nl.runtime=process", cancelled));
      assertTrue(here.contains(" 57014 ") || here.contains("Timeout"), here);
    }
  }

  @Test
  void aKillBetweenQuestionsIsNotNoticed() throws Exception {
    try (Connection connection = DriverManager.getConnection(url("nl.schemaMaxAge=0"))) {
      assertEquals(3, ask(connection));
      kill(entry());
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE more (id INTEGER)"); // so that nothing is remembered
      }
      assertEquals(3, ask(connection));
    }
    assertEquals(2, opened().size());
  }

  @Test
  void programsThatStartAtOneInstantGetOneRuntime() throws Exception {
    Path go = folder.resolve("go");
    List<Process> programs = new ArrayList<>();
    List<BufferedReader> outputs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-cp",
                  System.getProperty("java.class.path"),
                  AskingProgram.class.getName(),
                  go.toString(),
                  url())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      programs.add(program);
      outputs.add(program.inputReader());
    }
    try {
      for (BufferedReader output : outputs) {
        assertEquals("ready", output.readLine());
      }
      Files.createFile(go);
      for (BufferedReader output : outputs) {
        assertEquals("answer 3", output.readLine());
      }
      assertEquals(1, opened().size());
    } finally {
      programs.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void withoutQuestionsItEndsAndTheNextStartsAnother() throws Exception {
    try (Connection connection = DriverManager.getConnection(url("nl.runtime.idle=1"))) {
      assertEquals(3, ask(connection));
      until(() -> !files().isRunning());
      assertEquals(null, files().entry());
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE more (id INTEGER)");
      }
      assertEquals(3, ask(connection));
    }
    assertEquals(2, opened().size());
  }

  @Test
  void aModelThatCannotBeLoadedIsTold() throws Exception {
    String url = url().replace("waiting:" + script, "waiting:" + folder.resolve("nowhere"));
    try (Connection connection = DriverManager.getConnection(url)) {
      SQLException e = assertThrows(SQLException.class, () -> ask(connection));
      assertEquals("58000", e.getSQLState());
      assertTrue(String.valueOf(e.getMessage()).contains("there is no script"), e::getMessage);
    }
  }

  @Test
  void aFolderIsKnownByItsWholeName() {
    RuntimeFiles files = new RuntimeFiles(Path.of("state"), "key");
    assertEquals(Path.of("state").toAbsolutePath(), files.folder());
    assertTrue(files.log().isAbsolute());
  }

  @Test
  void aHomeWithoutJarsIsTold() throws Exception {
    try (Connection connection = DriverManager.getConnection(url("nl.runtime.home=" + script))) {
      SQLException e = assertThrows(SQLException.class, () -> ask(connection));
      assertTrue(String.valueOf(e.getMessage()).contains("nl.runtime.home"), e::getMessage);
    }
    Path jar = Files.createFile(script.resolve("some.jar"));
    assertEquals(jar.toRealPath().toString(), LaunchPlan.ofHome(script.toString()));
    assertEquals(jar.toRealPath().toString(), LaunchPlan.ofHome(jar.toString()));
  }

  @Test
  void anotherVersionOrModelHasAnotherRuntime() {
    ModelOptions options = ModelOptions.embedded();
    String key = RuntimeKey.of("0.1.0 100", options);
    assertNotEquals(key, RuntimeKey.of("0.1.0 101", options));
    assertNotEquals(key, RuntimeKey.of("0.2.0 100", options));
    assertNotEquals(key, RuntimeKey.of("0.1.0 100", options.withModel("org/other")));
    assertEquals(key, RuntimeKey.of("0.1.0 100", options));
  }

  /** As where a home is on a disk that several machines have. */
  @Test
  void aRuntimeOfAnotherMachineIsLeftAlone() throws Exception {
    try (Connection connection = DriverManager.getConnection(url())) {
      assertEquals(3, ask(connection));
    }
    RuntimeEntry here = entry();
    assertTrue(here.isHere());
    new RuntimeEntry(
            here.pid(),
            here.port(),
            here.token(),
            here.version(),
            here.model(),
            here.started(),
            here.idleSeconds(),
            "another boot")
        .write(files().entryFile());
    assertFalse(entry().isHere());
    Surroundings machine =
        new Surroundings(name -> "process", folder, "Linux", module -> true, () -> false);
    ProcessModelProvider provider = new ProcessModelProvider(RuntimeFiles.ofUser(), machine);
    ModelOptions options =
        new ModelOptions("waiting:" + script, "", "auto", 0, 0)
            .in(new ModelOptions.Shared("", 300, true));
    assertTrue(provider.objection(options).contains("another machine"));
    LanguageModelException e =
        assertThrows(LanguageModelException.class, () -> provider.open(options, Progress.NONE));
    assertTrue(String.valueOf(e.getMessage()).contains("another machine"), e::getMessage);
    assertEquals(1, opened().size());
  }

  @Test
  void anEntryThatIsDamagedOrLeftOverIsNone() throws Exception {
    RuntimeFiles files = new RuntimeFiles(folder.resolve("own"), "k");
    files.makeFolder();
    assertEquals(null, files.entry());
    Files.writeString(files.entryFile(), "pid=x");
    assertEquals(null, files.entry());
    RuntimeEntry entry = new RuntimeEntry(1, 2, "t", "v", "m\u00fc", 3, 4, "h");
    entry.write(files.entryFile());
    assertEquals(entry, files.entry());
    assertEquals(List.of(files), RuntimeFiles.all(files.folder()));
    assertFalse(files.isRunning());
    try (RunningRuntime running = RunningRuntime.begin(files.folder(), "other")) {
      assertNotNull(running);
      running.announce(5, "token", "model", 6);
      assertEquals(
          5, Objects.requireNonNull(new RuntimeFiles(files.folder(), "other").entry()).port());
      running.withdraw();
    }
  }
}
