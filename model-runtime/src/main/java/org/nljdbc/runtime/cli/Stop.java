package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.nljdbc.runtime.process.RuntimeEntry;
import org.nljdbc.runtime.process.RuntimeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends this user's shared runtimes. */
@Command(
    name = "stop",
    description = {
      "Ends the shared runtimes (nl.runtime=process) of this user.",
      "Questions at work may end first; whoever asks next starts another."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:None is running any more.", "1:One could not be ended."})
final class Stop implements Callable<Integer> {

  private static final long POLL_MILLIS = 50;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "40",
      description =
          "How long questions at work may go on before they are broken off (default:"
              + " ${DEFAULT-VALUE}).")
  private int wait;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean all = true;
    int ended = 0;
    for (RuntimeFiles files : RuntimeFiles.all(RuntimeFiles.ofUser())) {
      RuntimeEntry entry = files.entry();
      // Only while its lock is held is the process with this number surely the runtime.
      if (entry != null && files.isRunning()) {
        boolean gone = entry.isHere() && end(files, entry);
        out.println(
            (gone ? "Ended " : "Could not end ")
                + entry
                + (entry.isHere() ? "" : ", which another machine or container has"));
        all &= gone;
        ended++;
      }
    }
    if (ended == 0) {
      out.println("No shared runtime is running.");
    }
    out.flush();
    return all ? 0 : 1;
  }

  private boolean end(RuntimeFiles files, RuntimeEntry entry)
      throws IOException, InterruptedException {
    ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroy);
    if (awaitEnd(files, wait)) {
      return true;
    }
    ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly);
    return awaitEnd(files, 5);
  }

  private static boolean awaitEnd(RuntimeFiles files, int seconds)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (files.isRunning()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }
}
