package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Writes the prompts that the driver makes of a data set's questions, for training: a JSON object a
 * line with the question's number, its database, the prompt's messages and answer prefix, and the
 * gold. Arguments: a folder in Spider's format; a part of its {@code split.json}; the file to
 * write.
 */
public final class TrainingPrompts {

  private static final Gson GSON = new Gson();

  private TrainingPrompts() {}

  /** Writes the file. */
  public static void main(String[] args) throws Exception {
    Dataset data = SpiderFormat.read(Path.of(args[0]), args[1]);
    Map<String, List<Question>> byDatabase =
        data.questions().stream()
            .collect(
                Collectors.groupingBy(Question::database, LinkedHashMap::new, Collectors.toList()));
    Path folder = Files.createTempDirectory("prompts");
    int written = 0;
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[2]))) {
      for (List<Question> questions : byDatabase.values()) {
        Path recorded = folder.resolve(questions.get(0).database());
        ask(data.file(questions.get(0)), questions, recorded);
        List<String> lines = Files.readAllLines(recorded);
        if (lines.size() != questions.size()) {
          throw new IllegalStateException(
              recorded + ": " + lines.size() + " prompts of " + questions.size() + " questions");
        }
        for (int i = 0; i < lines.size(); i++) {
          out.write(GSON.toJson(line(questions.get(i), lines.get(i))) + "\n");
        }
        Files.delete(recorded);
        written += lines.size();
      }
    } finally {
      Files.delete(folder);
    }
    System.out.println(written + " prompts of " + byDatabase.size() + " databases");
  }

  private static void ask(Path database, List<Question> questions, Path recorded)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
    properties.setProperty("nl.model", RecordingProvider.PREFIX + recorded);
    try (Connection connection =
            DriverManager.getConnection("jdbc:nl:sqlite:" + database, properties);
        Statement statement = connection.createStatement()) {
      for (Question question : questions) {
        // The number makes each question its own: equal ones would be answered from memory.
        String text =
            "NL '" + question.text().replace("'", "''") + "\u0001" + question.number() + "'";
        try (ResultSet result = statement.executeQuery(text)) {
          result.next();
        }
      }
    }
  }

  private static JsonObject line(Question question, String prompt) {
    String clean = prompt.replace("\\u0001" + question.number(), "");
    JsonObject line = new JsonObject();
    line.addProperty("number", question.number());
    line.addProperty("database", question.database());
    line.addProperty("gold", question.gold());
    line.add("prompt", JsonParser.parseString(clean));
    return line;
  }
}
