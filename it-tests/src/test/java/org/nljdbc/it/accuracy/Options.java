package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.Kind;

/**
 * The options of a run, or of a count of tables.
 *
 * @param data the data set's folder
 * @param part which part of it is asked
 * @param out the folder for the results
 * @param questions how many questions are drawn, 1 or more
 * @param seed which draw
 * @param model the setting {@code nl.model}
 * @param settings the driver's other settings
 * @param kind the database system that is asked: SQLite, or one that gets a copy of each database
 * @param ownGold a file with gold in that system's words, or null
 * @param merge how many databases are put into one, or 0
 * @param pinsOthers whether the other questions of each database are pinned with their gold
 * @param parallel how many questions are asked at once, 1 to 64
 */
record Options(
    Path data,
    String part,
    Path out,
    int questions,
    long seed,
    String model,
    Map<String, String> settings,
    Kind kind,
    @Nullable Path ownGold,
    int merge,
    boolean pinsOthers,
    int parallel) {

  /** How the options are given. */
  static final String USAGE =
      """
      run --data FOLDER --out FOLDER [--part validation] [--questions 300] [--seed 1]
          [--model embedded] [--set nl.NAME=VALUE]...
          [--database sqlite|h2|postgresql|mariadb] [--own-gold FILE] [--pins none|others]
          [--merge 8] [--parallel 1]
      tables (the options of run)
      rescore FOLDER PART RUN/report.json [OWN-GOLD]
      compare FIRST/report.json SECOND/report.json
      calibrate RUN/report.json calibration.json
      meanings FOLDER PART [synonyms]
      recall FOLDER PART TABLES-OF-A-SCHEMA TABLES-SHOWN SHOWN-TO-ALL
      """;

  /**
   * Reads options.
   *
   * @param arguments the words after {@code run}
   * @return the options
   * @throws IllegalArgumentException if they are not as {@link #USAGE} says
   */
  static Options parse(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--data",
            "--out",
            "--part",
            "--database",
            "--questions",
            "--seed",
            "--model",
            "--pins",
            "--merge",
            "--parallel",
            "--own-gold" ->
            given.put(name, value);
        case "--set" -> {
          int equals = value.indexOf('=');
          if (!value.startsWith("nl.") || equals < 0 || value.startsWith("nl.model=")) {
            throw new IllegalArgumentException(
                "--set takes nl.NAME=VALUE (the model has --model), not " + value);
          }
          settings.put(value.substring(0, equals), value.substring(equals + 1));
        }
        default -> throw new IllegalArgumentException("there is no option " + name);
      }
    }
    long questions = number(given, "--questions", 300);
    if (questions < 1 || questions > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("--questions must be 1 or more");
    }
    long merge = number(given, "--merge", 0);
    if (merge < 0 || merge > 1_000) {
      throw new IllegalArgumentException("--merge must be 0 to 1000");
    }
    boolean pinsOthers = pinsOthers(given.getOrDefault("--pins", "none"));
    long parallel = number(given, "--parallel", 1);
    if (parallel < 1 || parallel > 64) {
      throw new IllegalArgumentException("--parallel must be 1 to 64");
    }
    if (parallel > 1 && pinsOthers) {
      throw new IllegalArgumentException(
          "--pins others asks one question at a time, as all share one file of pins;"
              + " leave --parallel out");
    }
    return new Options(
        folder(given, "--data"),
        given.getOrDefault("--part", "validation"),
        folder(given, "--out"),
        (int) questions,
        number(given, "--seed", 1),
        given.getOrDefault("--model", "embedded"),
        settings,
        kind(given.getOrDefault("--database", "sqlite")),
        given.containsKey("--own-gold") ? folder(given, "--own-gold") : null,
        (int) merge,
        pinsOthers,
        (int) parallel);
  }

  /** The questions of the data set's part, about merged databases if that is wanted. */
  Dataset dataset() throws IOException, SQLException {
    Dataset dataset = Datasets.read(data, part);
    return merge == 0 ? dataset : MergedDatabases.of(dataset, merge, out.resolve("merged"));
  }

  private static boolean pinsOthers(String pins) {
    if (!pins.equals("none") && !pins.equals("others")) {
      throw new IllegalArgumentException("--pins takes none or others, not " + pins);
    }
    return pins.equals("others");
  }

  private static Kind kind(String name) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--database takes sqlite, h2, postgresql or mariadb, not " + name));
  }

  private static Path folder(Map<String, String> given, String name) {
    @Nullable String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return Path.of(value);
  }

  private static long number(Map<String, String> given, String name, long otherwise) {
    @Nullable String value = given.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " takes a whole number, not " + value, e);
    }
  }
}
