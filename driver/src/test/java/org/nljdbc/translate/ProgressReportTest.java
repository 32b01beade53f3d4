package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressReportTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shortWorkIsNotMentioned() {
    ProgressReport report = new ProgressReport(true, out, Long.MAX_VALUE);
    report.at("loading", 0.5);
    report.at("loading", 1);
    assertEquals("", text());
  }

  @Test
  void longWorkIsOneLineThatDisappears() {
    ProgressReport report = new ProgressReport(true, out, 0);
    report.at("loading", 0.25);
    report.at("reading", 0.5);
    report.at("x", 1);
    assertTrue(text().startsWith("\rloading 25 %\rreading 50 %\r"), text());
    assertTrue(text().endsWith(" \r"), text());
  }

  @Test
  void withoutATerminalNothingIsPrinted() {
    ProgressReport report = new ProgressReport(false, out, 0);
    report.at("loading", 0.25);
    report.at("loading", 1);
    assertEquals("", text());
  }
}
