package org.nljdbc.runtime.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.nljdbc.spi.Progress;

/** Shows how far a task is: one line that changes on a terminal, a line every tenth elsewhere. */
final class ProgressBar implements Progress {

  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private String task = "";
  private int tenth = -1;
  private int written;

  /**
   * Makes a bar.
   *
   * @param out where it is shown
   * @param terminal whether a line can be written over
   */
  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void at(String what, double fraction) {
    double done = Math.max(0, Math.min(1, fraction));
    int now = (int) (10 * done);
    boolean same = what.equals(task);
    if (!terminal && same && now == tenth) {
      return;
    }
    task = what;
    tenth = now;
    int full = (int) (WIDTH * done);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %3.0f %% %s",
            "=".repeat(full),
            " ".repeat(WIDTH - full),
            100 * done,
            what);
    if (terminal) {
      String rest = " ".repeat(Math.max(0, written - line.length()));
      out.print("\r" + line + rest + (done >= 1 ? System.lineSeparator() : ""));
      written = done >= 1 ? 0 : line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }
}
