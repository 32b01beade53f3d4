package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.sql.SqlObject;

/**
 * Files of every version that was ever written are read, and written as the newest. Each version
 * has a folder of files among the resources: whoever raises a version keeps the old ones there.
 */
class StateVersionsTest {

  @TempDir Path folder;

  static List<Integer> lockVersions() {
    return IntStream.rangeClosed(1, LockText.VERSION).boxed().toList();
  }

  static List<Integer> rejectionVersions() {
    return IntStream.rangeClosed(1, RejectionText.VERSION).boxed().toList();
  }

  private static String text(int version, String name) throws IOException {
    String resource = "v" + version + "/" + name;
    try (InputStream in = StateVersionsTest.class.getResourceAsStream(resource)) {
      assertTrue(in != null, "there is no file of that version: " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private LockFile lockFile() {
    return LockFile.of(folder.resolve("nl.lock").toString());
  }

  private static Pin added() {
    return LockFileTest.pin("added");
  }

  @ParameterizedTest
  @MethodSource("lockVersions")
  void pinsOfEveryVersionAreKept(int version) throws IOException, SQLException {
    Files.writeString(folder.resolve("nl.lock"), text(version, "nl.lock"));
    LockFile file = lockFile();
    Pin top = file.read().find("H2 SHOP.PUBLIC", "top 5 orders in 2023").orElseThrow();
    assertEquals("SELECT id\nFROM \"orders\" WHERE year = 2023 LIMIT 5", top.sql());
    assertEquals("top $1 orders in $2", top.normalised());
    assertEquals(new SqlObject("orders", "year", "integer"), top.objects().get(2));
    assertEquals("qwen 0123456789ab", top.model());
    assertEquals(Instant.parse("2024-05-31T12:00:00Z"), top.at());
    assertEquals(1, file.read().of("SQLite shop.db").size());
    file.change(pins -> List.of(pins.get(0), pins.get(1), added()));
    file.change(pins -> pins.stream().filter(pin -> !pin.equals(added())).toList());
    assertEquals(text(LockText.VERSION, "nl.lock"), Files.readString(folder.resolve("nl.lock")));
  }

  @ParameterizedTest
  @MethodSource("rejectionVersions")
  void rejectedAnswersOfEveryVersionAreKept(int version) throws IOException, SQLException {
    Files.writeString(folder.resolve("nl.rejected"), text(version, "nl.rejected"));
    RejectionFile file = lockFile().rejections();
    assertEquals(
        List.of("SELECT MIN(age)\nFROM pets"),
        file.read().of("H2 SHOP.PUBLIC", "The \"oldest\" age?"));
    file.change(all -> all.with(new Rejection("q", "SELECT 1", "db", "me", Instant.EPOCH)));
    file.change(all -> all.without("db", "q", "SELECT 1"));
    assertEquals(
        text(RejectionText.VERSION, "nl.rejected"),
        Files.readString(folder.resolve("nl.rejected")));
  }

  @Test
  void aNewerVersionIsRefusedAndLeftAlone() throws IOException {
    String newer = "version = " + (LockText.VERSION + 1) + "\n";
    for (String name : List.of("nl.lock", "nl.rejected")) {
      Files.writeString(folder.resolve(name), newer);
    }
    LockFile file = lockFile();
    for (SQLException refused :
        List.of(
            assertThrows(SQLException.class, file::read),
            assertThrows(SQLException.class, () -> file.change(pins -> List.of())),
            assertThrows(SQLException.class, () -> file.rejections().read()),
            assertThrows(
                SQLException.class, () -> file.rejections().change(a -> RejectedAnswers.NONE)))) {
      assertEquals("58030", refused.getSQLState());
      assertTrue(String.valueOf(refused.getMessage()).contains("a newer NL-JDBC reads it"));
    }
    assertEquals(newer, Files.readString(folder.resolve("nl.lock")));
    assertEquals(newer, Files.readString(folder.resolve("nl.rejected")));
  }
}
