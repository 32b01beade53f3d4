package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.hub.HubEnvironment;
import picocli.CommandLine;

/** nl pull and nl bench. */
class ModelCommandsTest extends CommandTest {

  @Test
  void speedIsMeasured() {
    String tiny = TinyFiles.path("tied-fp32").toString();
    assertEquals(
        0,
        run("bench", "--model=" + tiny, "--threads=1", "--rounds=3", "--prompt=20", "--tokens=4"),
        err::toString);
    assertTrue(out.toString().contains("reading: median"), out::toString);
    assertTrue(out.toString().contains("tokens/s"), out::toString);
    assertTrue(err.toString().contains("loading"), err::toString);
    assertEquals(2, run("bench", "--rounds=0"));
    assertEquals(2, run("bench", "--model=nothing at all"));
  }

  @Test
  void theEmbeddedModelNeedsNoNetwork() {
    assertEquals(0, run("pull", "embedded"), err::toString);
    assertTrue(Path.of(out.toString().strip()).toFile().isFile(), out::toString);
  }

  @Test
  void aHubThatMayNotBeAskedIsSaid() {
    HubEnvironment offline =
        new HubEnvironment(folder.toString(), "https://localhost:1", null, true);
    CommandLine line =
        new CommandLine(new Pull(offline)).setExecutionExceptionHandler(new PlainErrors());
    line.setErr(new PrintWriter(err));
    assertEquals(1, line.execute("org/name"));
    assertTrue(err.toString().contains("org/name"), err::toString);
    assertEquals(2, line.execute("no hub's name"));
  }

  @Test
  void aBarIsALineThatChangesOrALineEachTenth() {
    ProgressBar onTerminal = new ProgressBar(new PrintWriter(out), true);
    onTerminal.at("a long task", 0.5);
    onTerminal.at("short", 1);
    assertTrue(
        out.toString().startsWith("\r[===============               ]  50 % a long task"),
        out::toString);
    assertTrue(out.toString().endsWith(System.lineSeparator()), out::toString);
    ProgressBar elsewhere = new ProgressBar(new PrintWriter(err), false);
    elsewhere.at("task", 0.41);
    elsewhere.at("task", 0.42);
    elsewhere.at("task", 0.5);
    assertEquals(2, err.toString().lines().count(), err::toString);
  }
}
