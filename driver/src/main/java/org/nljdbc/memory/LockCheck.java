package org.nljdbc.memory;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.NlUrl;
import org.nljdbc.settings.Setting;

/**
 * Checks a lock file against a database, as a step of a build.
 *
 * <pre>
 * java -cp ... org.nljdbc.memory.LockCheck [--regenerate] [--write] URL [USER]
 * </pre>
 *
 * <p>The URL is one of this driver and may name the file ({@code nl.lockFile}). The password is
 * taken from the environment variable {@code NL_PASSWORD}. Without options no model is needed: each
 * pin's SQL is checked, and what it uses is compared with the schema. With {@code --regenerate} the
 * model is asked each question again, and SQL that differs is shown; with {@code --write} that SQL
 * is pinned. Ends with 0 if nothing has changed, 1 if something has, 2 if it could not be found
 * out.
 */
public final class LockCheck {

  private static final int SAME = 0;
  private static final int CHANGED = 1;
  private static final int FAILED = 2;

  private static final String USAGE =
      "Usage: LockCheck [--regenerate] [--write] jdbc:nl:... [user]; the password is taken from"
          + " NL_PASSWORD";

  private final PrintStream out;
  private final String url;
  private final Properties properties;

  private LockCheck(PrintStream out, String url, Properties properties) {
    this.out = out;
    this.url = url;
    this.properties = properties;
  }

  /**
   * Runs it and ends the process with its result.
   *
   * @param arguments as above
   */
  public static void main(String[] arguments) {
    System.exit(
        run(
            List.of(arguments),
            System.getenv(),
            new PrintStream(System.out, true, StandardCharsets.UTF_8)));
  }

  /**
   * Runs it.
   *
   * @param arguments as above
   * @param environment has the password
   * @param out what is found is told there
   * @return 0, 1 or 2, as above
   */
  public static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
    List<String> names = arguments.stream().filter(name -> !name.startsWith("--")).toList();
    List<String> options = arguments.stream().filter(name -> name.startsWith("--")).toList();
    boolean regenerates = options.contains("--regenerate");
    boolean writes = options.contains("--write");
    if (names.isEmpty()
        || names.size() > 2
        || !NlUrl.matches(names.get(0))
        || writes && !regenerates
        || !List.of("--regenerate", "--write").containsAll(options)) {
      out.println(USAGE);
      return FAILED;
    }
    try {
      NlUrl parted = NlUrl.parse(names.get(0));
      Properties properties = new Properties();
      properties.putAll(parted.parameters());
      if (names.size() == 2) {
        properties.setProperty("user", names.get(1));
      }
      String password = environment.get("NL_PASSWORD");
      if (password != null) {
        properties.setProperty("password", password);
      }
      String url = "jdbc:nl:" + parted.realUrl().substring("jdbc:".length());
      LockCheck check = new LockCheck(out, url, properties);
      return regenerates ? check.regenerate(writes) : check.check();
    } catch (SQLException e) {
      out.println("The pins could not be checked: " + e.getMessage());
      return FAILED;
    }
  }

  /** A pin as the driver tells it. */
  private record Row(String question, String sql, String status) {}

  private Connection open(String lock) throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    set(all, Setting.LOCK, lock);
    set(all, Setting.SCHEMA_MAX_AGE, "0");
    return DriverManager.getConnection(url, all);
  }

  /** Sets what the URL may have set in another case. */
  private static void set(Properties all, Setting setting, String value) {
    all.keySet().removeIf(name -> setting.key().equalsIgnoreCase(String.valueOf(name)));
    all.setProperty(setting.key(), value);
  }

  private static List<Row> rows(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet pins = statement.executeQuery("NL PINS")) {
      while (pins.next()) {
        rows.add(
            new Row(pins.getString("QUESTION"), pins.getString("SQL"), pins.getString("STATUS")));
      }
    }
    return rows;
  }

  private int check() throws SQLException {
    int changed = 0;
    List<Row> rows;
    try (Connection connection = open("on")) {
      rows = rows(connection);
    }
    for (Row row : rows) {
      if (!row.status().equals(PinReport.HOLDS)) {
        changed++;
        out.println("changed: " + row.question());
        out.println("  " + row.status());
        show("  - ", row.sql());
      }
    }
    return told(rows.size(), changed);
  }

  private int regenerate(boolean writes) throws SQLException {
    int changed = 0;
    List<Row> rows;
    // Without pins, the model answers.
    try (Connection connection = open("off");
        Statement statement = connection.createStatement()) {
      rows = rows(connection);
      for (Row row : rows) {
        changed += regenerate(row, statement, writes) ? 1 : 0;
      }
    }
    return told(rows.size(), changed);
  }

  private boolean regenerate(Row row, Statement statement, boolean writes) throws SQLException {
    String quoted = "'" + row.question().replace("'", "''") + "'";
    String sql;
    try {
      sql = first(statement.executeQuery("NL SHOW " + quoted), "SQL");
    } catch (SQLException e) {
      out.println("no SQL any more: " + row.question());
      out.println("  " + e.getMessage());
      show("  - ", row.sql());
      return true;
    }
    if (sql == null || squeezed(sql).equals(squeezed(row.sql()))) {
      return false;
    }
    out.println("changed: " + row.question());
    show("  - ", row.sql());
    show("  + ", sql);
    if (writes) {
      out.println("  " + first(statement.executeQuery("NL PIN " + quoted), "STATUS"));
    }
    return true;
  }

  private static @Nullable String first(ResultSet rows, String column) throws SQLException {
    try (rows) {
      return rows.next() ? rows.getString(column) : null;
    }
  }

  private int told(int pins, int changed) {
    if (pins == 0) {
      out.println("There is no pin for this database: is nl.lockFile the right file?");
      return FAILED;
    }
    out.println(pins + (pins == 1 ? " pin, " : " pins, ") + changed + " changed");
    return changed == 0 ? SAME : CHANGED;
  }

  private void show(String mark, String sql) {
    sql.lines().forEach(line -> out.println(mark + line));
  }

  private static String squeezed(String sql) {
    return sql.replaceAll("\\s+", " ").strip();
  }
}
