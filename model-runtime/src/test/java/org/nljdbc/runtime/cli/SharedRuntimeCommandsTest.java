package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.process.WaitingProvider;

/** nl status, nl stop, and what the others say of a shared runtime. */
class SharedRuntimeCommandsTest extends CommandTest {

  @Test
  void aSharedRuntimeIsSeenAndEnded() throws Exception {
    Path script = Files.createDirectory(folder.resolve("script"));
    String[] options = {
      "--url=jdbc:sqlite:" + shop(),
      "--set=nl.runtime=process",
      "--set=nl.model=" + WaitingProvider.PREFIX + script
    };
    assertEquals(0, run("doctor", "--quick", options[0], options[1], options[2]), out::toString);
    assertTrue(out.toString().contains("which the first question starts"), out::toString);
    try {
      String question = WaitingProvider.QUESTION;
      assertEquals(0, run("ask", options[0], options[1], options[2], question), err::toString);
      assertTrue(out.toString().contains("(1 row)"), out::toString);
      String pid = Files.readString(script.resolve("opened")).strip();
      assertEquals(0, run("status"));
      assertTrue(out.toString().contains("process " + pid + ", port "), out::toString);
      // One that names the process has named its time, and keeps nothing open.
      assertTrue(
          out.toString().contains("kept open by 0 programs, ends after 900 s"), out::toString);
      assertEquals(0, run("doctor", "--quick", options[0], options[1], options[2]));
      assertTrue(out.toString().contains("the shared runtime, process " + pid), out::toString);
    } finally {
      assertEquals(0, run("stop"), out::toString);
    }
    assertTrue(out.toString().contains("Ended runtime"), out::toString);
    assertEquals(1, run("status"));
    assertTrue(out.toString().contains("No shared runtime is running."), out::toString);
    assertEquals(0, run("stop"));
  }
}
