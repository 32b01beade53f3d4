package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Properties;
import org.h2.Driver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** nl ask. */
class AskTest extends CommandTest {

  private static final String NAMES = "SELECT name, spent FROM customers ORDER BY id";

  @BeforeEach
  void writeAnswers() {
    model.answer("names of all", NAMES).answer("how many", "SELECT COUNT(*) FROM customers");
  }

  @Test
  void aQuestionGetsItsSqlAndATable() {
    assertEquals(0, ask("ask", "names", "of", "all"), err::toString);
    String text = out.toString();
    assertTrue(text.startsWith(NAMES), text);
    assertTrue(text.contains("-- confidence 0."), text);
    assertTrue(text.contains("Ann, \"A\""), text);
    assertTrue(text.contains("(3 rows)"), text);
    assertFalse(text.contains("\u001b"), "a terminal would take that for a command");
  }

  @Test
  void csvIsNothingButRows() {
    assertEquals(0, ask("ask", "--format=csv", "names of all"), err::toString);
    assertTrue(
        out.toString().startsWith("name,spent\r\n\"Ann, \"\"A\"\"\",1.5\r\nBo,\r\n"),
        out::toString);
    assertTrue(err.toString().contains(NAMES), err::toString);
  }

  @Test
  void jsonTellsEverything() {
    assertEquals(0, ask("ask", "--format=json", "--max-rows=2", "names of all"), err::toString);
    JsonObject answer = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals(NAMES, answer.get("sql").getAsString());
    assertEquals("names of all", answer.get("question").getAsString());
    assertTrue(answer.get("confidence").getAsDouble() > 0);
    JsonArray rows = answer.getAsJsonArray("rows");
    assertEquals(2, rows.size());
    assertTrue(rows.get(1).getAsJsonArray().get(1).isJsonNull());
    assertTrue(answer.get("truncated").getAsBoolean());
  }

  @Test
  void theSqlAloneIsNotRun() {
    assertEquals(0, ask("ask", "--sql-only", "names of all"), err::toString);
    assertEquals(NAMES, out.toString().strip());
  }

  @Test
  void anExplanationTellsThePlan() {
    assertEquals(0, ask("ask", "--explain", "how many are there"), err::toString);
    assertTrue(out.toString().contains("customers"), out::toString);
  }

  @Test
  void anExplanationMayBeAPage() throws Exception {
    Path page = folder.resolve("plan.html");
    assertEquals(0, ask("ask", "--explain-html=" + page, "how many are there"), err::toString);
    assertEquals(page.toString(), out.toString().strip());
    String html = Files.readString(page);
    assertTrue(html.contains("the number of rows") && html.contains("<svg"), html);
    if (Files.getFileStore(page).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(page)));
    }
    assertEquals(1, ask("ask", "--explain-html=" + folder.resolve("no/plan.html"), "how many"));
    assertEquals(2, ask("ask", "--explain-html=" + page));
    assertEquals(2, ask("ask", "--explain-html=" + page, "--explain", "how many"));
    assertEquals(html, Files.readString(page));
  }

  @Test
  void questionsAreReadFromTheInput() {
    String lines = "how many are there\n\nwhat nobody has written down\nnames of all\n";
    assertEquals(1, typed(lines, () -> ask("ask", "--max-rows=1")));
    assertTrue(out.toString().contains("SELECT COUNT(*)"), out::toString);
    assertTrue(out.toString().contains("the first 1 row;"), out::toString);
    assertTrue(err.toString().contains("SQLState 58000"), err::toString);
    assertEquals(
        0, typed("how many are there", () -> ask("ask")), "the last line may lack its end");
  }

  @Test
  void whatFailsIsSaidInPlainWords() {
    assertEquals(1, run("ask", "--url=jdbc:nowhere:x", "anything"));
    assertTrue(err.toString().contains("No driver takes the URL"), err::toString);
    assertFalse(err.toString().contains("\tat "), err::toString);
    assertEquals(1, ask("ask", "nobody has written this down"));
    assertEquals(1, ask("ask", "--password-file=" + folder.resolve("none"), "x"));
    assertTrue(err.toString().contains("There is no file"), err::toString);
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertEquals(2, run("ask", "anything"));
    assertTrue(err.toString().contains("--url"), err::toString);
    assertEquals(2, run("ask", "--url=shop.db", "anything"));
    assertEquals(2, ask("ask", "--sql-only", "--explain", "x"));
    assertEquals(2, ask("ask", "--max-rows=-1", "x"));
    assertEquals(2, ask("ask", "--password-env=NL_NO_SUCH_VARIABLE", "x"));
    assertEquals(2, ask("ask", "--driver-jar=" + folder.resolve("none.jar"), "x"));
    assertEquals(2, ask("ask", "--format=xml", "x"));
  }

  @Test
  void thePasswordComesFromAFile() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("secured");
    try (Connection connection =
            new Driver().connect(url + ";USER=ann;PASSWORD=secret", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE things (id INTEGER)");
    }
    String file = Files.writeString(folder.resolve("password"), "secret\n").toString();
    String[] options = {"--set=nl.model=" + model.name, "--user=ann", "--password-file=" + file};
    assertEquals(
        0,
        run("ask", "--url=" + url, options[0], options[1], options[2], "what tables are there?"),
        err::toString);
    assertEquals(1, run("ask", "--url=" + url, options[0], options[1], "what tables are there?"));
  }
}
