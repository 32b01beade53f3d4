package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.nljdbc.runtime.process.RuntimeEntry;
import org.nljdbc.runtime.process.RuntimeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells which shared runtimes of this user there are. */
@Command(
    name = "status",
    description = "Tells which shared runtimes (nl.runtime=process) of this user are running.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:One or more are running.", "1:None is."})
final class Status implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int running = 0;
    for (RuntimeFiles files : RuntimeFiles.all(RuntimeFiles.ofUser())) {
      RuntimeEntry entry = files.entry();
      if (entry != null && files.isRunning()) {
        running++;
        out.println(text(entry, files));
      }
    }
    if (running == 0) {
      out.println("No shared runtime is running.");
    }
    out.flush();
    return running == 0 ? 1 : 0;
  }

  private static String text(RuntimeEntry entry, RuntimeFiles files) throws IOException {
    int users = files.users();
    String since =
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            Instant.ofEpochMilli(entry.started())
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(ZoneId.systemDefault()));
    return String.join(
        System.lineSeparator(),
        entry.model(),
        "  process "
            + entry.pid()
            + ", port "
            + entry.port()
            + ", version "
            + entry.version()
            + (entry.isHere() ? "" : ", of another machine or container"),
        "  since "
            + since
            + ", kept open by "
            + (users == 1 ? "1 program" : users + " programs")
            + ", ends after "
            + entry.idleSeconds()
            + " seconds without one and without a question",
        "  log " + files.log());
  }
}
