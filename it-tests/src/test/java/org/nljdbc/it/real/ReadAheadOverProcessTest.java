package org.nljdbc.it.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.process.RuntimeEntry;
import org.nljdbc.runtime.process.RuntimeFiles;

/** The embedded model in a process of its own reads ahead the schemas that programs look at. */
class ReadAheadOverProcessTest {

  private static final String SETTINGS =
      "?nl.runtime=process&nl.runtime.idle=120&nl.prefixCache=memory";
  private static final int TABLES = 8;

  /** Question, answer's beginning and the last block, which may be read twice by two looks. */
  private static final int MOST_READ = 400;

  @TempDir Path folder;

  @AfterEach
  void endRuntimes() throws IOException, InterruptedException {
    for (RuntimeFiles files : RuntimeFiles.all(RuntimeFiles.ofUser())) {
      RuntimeEntry entry = files.entry();
      if (entry != null && files.isRunning()) {
        ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      while (files.isRunning()) {
        Thread.sleep(20);
      }
    }
  }

  private Connection open(String name, String... ddl) throws SQLException {
    String file = folder.resolve(name).toString();
    try (Connection real = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = real.createStatement()) {
      for (String each : ddl) {
        statement.execute(each);
      }
    }
    return DriverManager.getConnection("jdbc:nl:sqlite:" + file + SETTINGS);
  }

  private static int count(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + question)) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }

  private static int number(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL STATUS")) {
      while (rows.next()) {
        if (rows.getString("NAME").equals(name)) {
          return Integer.parseInt("0" + rows.getString("VALUE").replaceAll(" .*", ""));
        }
      }
    }
    throw new AssertionError("no " + name);
  }

  private static void awaitReadAhead() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("nl-jdbc-ahead"))) {
      Thread.sleep(20);
    }
  }

  private static String[] planets() {
    String[] ddl = new String[TABLES];
    for (int i = 0; i < TABLES; i++) {
      StringBuilder columns = new StringBuilder("id INTEGER PRIMARY KEY");
      for (String of : new String[] {"mass", "radius", "orbit", "period", "surface", "discovery"}) {
        columns.append(", ").append(of).append("_of_planet_").append(i).append(" REAL");
      }
      ddl[i] = "CREATE TABLE planets_of_star_" + i + " (" + columns + ")";
    }
    return ddl;
  }

  @Test
  void theFirstQuestionAboutASchemaFindsItRead() throws Exception {
    try (Connection first = open("small.db", "CREATE TABLE moons (id INTEGER PRIMARY KEY)")) {
      assertEquals(0, count(first, "how many moons are there?"));
      try (Connection second = open("sky.db", planets());
          Statement statement = second.createStatement()) {
        statement.executeQuery("NL: what tables are there?").close();
        awaitReadAhead();
        int read = number(second, "prompt tokens read");
        int reused = number(second, "prompt tokens reused");
        assertEquals(0, count(second, "how many rows are in planets_of_star_3?"));
        read = number(second, "prompt tokens read") - read;
        reused = number(second, "prompt tokens reused") - reused;
        assertTrue(
            reused > MOST_READ && read < MOST_READ, reused + " were known, " + read + " not");
      }
    }
  }
}
