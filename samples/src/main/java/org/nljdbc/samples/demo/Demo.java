package org.nljdbc.samples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks a demo database five questions in words and prints the SQL and the rows; then, in a
 * terminal, stays open as a shell.
 */
public final class Demo {

  /** Questions that the embedded model answers rightly; {@code DemoQuestionsTest} has the SQL. */
  static final List<String> QUESTIONS =
      List.of(
          "how many orders are there in 2024?",
          "show each year and the total amount of the orders of that year",
          "show the name and the total order amount of the 5 customers with the highest total order"
              + " amount",
          "show the name of each category and the average price of its products",
          "list the names of the suppliers in Germany");

  /** SQLState of everything that goes wrong in the model's runtime. */
  private static final String MODEL_FAILED = "58000";

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.log.org.nljdbc";

  private final PrintStream out;
  private final Path folder;

  /**
   * Makes a demo.
   *
   * @param out where to print
   * @param folder where to keep the database
   */
  Demo(PrintStream out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /**
   * Runs the demo. The exit code is 0, or 1 if a question was not answered, or 2 if an argument was
   * not understood.
   *
   * @param arguments {@code --no-shell}, settings of the driver as {@code nl.name=value}, and
   *     questions to ask instead of the usual ones
   * @throws IOException if the folder or the terminal cannot be used
   */
  public static void main(String... arguments) throws IOException {
    boolean interactive = Terminal.isInteractive();
    if (interactive && System.getProperty(LOG_LEVEL) == null) {
      // On a terminal the driver shows its progress in a line of its own; no need to log it too.
      System.setProperty(LOG_LEVEL, "warn");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int code = new Demo(out, DemoDatabase.defaultFolder()).run(interactive, arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs the demo and returns the exit code. */
  int run(boolean interactive, String... arguments) throws IOException {
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
    try {
      String url = DemoDatabase.url(database(), options.settings());
      ask(url, options.questions().isEmpty() ? QUESTIONS : options.questions());
      return interactive && options.shell() && !shell(url) ? 1 : 0;
    } catch (SQLException e) {
      explain(e);
      return 1;
    }
  }

  private Path database() throws IOException, SQLException {
    if (!Files.exists(DemoDatabase.file(folder))) {
      out.println("Building the demo database (once) ...");
    }
    return DemoDatabase.make(folder);
  }

  private void ask(String url, List<String> questions) throws SQLException {
    out.println("Connecting to " + url);
    try (Connection connection = DriverManager.getConnection(url)) {
      out.println("The first question loads the model, which takes some seconds.");
      Conversation conversation = new Conversation(connection, out);
      for (String question : questions) {
        conversation.ask(question);
      }
    }
  }

  private boolean shell(String url) throws IOException {
    out.println();
    out.println("Now ask your own, for example:   NL: how many employees are there?;");
    out.println("Every statement ends with a semicolon. !tables lists the tables, !quit leaves.");
    out.println();
    return Shell.run(url, folder, null, out);
  }

  private void explain(SQLException e) {
    out.println();
    out.println("Not answered (SQLState " + e.getSQLState() + "): " + e.getMessage());
    if (MODEL_FAILED.equals(e.getSQLState())) {
      out.println();
      out.println("The embedded model lies in model-runtime/models as four .gguf files; if one is");
      out.println("missing, model-runtime/python/embedded/README.md tells how to make them.");
      out.println(
          "To use another model (a GGUF file or a Hugging Face folder), add to the command");
      out.println("  -Ddemo.args=nl.model=/path/to/model");
    }
  }
}
