package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Questions that the embedded model answers together have the answers that they have alone: what
 * else is in a batch changes none.
 */
class ParallelRealModelTest {

  @TempDir Path data;
  @TempDir Path results;

  @Test
  void whatIsAskedTogetherIsAnsweredAsAlone() throws Exception {
    SmallSpider.write(data);
    List<List<Object>> alone = run("alone", "1");
    assertEquals(5, alone.size());
    assertEquals(alone, run("together", "3"));
  }

  private List<List<Object>> run(String name, String parallel) throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    Path folder = results.resolve(name);
    String[] arguments = {
      "run",
      "--data",
      data.toString(),
      "--out",
      folder.toString(),
      "--parallel",
      parallel,
      "--set",
      "nl.threads=1"
    };
    assertEquals(
        0,
        AccuracyMain.run(Arrays.asList(arguments), out, out),
        () -> told.toString(StandardCharsets.UTF_8));
    return Report.read(folder.resolve(AccuracyRun.JSON)).scores().stream()
        .map(
            score ->
                List.<Object>of(
                    score.question(),
                    String.valueOf(score.sql()),
                    score.effort().tries(),
                    String.valueOf(score.effort().logProbability())))
        .toList();
  }
}
