package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.sql.SqlObject;

/** A lock file on disk, shared by threads and processes. */
class LockFileTest {

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("nl.lock");
  }

  private LockFile file() {
    return LockFile.of(path().toString());
  }

  static Pin pin(String question) {
    return new Pin(
        question,
        List.of(),
        "SELECT '" + "x".repeat(2000) + "'",
        "db",
        List.of(new SqlObject("t", "", "")),
        Pin.BY_HAND,
        "me",
        Instant.EPOCH);
  }

  static void add(LockFile file, String question) throws SQLException {
    file.change(pins -> Stream.concat(pins.stream(), Stream.of(pin(question))).toList());
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void othersSeeAChangeAtOnce() throws SQLException, IOException {
    LockFile mine = file();
    LockFile others = file();
    assertEquals(List.of(), mine.read().pins());
    assertFalse(Files.exists(path()));
    add(others, "a");
    assertTrue(mine.read().find("db", "A?").isPresent());
    add(mine, "b");
    assertEquals(2, others.read().of("db").size());
    assertEquals(List.of(), others.read().of("another"));
    others.change(pins -> List.of());
    assertEquals(List.of(), mine.read().pins());
    assertEquals(List.of("nl.lock"), left());
    Files.delete(path());
    assertEquals(List.of(), mine.read().pins());
  }

  @Test
  void whatIsNotReadIsNotTouched() throws SQLException, IOException {
    LockFile file = file();
    add(file, "a");
    String damaged = Files.readString(path()).replace("model =", "modell =");
    Files.writeString(path(), damaged);
    SQLException refused = assertThrows(SQLException.class, file::read);
    assertEquals("58030", refused.getSQLState());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("line 15, column 1"), message);
    assertTrue(message.contains(path().toString()), message);
    assertThrows(SQLException.class, () -> add(file, "b"));
    assertEquals(damaged, Files.readString(path()));
    Files.write(path(), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertTrue(
        String.valueOf(assertThrows(SQLException.class, file::read).getMessage())
            .contains("UTF-8"));
    assertEquals(List.of("nl.lock"), left());
  }

  @Test
  void itCannotBeAFolder() throws IOException {
    Files.createDirectory(path());
    assertEquals("58030", assertThrows(SQLException.class, file()::read).getSQLState());
    assertEquals("58030", assertThrows(SQLException.class, () -> add(file(), "a")).getSQLState());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsPermissionsAndLinks() throws SQLException, IOException {
    Path real = folder.resolve("real.lock");
    Files.writeString(real, "");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(path(), real);
    add(file(), "a");
    assertTrue(Files.isSymbolicLink(path()));
    assertTrue(Files.size(real) > 0);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theUsersOwnFileIsTheOwnersOnly() throws SQLException, IOException {
    LockFile own = LockFile.of("");
    Path parent = own.path().getParent();
    assertTrue(own.path().endsWith(Path.of("nl-jdbc", "nl.lock")));
    Files.deleteIfExists(own.path());
    add(own, "a");
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own.path())));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)));
    Files.delete(own.path());
  }

  @Test
  void theStateFolderFollowsTheSystem() {
    Map<String, String> none = Map.of();
    assertEquals(
        Path.of("/s/nl-jdbc"), StateFolder.of(Map.of("XDG_STATE_HOME", "/s"), "Linux", "/h"));
    assertEquals(
        Path.of("/h/.local/state/nl-jdbc"),
        StateFolder.of(Map.of("XDG_STATE_HOME", "s"), "Linux", "/h"));
    assertEquals(
        Path.of("").toAbsolutePath().resolve(".local/state/nl-jdbc"),
        StateFolder.of(none, "Linux", "."));
    assertEquals(Path.of("/h/.local/state/nl-jdbc"), StateFolder.of(none, "Linux", "/h"));
    assertEquals(
        Path.of("/h/Library/Application Support/nl-jdbc"), StateFolder.of(none, "Mac OS X", "/h"));
    assertEquals(
        Path.of("/l/nl-jdbc"), StateFolder.of(Map.of("LOCALAPPDATA", "/l"), "Windows 11", "/h"));
  }

  @Test
  void threadsLoseNothing() throws InterruptedException, SQLException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 4; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  LockFile own = file();
                  for (int i = 0; i < 10; i++) {
                    add(own, "q " + number + " " + i);
                  }
                } catch (SQLException e) {
                  failures.add(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    assertEquals(40, file().read().pins().size());
  }

  /** Adds pins until it is killed; tells each that was written. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
      LockFile file = LockFile.of(arguments[0]);
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        add(file, arguments[1] + " " + i);
        System.out.println(i);
        System.out.flush();
      }
    }
  }

  private Process writer(String name, int pins) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            Writer.class.getName(),
            path().toString(),
            name,
            String.valueOf(pins))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void processesLoseNothingAndNorDoesOneThatIsKilled() throws Exception {
    Process killed = writer("killed", 1_000_000);
    Process other = writer("other", 20);
    int told = 0;
    try {
      var lines = killed.inputReader();
      while (told < 30 && lines.readLine() != null) {
        told++;
      }
      killed.destroyForcibly();
      assertTrue(killed.waitFor(30, TimeUnit.SECONDS));
      assertEquals(30, told);
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, other.exitValue());
    } finally {
      killed.destroyForcibly();
      other.destroyForcibly();
    }
    PinBook book = file().read();
    for (int i = 0; i < told; i++) {
      assertTrue(book.find("db", "killed " + i).isPresent(), "killed " + i);
    }
    for (int i = 0; i < 20; i++) {
      assertTrue(book.find("db", "other " + i).isPresent(), "other " + i);
    }
    // What the killed one may have left is gone after the next change.
    Files.writeString(folder.resolve(".nl.lock.left-over.tmp"), "[[pi");
    add(file(), "afterwards");
    assertTrue(left().stream().noneMatch(name -> name.endsWith(".tmp")), left()::toString);
  }
}
