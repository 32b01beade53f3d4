package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonsTest extends CommandTest {

  private static List<JsonObject> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @Test
  void ownQuestionsComeFirstEachWithItsPrompt() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            - {question: "who has spent most, what's the name", sql: "SELECT name FROM customers ORDER BY spent DESC LIMIT 1;"}
            - {question: nobody, sql: SELECT name FROM customers WHERE id = 99}
            - {question: no such column, sql: SELECT nothing FROM customers}
            - {question: not a read, sql: DELETE FROM customers}
            """);
    Path file = folder.resolve("lessons.jsonl");
    assertEquals(
        0, ask("lessons", "--questions=" + own, "--make=8", "--out=" + file), err::toString);
    List<JsonObject> lines = lines(file);
    JsonObject first = lines.get(0);
    assertTrue(first.get("system").getAsString().contains("CREATE TABLE customers"));
    assertTrue(first.get("user").getAsString().endsWith("who has spent most, what's the name"));
    assertEquals("```sql\nSELECT", first.get("prefix").getAsString());
    assertEquals(
        " name FROM customers ORDER BY spent DESC LIMIT 1\n```", first.get("answer").getAsString());
    assertFalse(first.get("made").getAsBoolean());
    assertTrue(lines.size() > 3, () -> "only " + lines);
    assertTrue(lines.stream().skip(1).allMatch(line -> line.get("made").getAsBoolean()));
    assertTrue(
        out.toString()
            .startsWith(
                lines.size() + " lessons written, 1 left out since their SQL gives no rows, 2"),
        out::toString);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  /** What the model says counts only if asking it gives the same rows. */
  @Test
  void theModelSaysQuestionsInOtherWords() throws IOException {
    String made = "How many customers are there?";
    model
        .answer(made, "Count the customers.|||Sum up the customers.|||no question at all")
        .answer("Count the customers.", "SELECT 7")
        .answer("Sum up the customers.", "SELECT COUNT(*) FROM customers");
    // Of what the model says to the other questions nothing can be used.
    for (String begin :
        List.of("What", "Show", "How many customers have", "How many customers are there for")) {
      model.answer(begin, "nothing to say");
    }
    Path file = folder.resolve("lessons.jsonl");
    assertEquals(0, ask("lessons", "--make=50", "--reword=50", "--out=" + file), err::toString);
    assertTrue(
        out.toString().matches("(?s)2 rewordings of \\d+ questions, 1 kept\n.*"), out::toString);
    List<JsonObject> kept =
        lines(file).stream()
            .filter(line -> line.get("user").getAsString().endsWith("Sum up the customers."))
            .toList();
    assertEquals(1, kept.size(), out::toString);
    assertEquals(" COUNT(*) FROM customers\n```", kept.get(0).get("answer").getAsString());
    assertTrue(kept.get(0).get("made").getAsBoolean());
    assertTrue(
        lines(file).stream()
            .noneMatch(line -> line.get("user").getAsString().contains("Count the")));
  }

  @Test
  void aFileThatCannotBeUsedChangesNothing() throws IOException {
    Path own = Files.writeString(folder.resolve("own.yaml"), "- {question: no sql}");
    Path file = Files.writeString(folder.resolve("lessons.jsonl"), "as it was");
    assertEquals(2, ask("lessons", "--questions=" + own, "--out=" + file));
    assertTrue(err.toString().contains("own.yaml cannot be used"), err::toString);
    assertEquals("as it was", Files.readString(file));
  }

  @Test
  void withoutLessonsThereIsNoSuccess() throws IOException {
    Path file = folder.resolve("lessons.jsonl");
    assertEquals(1, ask("lessons", "--make=0", "--out=" + file));
    assertTrue(out.toString().startsWith("0 lessons written"), out::toString);
  }
}
