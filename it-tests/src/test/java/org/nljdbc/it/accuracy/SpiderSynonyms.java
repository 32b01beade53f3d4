package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.meaning.Synonyms;

/**
 * Questions in which people have put other words for the names of tables and columns ({@code
 * train_synonyms.json}, in the format of Spider-Syn), and what a glossary made of these words would
 * say. A word counts for what a name of the database was in the place of.
 *
 * @param rewordings the questions in other words, numbered behind those of the data set
 * @param glossaries synonyms by the name of the database
 */
record SpiderSynonyms(List<Question> rewordings, Map<String, Synonyms> glossaries) {

  private static final Gson GSON = new Gson();
  private static final int LONGEST = 3;

  /** Keeps its own copies. */
  SpiderSynonyms {
    rewordings = List.copyOf(rewordings);
    glossaries = Map.copyOf(glossaries);
  }

  private record Row(
      @Nullable String db_id,
      @Nullable String question,
      @Nullable String original,
      @Nullable String query) {}

  private record Named(
      @Nullable String db_id,
      @Nullable List<String> table_names,
      @Nullable List<List<Object>> column_names,
      @Nullable List<String> table_names_original,
      @Nullable List<List<Object>> column_names_original) {}

  /**
   * Reads them.
   *
   * @param folder a folder in Spider's format
   * @param data the questions whose databases count
   * @return what was found
   * @throws IOException if a file is missing or not as described
   */
  static SpiderSynonyms read(Path folder, Dataset data) throws IOException {
    Set<String> wanted =
        data.questions().stream()
            .map(Question::database)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Named> names = new HashMap<>();
    List<Named> described = json(folder.resolve("tables.json"), new TypeToken<List<Named>>() {});
    described.forEach(each -> names.put(String.valueOf(each.db_id), each));
    Map<String, Synonyms.Builder> builders = new HashMap<>();
    for (String database : wanted) {
      Synonyms.Builder builder = new Synonyms.Builder();
      things(names.get(database), true).forEach((thing, name) -> builder.name(thing, name));
      builders.put(database, builder);
    }
    List<Question> rewordings = new ArrayList<>();
    int number = 1_000_000;
    List<Row> rows = json(folder.resolve("train_synonyms.json"), new TypeToken<List<Row>>() {});
    for (Row row : rows) {
      String database = String.valueOf(row.db_id);
      Synonyms.Builder builder = builders.get(database);
      if (builder == null || row.question == null || row.original == null || row.query == null) {
        continue;
      }
      rewordings.add(new Question(number++, database, row.question, row.query));
      Map<String, String> things = things(names.get(database), false);
      for (List<String> change : changes(words(row.original), words(row.question))) {
        things.forEach(
            (thing, name) -> {
              if (singular(name).equals(singular(change.get(0)))) {
                builder.synonym(thing, change.get(1));
              }
            });
      }
    }
    Map<String, Synonyms> glossaries = new HashMap<>();
    builders.forEach((database, builder) -> glossaries.put(database, builder.build()));
    return new SpiderSynonyms(rewordings, glossaries);
  }

  /** Tables and columns with their names: as SQL writes them, or in words. */
  private static Map<String, String> things(@Nullable Named database, boolean original) {
    Map<String, String> things = new HashMap<>();
    if (database == null) {
      return things;
    }
    List<String> tables = original ? database.table_names_original : database.table_names;
    List<List<Object>> columns = original ? database.column_names_original : database.column_names;
    for (int i = 0; tables != null && i < tables.size(); i++) {
      things.put("table " + i, tables.get(i));
    }
    for (int i = 1; columns != null && i < columns.size(); i++) { // the first is *
      things.put("column " + i, String.valueOf(columns.get(i).get(1)));
    }
    return things;
  }

  private static List<String> words(String question) {
    return List.of(question.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}_]+"));
  }

  private static String singular(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("s\\b", "");
  }

  /** What stands in place of what: runs of words between those that both have. */
  private static List<List<String>> changes(List<String> one, List<String> other) {
    int[][] common = new int[one.size() + 1][other.size() + 1];
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        common[i][j] =
            one.get(i).equals(other.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<List<String>> changes = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < one.size() && j < other.size()) {
      int fromOne = i;
      int fromOther = j;
      while (i < one.size() && j < other.size() && !one.get(i).equals(other.get(j))) {
        if (common[i + 1][j] >= common[i][j + 1]) {
          i++;
        } else {
          j++;
        }
      }
      boolean ends = i == one.size() || j == other.size();
      int toOne = ends ? one.size() : i;
      int toOther = ends ? other.size() : j;
      if (toOne > fromOne
          && toOther > fromOther
          && toOne - fromOne <= LONGEST
          && toOther - fromOther <= LONGEST) {
        changes.add(
            List.of(
                String.join(" ", one.subList(fromOne, toOne)),
                String.join(" ", other.subList(fromOther, toOther))));
      }
      i++;
      j++;
    }
    return changes;
  }

  private static <T> T json(Path file, TypeToken<T> type) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      T value = GSON.fromJson(reader, type);
      if (value == null) {
        throw new IOException(file + " is empty");
      }
      return value;
    } catch (JsonParseException e) {
      throw new IOException(file + " is not as described: " + e.getMessage(), e);
    }
  }
}
