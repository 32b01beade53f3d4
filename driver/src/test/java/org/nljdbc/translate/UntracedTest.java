package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A trimmed runtime and a class path without OpenTelemetry, as tools have them. */
class UntracedTest {

  @Test
  void questionsAreAnsweredWithoutFlightRecorderAndOpenTelemetry() throws Exception {
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("opentelemetry"))
            .collect(Collectors.joining(File.pathSeparator));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "--limit-modules",
                "java.sql,java.naming,java.management,java.logging,jdk.unsupported",
                "-cp",
                classes,
                UntracedMain.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals("answer: 2", said.lines().reduce("", (before, line) -> line), said);
  }
}
