package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.runtime.evaluation.RowMatch;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Translation;

/**
 * Writes the prompts that the driver makes of a data set's questions, for training: a JSON object a
 * line with the question's number, its database, the prompt's messages and answer prefix, and the
 * gold. Arguments: {@code --examples N}, if the prompts are to have that many of the database's
 * other questions as examples; a folder in Spider's format; a part of its {@code split.json}; the
 * file to write; and, for another system than SQLite, its name and a file with gold in its words,
 * which {@code adapter.dialects} makes. There each gold is run on a copy of its database as if the
 * model had answered it, and what gives other rows than the gold on the SQLite file is left out;
 * {@code answer} is the SQL as the driver ran it.
 */
public final class TrainingPrompts {

  private static final Gson GSON = new Gson();

  private final OwnGold golds;
  private final int examples;
  private int written;
  private int dropped;

  private TrainingPrompts(OwnGold golds, int examples) {
    this.golds = golds;
    this.examples = examples;
  }

  /** Writes the file. */
  public static void main(String[] arguments) throws Exception {
    boolean shows = arguments.length > 1 && arguments[0].equals("--examples");
    int examples = shows ? Integer.parseInt(arguments[1]) : 0;
    write(shows ? Arrays.copyOfRange(arguments, 2, arguments.length) : arguments, examples);
  }

  private static void write(String[] args, int examples) throws SQLException, IOException {
    Dataset data = Datasets.read(Path.of(args[0]), args[1]);
    boolean copies = args.length > 3;
    Kind kind = copies ? Kind.valueOf(args[3].toUpperCase(Locale.ROOT)) : Kind.SQLITE;
    TrainingPrompts prompts =
        new TrainingPrompts(OwnGold.read(copies ? Path.of(args[4]) : null), examples);
    Map<String, List<Question>> byDatabase =
        data.questions().stream()
            .filter(question -> !copies || prompts.golds.of(question).isPresent())
            .collect(
                Collectors.groupingBy(Question::database, LinkedHashMap::new, Collectors.toList()));
    Path folder = Files.createTempDirectory("prompts");
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[2]));
        Targets targets = new Targets(kind);
        PinnedOthers pins = new PinnedOthers()) {
      for (List<Question> questions : byDatabase.values()) {
        Path recorded = folder.resolve(questions.get(0).database());
        prompts.ask(targets, data.file(questions.get(0)), questions, recorded, pins, out);
      }
    } finally {
      Files.delete(folder);
    }
    System.out.printf(
        "%d prompts of %d databases, %d left out%n",
        prompts.written, byDatabase.size(), prompts.dropped);
  }

  private void ask(
      Targets targets,
      Path database,
      List<Question> questions,
      Path recorded,
      PinnedOthers pins,
      BufferedWriter out)
      throws SQLException, IOException {
    Properties sqlite = new Properties();
    sqlite.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
    try (Targets.Target target = targets.open(questions.get(0).database(), database);
        Connection asked =
            DriverManager.getConnection(target.url(), properties(target, recorded, pins));
        Connection bare = DriverManager.getConnection("jdbc:sqlite:" + database, sqlite)) {
      if (examples > 0) {
        pins.fill(questions, asked);
      }
      for (Question question : questions) {
        pins.leaveOut(question, asked);
        String answer = answer(question, asked, bare, recorded);
        pins.putBack(question, asked);
        String prompt = Files.readString(recorded);
        Files.delete(recorded);
        if (golds.isEmpty() || answer != null) {
          out.write(GSON.toJson(line(question, prompt, answer)) + "\n");
          written++;
        } else {
          dropped++;
        }
      }
    }
  }

  private Properties properties(Targets.Target target, Path recorded, PinnedOthers pins) {
    Properties properties = new Properties();
    pins.settings(properties);
    properties.setProperty("nl.examples", Integer.toString(examples));
    properties.putAll(target.properties());
    properties.setProperty("nl.model", RecordingProvider.PREFIX + recorded);
    properties.setProperty("nl.candidates", "1");
    properties.setProperty("nl.tries", "0");
    return properties;
  }

  /** The gold as the driver ran it, or null if it failed or gave other rows. */
  private @Nullable String answer(
      Question question, Connection asked, Connection bare, Path recorded) throws SQLException {
    String gold = golds.of(question).orElse(null);
    RecordingProvider.answerNext(recorded, gold == null ? "SELECT 1" : gold);
    // The number makes each question its own: equal ones would be answered from memory.
    String text = "NL '" + question.text().replace("'", "''") + "\u0001" + question.number() + "'";
    try (Statement statement = asked.createStatement();
        ResultSet result = statement.executeQuery(text)) {
      if (gold == null) {
        return null;
      }
      Rows rows = Rows.read(result);
      Translation translation = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      try (Statement plain = bare.createStatement();
          ResultSet right = plain.executeQuery(question.gold())) {
        return RowMatch.same(Rows.read(right), rows, false) ? translation.sql() : null;
      }
    } catch (SQLException refused) {
      if (gold == null) {
        throw refused;
      }
      return null;
    }
  }

  private static JsonObject line(Question question, String prompt, @Nullable String answer) {
    String clean = prompt.replace("\\u0001" + question.number(), "");
    JsonObject line = new JsonObject();
    line.addProperty("number", question.number());
    line.addProperty("database", question.database());
    line.addProperty("gold", question.gold());
    if (answer != null) {
      line.addProperty("answer", answer);
    }
    line.add("prompt", JsonParser.parseString(clean));
    return line;
  }
}
