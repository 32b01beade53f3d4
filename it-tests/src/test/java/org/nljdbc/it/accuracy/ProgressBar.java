package org.nljdbc.it.accuracy;

import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a run is: one line that changes on a terminal, a line every tenth elsewhere. */
final class ProgressBar {

  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private int tenth = -1;

  /**
   * Makes a bar.
   *
   * @param out where it is shown
   * @param terminal whether a line can be written over
   */
  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows a remark on a line of its own. */
  void note(String text) {
    out.println(text);
  }

  /**
   * Shows a state.
   *
   * @param done what is done
   * @param all what there is to do, 1 or more
   * @param tally how it went so far
   */
  void at(int done, int all, Tally tally) {
    int now = 10 * done / all;
    if (!terminal && now == tenth) {
      return;
    }
    tenth = now;
    int full = WIDTH * done / all;
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %d of %d, accuracy %.3f, valid %.3f",
            "=".repeat(full),
            " ".repeat(WIDTH - full),
            done,
            all,
            tally.accuracy(),
            tally.valid());
    out.print(terminal ? "\r" + line + (done == all ? "\n" : "") : line + "\n");
    out.flush();
  }
}
