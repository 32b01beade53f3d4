package org.nljdbc.samples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.samples.HandWrittenSql;
import org.nljdbc.samples.ScriptedModelProvider;

class DemoTest {

  @TempDir private static Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... arguments) throws IOException {
    return new Demo(new PrintStream(printed, true, StandardCharsets.UTF_8), folder)
        .run(false, arguments);
  }

  private void assertPrinted(String text) {
    String all = printed.toString(StandardCharsets.UTF_8);
    assertTrue(all.contains(text), () -> "\"" + text + "\" is not in:\n" + all);
  }

  @Test
  void printsQuestionSqlAndRowsOfEveryQuestionAndEnds() throws IOException {
    assertEquals(0, run(ScriptedModelProvider.SETTING));
    for (String question : Demo.QUESTIONS) {
      assertPrinted("NL: " + question);
    }
    assertPrinted("  SELECT COUNT(*) FROM orders WHERE order_date BETWEEN");
    assertPrinted("      1312\n  (1 row)");
    assertPrinted("  2025  789624.45\n  (5 rows)");
    assertPrinted("  Harz Zeltbau\n  (3 rows)");
    assertEquals(5, Demo.QUESTIONS.size());
  }

  @Test
  void asksOtherQuestionsInstead() throws IOException {
    assertEquals(0, run(ScriptedModelProvider.SETTING, "how many employees are there?"));
    assertPrinted(HandWrittenSql.of("how many employees are there?"));
    assertTrue(!printed.toString(StandardCharsets.UTF_8).contains("orders are there"));
  }

  @Test
  void saysWhatToDoWithoutAModel() throws IOException {
    assertEquals(1, run("nl.model=/nowhere/model.gguf"));
    assertPrinted("58000");
    assertPrinted("/nowhere/model.gguf");
    assertPrinted("model-runtime/python/embedded/README.md");
    assertPrinted("-Ddemo.args=nl.model=");
  }

  @Test
  void endsWithAnErrorIfASettingIsWrong() throws IOException {
    assertEquals(1, run("nl.modle=x"));
    assertPrinted("nl.model");
    assertPrinted("22023");
  }

  @Test
  void refusesAnUnknownOption() throws IOException {
    assertEquals(2, run("--fast"));
    assertPrinted("--fast");
  }
}
