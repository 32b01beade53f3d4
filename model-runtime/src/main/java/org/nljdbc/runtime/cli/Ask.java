package org.nljdbc.runtime.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a database a question, or as many as are typed. */
@Command(
    name = "ask",
    description = {
      "Asks a database a question, and prints the SQL and the rows.",
      "Without a question, reads one from each line of its input."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:Every question was answered.",
      "1:A question was not answered, or the database or the model cannot be reached.",
      "2:The command line is not valid."
    })
final class Ask implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "QUESTION",
      description = "The question; several words are one question.")
  private List<String> words = List.of();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).")
  private RowPrinter.Format format = RowPrinter.Format.TABLE;

  @Option(names = "--sql-only", description = "Prints the SQL and does not run it.")
  private boolean sqlOnly;

  @Option(
      names = "--explain",
      description = "Tells what the SQL means and the database's plan for it; does not run it.")
  private boolean explain;

  @Option(
      names = "--explain-html",
      paramLabel = "FILE",
      description = {
        "Writes the same as a page with a picture of the plan, for a browser.",
        "It holds what the question and its SQL hold; only its owner may read it."
      })
  private @Nullable Path page;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most rows to print, 0 for all (default: ${DEFAULT-VALUE}).")
  private int maxRows;

  @Override
  public Integer call() throws IOException, SQLException {
    if (Stream.of(sqlOnly, explain, page != null).filter(wanted -> wanted).count() > 1) {
      throw wrong("--sql-only, --explain and --explain-html exclude each other");
    }
    if (maxRows < 0) {
      throw wrong("--max-rows is 0 or more");
    }
    String question = String.join(" ", words).strip();
    if (page != null && question.isEmpty()) {
      throw wrong("--explain-html wants a question");
    }
    try (Connection connection = database.connect()) {
      if (question.isEmpty()) {
        return Terminal.isThere() ? talk(connection) : answerLines(connection);
      }
      answer(connection, question);
      return 0;
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void answer(Connection connection, String question) throws IOException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    if (sqlOnly) {
      out.println(connection.unwrap(NlConnection.class).translate(question).sql());
      out.flush();
      return;
    }
    String quoted = "'" + question.replace("'", "''") + "'";
    if (page != null) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("NL EXPLAIN HTML " + quoted)) {
        rows.next();
        OwnersFile.write(page, rows.getString("HTML"));
      }
      out.println(page);
      out.flush();
      return;
    }
    try (Statement statement = connection.createStatement()) {
      int most = maxRows;
      if (most > 0 && most < Integer.MAX_VALUE) {
        statement.setMaxRows(most + 1); // one more shows whether there are more
      }
      try (ResultSet rows = statement.executeQuery((explain ? "NL EXPLAIN " : "NL ") + quoted)) {
        RowPrinter.of(format, out, spec.commandLine().getErr())
            .print(Told.of(question, statement), rows, most);
      }
    }
  }

  /** A conversation on a terminal: an error ends a question, not the conversation. */
  private int talk(Connection connection) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Ask in plain words; an empty line or 'quit' leaves.");
    BufferedReader lines = input();
    while (true) {
      out.print("nl> ");
      out.flush();
      String line = lines.readLine();
      if (line == null || line.isBlank() || isQuit(line)) {
        return 0;
      }
      attempt(connection, line.strip());
      out.println();
    }
  }

  /** A question from each line, until there are no more. */
  private int answerLines(Connection connection) throws IOException {
    boolean all = true;
    BufferedReader lines = input();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        all &= attempt(connection, line.strip());
      }
    }
    return all ? 0 : 1;
  }

  private boolean attempt(Connection connection, String question) throws IOException {
    try {
      answer(connection, question);
      return true;
    } catch (SQLException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(PlainErrors.text(e));
      err.flush();
      return false;
    }
  }

  private static BufferedReader input() {
    String encoding = System.getProperty("native.encoding", Charset.defaultCharset().name());
    return new BufferedReader(new InputStreamReader(System.in, Charset.forName(encoding)));
  }

  private static boolean isQuit(String line) {
    String word = line.strip().toLowerCase(Locale.ROOT);
    return word.equals("quit") || word.equals("exit") || word.equals("\\q");
  }
}
