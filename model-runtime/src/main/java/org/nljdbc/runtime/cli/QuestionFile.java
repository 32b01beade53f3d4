package org.nljdbc.runtime.cli;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Reads questions with their SQL: YAML (a list of {@code question} and {@code sql}), one JSON
 * object a line, or CSV with these headings.
 */
final class QuestionFile {

  private static final String QUESTION = "question";
  private static final String SQL = "sql";

  private QuestionFile() {}

  /**
   * Reads a file that a command was given.
   *
   * @param file the file; its ending says what it is
   * @param spec the command
   * @return the questions in their order, at least one
   * @throws IOException if it cannot be read
   * @throws ParameterException saying where the file is not as it should be
   */
  static List<OwnQuestion> given(Path file, CommandSpec spec) throws IOException {
    try {
      return read(file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "The file " + file + " cannot be used: " + e.getMessage());
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file; its ending says what it is
   * @return the questions in their order, at least one
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException saying where the file is not as it should be
   */
  static List<OwnQuestion> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    List<OwnQuestion> questions;
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      if (name.endsWith(".csv")) {
        questions = csv(reader);
      } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
        questions = jsonLines(Files.readAllLines(file));
      } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        questions = yaml(reader);
      } else {
        throw new IllegalArgumentException("it ends neither with .yaml, nor .jsonl, nor .csv");
      }
    }
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("it has no questions");
    }
    return questions;
  }

  private static List<OwnQuestion> yaml(Reader reader) {
    Object all;
    try {
      all = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("it is no YAML: " + e.getMessage(), e);
    }
    if (!(all instanceof List<?> list)) {
      throw new IllegalArgumentException("it is no list; each entry is '- question: ...'");
    }
    List<OwnQuestion> questions = new ArrayList<>();
    for (Object each : list) {
      String where = "entry " + (questions.size() + 1);
      if (!(each instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException(where + " has no fields 'question' and 'sql'");
      }
      questions.add(question(where, fields.get(QUESTION), fields.get(SQL)));
    }
    return questions;
  }

  private static List<OwnQuestion> jsonLines(List<String> lines) {
    List<OwnQuestion> questions = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      try {
        JsonParser.parseString(line)
            .getAsJsonObject()
            .asMap()
            .forEach(
                (name, value) -> {
                  if (value.isJsonPrimitive()) {
                    fields.put(name, value.getAsString());
                  }
                });
      } catch (JsonParseException | IllegalStateException e) {
        throw new IllegalArgumentException("line " + number + " is no JSON object", e);
      }
      questions.add(question("line " + number, fields.get(QUESTION), fields.get(SQL)));
    }
    return questions;
  }

  private static List<OwnQuestion> csv(Reader reader) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (CSVParser parser = CSVParser.parse(reader, format)) {
      if (!parser.getHeaderMap().keySet().containsAll(List.of(QUESTION, SQL))) {
        throw new IllegalArgumentException("its first line does not name 'question' and 'sql'");
      }
      List<OwnQuestion> questions = new ArrayList<>();
      for (CSVRecord record : parser) {
        String where = "record " + record.getRecordNumber();
        if (!record.isConsistent()) {
          throw new IllegalArgumentException(where + " has too many or too few fields");
        }
        questions.add(question(where, record.get(QUESTION), record.get(SQL)));
      }
      return questions;
    }
  }

  private static OwnQuestion question(
      String where, @Nullable Object question, @Nullable Object sql) {
    if (!(question instanceof String text) || text.isBlank()) {
      throw new IllegalArgumentException(where + " has no text in 'question'");
    }
    if (!(sql instanceof String expected) || expected.isBlank()) {
      throw new IllegalArgumentException(where + " has no text in 'sql'");
    }
    return new OwnQuestion(text.strip(), expected.strip().replaceFirst(";\\s*\\z", ""));
  }
}
