package org.nljdbc.samples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sqlline.SqlLine;

/** The shell sqlline, connected to a database. */
final class Shell {

  private Shell() {}

  /**
   * Runs the shell until the person leaves it, or the input ends.
   *
   * @param url a URL of this driver
   * @param folder where to keep the history of what was typed
   * @param input what is typed, or null for the terminal
   * @param out where to print, unless to the terminal
   * @return whether the shell could be opened
   * @throws IOException if the terminal cannot be opened
   */
  static boolean run(String url, Path folder, @Nullable InputStream input, PrintStream out)
      throws IOException {
    SqlLine shell = new SqlLine();
    if (input != null) {
      shell.setOutputStream(out);
      shell.setErrorStream(out);
    }
    List<String> arguments =
        List.of(
            "-u",
            url,
            // Else it asks for a user and a password, which SQLite has not got.
            "-n",
            "",
            "-p",
            "",
            "--connectInteractionMode=notAskCredentials",
            // Else every apostrophe of a question is doubled as it is typed.
            "--autoPairing=false",
            // The only isolation that SQLite knows.
            "--isolation=TRANSACTION_SERIALIZABLE",
            "--historyFile=" + folder.resolve("history"),
            "--prompt=nl> ");
    SqlLine.Status status = shell.begin(arguments.toArray(String[]::new), input, input == null);
    return status == SqlLine.Status.OK;
  }
}
