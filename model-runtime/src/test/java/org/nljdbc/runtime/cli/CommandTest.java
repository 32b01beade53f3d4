package org.nljdbc.runtime.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.server.ScriptedModel;
import picocli.CommandLine;

/** A command of nl, a small shop in SQLite, and a model whose answers are written down. */
abstract class CommandTest {

  @TempDir Path folder;

  final ScriptedModel model = new ScriptedModel();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  @BeforeEach
  void makeShop() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, spent REAL)");
      statement.execute(
          "INSERT INTO customers VALUES (1, 'Ann, \"A\"', 1.5), (2, 'Bo', NULL), (3, 'Cy\u001b[31m',"
              + " 0.1)");
    }
  }

  Path shop() {
    return folder.resolve("shop.db");
  }

  int run(String... args) {
    CommandLine line = Nl.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  /** Runs a command on the shop with the scripted model. */
  int ask(String command, String... more) {
    List<String> args = new ArrayList<>();
    args.add(command);
    args.add("--url=jdbc:sqlite:" + shop());
    args.add("--set=nl.model=" + model.name);
    args.addAll(Arrays.asList(more));
    return run(args.toArray(String[]::new));
  }

  /** Runs a task with another standard input. */
  static int typed(String text, IntSupplier task) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return task.getAsInt();
    } finally {
      System.setIn(before);
    }
  }
}
