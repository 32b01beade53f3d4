package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count of questions that are taken to mean the same, on a data set of a few. */
class MeaningCountTest {

  @TempDir Path folder;

  private String count(String questions) throws Exception {
    SmallSpider.write(folder);
    Files.writeString(folder.resolve("train.json"), questions);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(
        0, AccuracyMain.run(List.of("meanings", folder.toString(), "validation"), print, print));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void pairsAreCountedByTheirGold() throws Exception {
    String text =
        count(
            """
            [{"db_id":"zoo","question":"How many lions are there?","query":"SELECT count(*) FROM animal WHERE kind = 'lion'"},
             {"db_id":"zoo","question":"Count the lions.","query":"SELECT  COUNT(*) FROM animal WHERE kind = \\"lion\\""},
             {"db_id":"zoo","question":"The number of big cats","query":"SELECT count(*) FROM animal WHERE kind = 'lion'"},
             {"db_id":"zoo","question":"Show the number of lions","query":"SELECT count(*) FROM animal WHERE kind = 'bear'"},
             {"db_id":"zoo","question":"Find the total number of lions","query":"SELECT sum(kind = 'lion') FROM animal"}]
            """);
    // Of 3 pairs with equal gold one is found. Of 7 others 5 are taken for the same; two of these
    // have the same rows, since the sum is the count.
    assertTrue(text.startsWith("paraphrases: 3, found 1 (33.3 %)"), text);
    assertTrue(text.contains("pairs with different gold: 7"), text);
    assertTrue(text.contains("taken for the same: 5, with other rows 3"), text);
    assertTrue(text.contains("zoo: Show the number of lions"), text);
  }
}
