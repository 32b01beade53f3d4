package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count of tables that are shown, on a data set of a few. */
class TableRecallTest {

  @TempDir Path folder;

  private String count(String size, String most) throws Exception {
    SmallSpider.write(folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> command = List.of("recall", folder.toString(), "validation", size, most, "0");
    assertEquals(0, AccuracyMain.run(command, print, print));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void oneOfTwoTablesIsShown() throws Exception {
    // Two questions name their table, one a kind of animal that is stored there, one the keeper;
    // the gold of the fifth reads a table that there is not.
    String text = count("100", "1");
    assertTrue(
        text.startsWith("5 questions on schemas of 2 tables, 1 shown, 0 of them to all"), text);
    assertTrue(text.contains("shown: 4 of 5 (0.8000)"), text);
    assertTrue(text.contains("questions all of whose tables are shown: 4 (0.8000)"), text);
  }

  @Test
  void aSchemaFromWhichLittleIsLeftOutDoesNotCount() throws Exception {
    assertTrue(count("100", "2").startsWith("0 questions"));
  }
}
