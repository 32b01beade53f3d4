package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program may end whenever it likes, also in the middle of what its model does ahead. */
class ExitTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"exit,0,7", "exit,13,7", "exit,41,7", "return,3,0", "return,29,0"})
  void endsWithItsOwnStatus(String how, int millis, int status) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                ExitGuest.class.getName(),
                TinyFiles.path("untied-bf16").toString(),
                folder.resolve("cache").toString(),
                Integer.toString(millis),
                how)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
      String said = says.lines().collect(Collectors.joining("\n"));
      assertEquals(status, process.waitFor(), said);
      assertTrue(said.contains("ends"), said);
    } finally {
      process.destroyForcibly();
    }
  }
}
