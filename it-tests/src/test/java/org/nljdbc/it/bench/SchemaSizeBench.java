package org.nljdbc.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Measures the time from a question to its SQL against the size of the schema: where the model has
 * not read the schema, where it was read ahead after somebody had looked at it, and where an
 * earlier question was about it. Every round has new databases, whose schemas differ from their
 * first table on, so that only the instructions before it are known. Nothing is kept on disk.
 *
 * <p>Arguments: rounds (default 5), seconds to wait after the look (default 12), then numbers of
 * tables (default 10, 30, 100 and 1000).
 */
public final class SchemaSizeBench {

  private static final List<String> SUBJECTS =
      List.of(
          "customers",
          "orders",
          "invoices",
          "payments",
          "products",
          "suppliers",
          "stores",
          "employees",
          "contracts",
          "shipments",
          "returns",
          "warehouses",
          "tickets",
          "projects",
          "budgets",
          "vehicles",
          "campaigns",
          "meetings",
          "devices",
          "patents");
  private static final List<String> PLACES =
      List.of("", "asia_", "europe_", "africa_", "america_", "retail_", "online_", "export_");

  /** What one round measures, in milliseconds. */
  private static final String[] COLUMNS = {
    "first question, nobody has looked",
    "first question, at once after a look",
    "first question, a while after a look",
    "second question",
    "third question"
  };

  private final Path folder;
  private int databases;

  private SchemaSizeBench(Path folder) {
    this.folder = folder;
  }

  /** Measures, and prints a Markdown table. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    long wait = 1_000L * (args.length > 1 ? Integer.parseInt(args[1]) : 12);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      sizes.add(Integer.parseInt(args[i]));
    }
    SchemaSizeBench bench = new SchemaSizeBench(Files.createTempDirectory("schema-size"));
    bench.warmUp();
    System.out.println("milliseconds, median (least to greatest) of " + rounds + " rounds");
    System.out.println("| tables | " + String.join(" | ", COLUMNS) + " |");
    for (int tables : sizes.isEmpty() ? List.of(10, 30, 100, 1000) : sizes) {
      bench.measure(tables, rounds, wait);
    }
  }

  /** Loads the model and everything else that a process does once. */
  private void warmUp() throws SQLException, IOException {
    for (int i = 0; i < 3; i++) {
      try (Connection connection = open(5)) {
        time(connection, "how many orders are there");
        time(connection, "names of the ten customers with the highest amount");
      }
    }
  }

  private void measure(int tables, int rounds, long wait) throws Exception {
    List<List<Double>> all = new ArrayList<>();
    for (int i = 0; i < COLUMNS.length; i++) {
      all.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      try (Connection cold = open(tables)) {
        all.get(0).add(time(cold, "how many orders are there"));
      }
      try (Connection looked = open(tables)) {
        look(looked);
        all.get(1).add(time(looked, "how many orders are there"));
      }
      try (Connection ahead = open(tables)) {
        look(ahead);
        Thread.sleep(wait);
        all.get(2).add(time(ahead, "how many orders are there"));
        all.get(3).add(time(ahead, "how many invoices are there"));
        all.get(4).add(time(ahead, "how many payments are there"));
      }
    }
    StringBuilder row = new StringBuilder("| " + tables + " |");
    for (List<Double> each : all) {
      Collections.sort(each);
      row.append(
          String.format(
              Locale.ROOT,
              " %,.0f (%,.0f to %,.0f) |",
              each.get(each.size() / 2),
              each.get(0),
              each.get(each.size() - 1)));
    }
    System.out.println(row);
  }

  /** What needs the schema and no model. */
  private static void look(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: which tables are there?").close();
    }
  }

  private static double time(Connection connection, String question) throws SQLException {
    long start = System.nanoTime();
    String sql = connection.nativeSQL("NL: " + question);
    double millis = (System.nanoTime() - start) / 1e6;
    if (!sql.toUpperCase(Locale.ROOT).startsWith("SELECT")) {
      throw new IllegalStateException(sql);
    }
    return millis;
  }

  /** A new database of that many tables, the first of which no other one has. */
  private Connection open(int tables) throws SQLException, IOException {
    Path file = folder.resolve("db" + databases + ".db");
    String url = "jdbc:sqlite:" + file;
    try (Connection plain = DriverManager.getConnection(url);
        Statement statement = plain.createStatement()) {
      plain.setAutoCommit(false);
      statement.execute("CREATE TABLE a" + databases + "_notes (id integer, said integer)");
      for (int i = 1; i < tables; i++) {
        statement.execute(table(i - 1));
      }
      plain.commit();
    }
    databases++;
    file.toFile().deleteOnExit();
    Properties settings = new Properties();
    settings.setProperty("nl.prefixCache", "memory");
    settings.setProperty("nl.lock", "off");
    return DriverManager.getConnection("jdbc:nl:" + url.substring("jdbc:".length()), settings);
  }

  private static String table(int i) {
    String subject = SUBJECTS.get(i % SUBJECTS.size());
    int kind = i / SUBJECTS.size();
    String place = PLACES.get(kind % PLACES.size());
    int year = kind / PLACES.size();
    String name = place + subject + (year == 0 ? "" : "_" + (2000 + year));
    return "CREATE TABLE "
        + name
        + " (id integer PRIMARY KEY, name text, amount real, created_on text, status integer)";
  }
}
