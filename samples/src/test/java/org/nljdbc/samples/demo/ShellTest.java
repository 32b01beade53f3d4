package org.nljdbc.samples.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.samples.ScriptedModelProvider;

class ShellTest {

  @TempDir private static Path folder;

  private static String type(String url, String text) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    ByteArrayInputStream input =
        new ByteArrayInputStream((text + "\n!quit\n").getBytes(StandardCharsets.UTF_8));
    assertTrue(Shell.run(url, folder, input, out));
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String url() throws IOException, SQLException {
    return DemoDatabase.url(DemoDatabase.make(folder), List.of(ScriptedModelProvider.SETTING));
  }

  @Test
  void answersQuestionsAndShowsTheirSql() throws IOException, SQLException {
    String all = type(url(), "NL: how many customers are there?;");
    assertTrue(all.contains("1320"), all);
    assertTrue(all.contains("SELECT COUNT(*) FROM customers"), all);
    assertFalse(all.toLowerCase(Locale.ROOT).contains("enter username"), all);
    assertFalse(all.contains("isolation"), all);
  }

  @Test
  void answersQuotedQuestionsWithoutRunningThem() throws IOException, SQLException {
    String all = type(url(), "NL SHOW 'how many employees are there?';");
    assertTrue(all.contains("SELECT COUNT(*) FROM employees"), all);
    assertTrue(all.contains("scripted"), all);
  }

  @Test
  void runsOrdinarySqlToo() throws IOException, SQLException {
    String all = type(url(), "SELECT COUNT(*) AS shops FROM stores;");
    assertTrue(all.contains("shops") && all.contains("20"), all);
  }
}
