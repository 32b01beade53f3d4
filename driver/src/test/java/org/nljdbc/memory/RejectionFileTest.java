package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected answers on disk, shared by processes. */
class RejectionFileTest {

  @TempDir Path folder;

  private RejectionFile file() {
    return LockFile.of(folder.resolve("nl.lock").toString()).rejections();
  }

  private static Rejection rejection(String question, String sql) {
    return new Rejection(question, sql, "H2 SHOP", "me", Instant.EPOCH);
  }

  /** Rejects an answer, as another program does. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws SQLException {
      LockFile.of(arguments[0])
          .rejections()
          .change(all -> all.with(rejection("how many", "SELECT 1")));
    }
  }

  @Test
  void anotherProcessIsHeardWithoutARestart() throws Exception {
    RejectionFile mine = file();
    assertTrue(mine.read().isEmpty());
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                Other.class.getName(),
                folder.resolve("nl.lock").toString())
            .inheritIO()
            .start();
    assertEquals(0, other.waitFor());
    assertTrue(mine.read().has("H2 SHOP", "How  many?", "SELECT 1"));
    assertFalse(mine.read().has("H2 OTHER", "how many", "SELECT 1"));
    mine.change(all -> all.without("H2 SHOP", "how many", "SELECT 1"));
    assertTrue(file().read().isEmpty());
  }

  @Test
  void aDamagedFileIsToldAndLeftAlone() throws IOException {
    Path path = folder.resolve("nl.rejected");
    Files.writeString(path, "version = 1\n[[rejected]]\nquestion = \"a\"\nsqll = \"b\"\n");
    SQLException refused = assertThrows(SQLException.class, () -> file().read());
    assertEquals("58030", refused.getSQLState());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("line 4, column 1: there is no field sqll"), message);
    assertThrows(SQLException.class, () -> file().change(all -> RejectedAnswers.NONE));
    assertTrue(Files.readString(path).contains("sqll"));
  }

  @Test
  void theOldestOfManyAreForgotten() {
    RejectedAnswers all = RejectedAnswers.NONE;
    for (int i = 0; i < 6; i++) {
      all = all.with(rejection("q", "SELECT " + i)).with(rejection("q", "SELECT 5"));
    }
    assertEquals(List.of("SELECT 2", "SELECT 3", "SELECT 4", "SELECT 5"), all.of("H2 SHOP", "Q"));
    List<Rejection> many = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      many.add(rejection("q " + i, "SELECT 1"));
    }
    RejectedAnswers kept = new RejectedAnswers(many);
    assertEquals(List.of(), kept.of("H2 SHOP", "q 499"));
    assertEquals(List.of("SELECT 1"), kept.of("H2 SHOP", "q 500"));
  }

  @Property
  void whatIsWrittenIsRead(@ForAll String question, @ForAll String sql, @ForAll String by)
      throws LockSyntaxException {
    List<Rejection> all =
        List.of(new Rejection(question, sql, "H2 SHOP", by, Instant.EPOCH), rejection("a", "b"));
    String text = RejectionText.write(all);
    assertEquals(all, RejectionText.read(text));
    assertEquals(text, RejectionText.write(RejectionText.read(text)));
  }
}
