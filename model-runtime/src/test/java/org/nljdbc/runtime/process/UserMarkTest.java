package org.nljdbc.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of their own, each a JVM, that have a runtime's model open. */
class UserMarkTest {

  @TempDir Path folder;
  private RuntimeFiles files;

  @BeforeEach
  void name() {
    files = new RuntimeFiles(folder, "key");
  }

  private Process holder() throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MarkHolder.class.getName(),
                folder.toString(),
                files.key())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = holder.inputReader().readLine();
    assertTrue(told != null && told.startsWith("set "), told);
    return holder;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    }
  }

  @Test
  void programsAreCountedUntilTheyEndHoweverTheyDo() throws Exception {
    assertEquals(0, files.users());
    Process one = holder();
    Process other = holder();
    assertEquals(2, files.users());
    other.destroyForcibly().waitFor();
    assertEquals(1, files.users());
    assertEquals(1, left().size(), "the mark of the dead one is taken away");
    one.getOutputStream().close();
    assertEquals(0, one.waitFor());
    assertEquals(0, files.users());
    assertEquals(List.of(), left());
  }

  /** A folder cannot be opened as a file by anybody, so that this holds for root as well. */
  @Test
  void oneThatCannotBeOpenedHidesNoOther() throws Exception {
    Files.createFile(Files.createDirectory(folder.resolve("key.0.user")).resolve("in"));
    Files.createFile(Files.createDirectory(folder.resolve("key.zzz.user")).resolve("in"));
    Process one = holder();
    assertEquals(1, files.users());
    one.destroyForcibly().waitFor();
    assertEquals(0, files.users());
    assertEquals(List.of("key.0.user", "key.zzz.user"), left());
  }

  @Test
  void aMarkIsSeenOnlyOnceItIsLocked() throws Exception {
    UserMark mark = UserMark.set(files);
    assertEquals(1, left().size());
    assertTrue(
        left().get(0).startsWith("key.") && left().get(0).endsWith(".user"), left()::toString);
    mark.close();
    mark.close();
    assertFalse(left().stream().anyMatch(each -> each.startsWith("key.")));
  }
}
