package org.nljdbc.it.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/**
 * Model files that are damaged, cut short, or of a kind that cannot run. Each time the file is
 * named, the JVM lives on, the transaction is as it was, and the file can be deleted.
 */
@OnDatabase(Kind.H2)
class ModelFilesTest extends ScriptedTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  private void fails(String state, Path model, String word) throws Exception {
    try (Connection own = open(Map.of("nl.model", model.toString()))) {
      own.setAutoCommit(false);
      try (var statement = own.createStatement()) {
        statement.execute("INSERT INTO departments VALUES (91, 'Uncommitted', 0)");
      }
      for (int i = 0; i < 2; i++) {
        SQLException thrown = assertState(state, () -> Rows.of(own, "NL: how many customers"));
        assertTrue(String.valueOf(thrown.getMessage()).contains(word), thrown::toString);
      }
      assertEquals(List.of("6"), Rows.of(own, "SELECT COUNT(*) FROM departments"));
      own.rollback();
    }
    assertEquals(List.of("5"), bareRows("SELECT COUNT(*) FROM departments"));
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path snapshot(String config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    return folder;
  }

  @Test
  void emptyFile() throws Exception {
    fails("58000", file("empty.gguf", new byte[0]), "empty.gguf");
  }

  @Test
  void anotherFormat() throws Exception {
    byte[] text = "this is no model, but a letter to a friend".getBytes(StandardCharsets.UTF_8);
    fails("58000", file("letter.gguf", text), "letter.gguf");
  }

  @Test
  void hugeCounts() throws Exception {
    Gguf gguf = new Gguf(3);
    gguf.number(Long.MAX_VALUE).number(Long.MAX_VALUE);
    fails("58000", file("huge.gguf", gguf.bytes()), "huge.gguf");
  }

  @Test
  void cutShort() throws Exception {
    Gguf gguf = new Gguf(3);
    gguf.number(0).number(2).text("general.architecture").type(8).text("qwen2");
    gguf.text("qwen2.block_count").type(4);
    fails("58000", file("cut.gguf", gguf.bytes()), "cut.gguf");
  }

  @Test
  void anotherArchitecture() throws Exception {
    Gguf gguf = new Gguf(3);
    gguf.number(0).number(1).text("general.architecture").type(8).text("mamba");
    fails("0A000", file("mamba.gguf", gguf.bytes()), "mamba");
  }

  @Test
  void anotherVersion() throws Exception {
    Gguf gguf = new Gguf(77);
    gguf.number(0).number(0);
    fails("0A000", file("future.gguf", gguf.bytes()), "77");
  }

  @Test
  void aFolderWithoutAModel() throws Exception {
    fails("58000", folder, "config.json");
  }

  @Test
  void aConfigurationThatIsNoJson() throws Exception {
    fails("58000", snapshot("{\"model_type\": "), "config.json");
  }

  @Test
  void aSnapshotOfAnotherArchitecture() throws Exception {
    fails(
        "0A000",
        snapshot("{\"model_type\": \"bert\", \"architectures\": [\"BertForMaskedLM\"]}"),
        "BertForMaskedLM");
  }

  /** Writes the beginning of a GGUF file. */
  private static final class Gguf {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Gguf(int version) {
      out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
      type(version);
    }

    Gguf number(long value) {
      out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
      return this;
    }

    Gguf type(int value) {
      out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
      return this;
    }

    Gguf text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      number(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
