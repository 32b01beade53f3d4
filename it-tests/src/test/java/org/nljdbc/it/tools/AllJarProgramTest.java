package org.nljdbc.it.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar as the program nl, and as what a shared runtime is started from. */
@Tag("packaged")
class AllJarProgramTest {

  private static final String URL = "jdbc:h2:mem:x;INIT=CREATE TABLE IF NOT EXISTS things(id INT)";

  @TempDir Path folder;

  /** Runs nl; gives what it printed, errors too. */
  private String run(int expected, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-jar", AllJar.path().toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // Java tells of it
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(expected, process.exitValue(), said);
    return said;
  }

  @Test
  void aSharedRuntimeOfTheJarAnswers() throws Exception {
    assertTrue(run(0, "--version").startsWith("NL-JDBC "));
    String driver = "--driver-jar=" + AllJar.of(org.h2.Driver.class);
    String process = "--set=nl.runtime=process";
    try {
      String[] question = {"ask", driver, "--url=" + URL, process, "how many things are there?"};
      String said = run(0, question);
      assertTrue(said.startsWith("SELECT COUNT(*) FROM "), said);
      assertTrue(said.contains("(1 row)"), said);
      assertTrue(run(0, "status").contains("qwen2.5-coder"));
      String doctor = run(0, "doctor", "--quick", driver, "--url=" + URL, process);
      assertTrue(doctor.contains("the shared runtime, process "), doctor);
    } finally {
      assertTrue(run(0, "stop").startsWith("Ended "));
    }
    assertTrue(run(1, "status").contains("No shared runtime"));
  }
}
