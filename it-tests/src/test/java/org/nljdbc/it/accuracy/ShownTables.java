package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * How often prompts show the tables that the gold reads, and how much of a prompt is as in an
 * earlier one about the same database, so that a model need not read it again. No model answers.
 *
 * @param questions how many prompts were looked at
 * @param complete those of them that show every table of the gold
 * @param length mean length of a prompt, in characters
 * @param known mean length of the beginning that an earlier prompt has too, in characters
 */
record ShownTables(int questions, int complete, double length, double known) {

  /**
   * Counts.
   *
   * @param options which questions, and the driver's settings
   * @return the counts
   */
  static ShownTables count(Options options) throws IOException, SQLException {
    Dataset data = options.dataset();
    Map<String, List<Question>> drawn =
        Sampling.draw(data.questions(), options.questions(), options.seed()).stream()
            .collect(Collectors.groupingBy(Question::database));
    int questions = 0;
    int complete = 0;
    long length = 0;
    long known = 0;
    for (Map.Entry<String, List<Question>> each : drawn.entrySet()) {
      List<String> earlier = new ArrayList<>();
      Properties settings = new Properties();
      settings.putAll(new HashMap<>(options.settings()));
      settings.setProperty("nl.model", options.model());
      settings.setProperty("nl.intent", "false");
      String url = "jdbc:nl:sqlite:" + data.file(each.getValue().get(0));
      try (Connection connection = DriverManager.getConnection(url, settings)) {
        for (Question question : each.getValue()) {
          Optional<QueryShape> gold = QueryReader.shape(question.gold());
          if (gold.isEmpty()) {
            continue;
          }
          String prompt = prompt(connection, question.text());
          String lower = prompt.toLowerCase(Locale.ROOT);
          questions++;
          complete += gold.get().tables().stream().allMatch(table -> shows(lower, table)) ? 1 : 0;
          length += prompt.length();
          known += earlier.stream().mapToInt(other -> common(prompt, other)).max().orElse(0);
          earlier.add(prompt);
        }
      }
    }
    double all = Math.max(1, questions);
    return new ShownTables(questions, complete, length / all, known / all);
  }

  private static boolean shows(String prompt, String table) {
    return prompt.contains("create table " + table + " (")
        || prompt.contains("create table \"" + table + "\" (");
  }

  private static String prompt(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("NL PROMPT '" + question.replace("'", "''") + "'")) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        text.append(rows.getString("TEXT")).append('\n');
      }
      return text.toString();
    }
  }

  private static int common(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int at = 0;
    while (at < most && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  /** The counts for people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "prompts: %d, with all tables of the gold: %d (%.1f %%)%n"
            + "mean length: %.0f characters, of which an earlier prompt begins with %.0f (%.0f %%)%n",
        questions,
        complete,
        100.0 * complete / Math.max(1, questions),
        length,
        known,
        100.0 * known / Math.max(1, length));
  }
}
