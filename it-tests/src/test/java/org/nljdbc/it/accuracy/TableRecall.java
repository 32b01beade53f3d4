package org.nljdbc.it.accuracy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nljdbc.prompt.OpeningMemory;
import org.nljdbc.prompt.PromptProfile;
import org.nljdbc.prompt.SchemaFit;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;
import org.nljdbc.values.ValueIndex;

/**
 * How often the tables that a question needs are among the few that the model is shown, where the
 * databases of a data set make up one large schema. A database whose names of tables another has
 * already goes into a further schema.
 *
 * @param sizes the number of tables of each schema that is large enough to leave some out
 * @param most how many tables are shown
 * @param common how many of them all questions are shown
 * @param questions how many questions were looked at
 * @param tables how many tables their gold reads
 * @param found how many of these were shown
 * @param whole questions all of whose tables were shown
 * @param share mean of the questions' shares of tables that were shown, from 0 to 1
 */
record TableRecall(
    List<Integer> sizes,
    int most,
    int common,
    int questions,
    int tables,
    int found,
    int whole,
    double share) {

  private static final int SAMPLES = 50;

  /** Keeps its own copy. */
  TableRecall {
    sizes = List.copyOf(sizes);
  }

  /** A schema of several databases, and their questions. */
  private record Merged(Schema schema, Set<String> databases) {}

  /**
   * Counts.
   *
   * @param data the questions
   * @param size most tables of one schema
   * @param most how many tables are shown
   * @param common how many of them all questions are shown; the product takes half
   * @return the counts
   * @throws SQLException if a database cannot be read
   */
  static TableRecall of(Dataset data, int size, int most, int common) throws SQLException {
    List<Integer> sizes = new ArrayList<>();
    int questions = 0;
    int tables = 0;
    int found = 0;
    int whole = 0;
    double shares = 0;
    for (Merged merged : merged(schemas(data), size)) {
      if (merged.schema.tables().size() < 2 * most) {
        continue;
      }
      sizes.add(merged.schema.tables().size());
      ValueIndex values = ValueIndex.of(merged.schema);
      for (Question question : data.questions()) {
        Set<String> gold =
            merged.databases.contains(question.database()) ? gold(question) : Set.of();
        if (gold.isEmpty()) {
          continue;
        }
        Set<String> shown = shown(question.text(), merged.schema, values, most, common);
        long hits = gold.stream().filter(shown::contains).count();
        questions++;
        tables += gold.size();
        found += (int) hits;
        whole += hits == gold.size() ? 1 : 0;
        shares += hits / (double) gold.size();
      }
    }
    return new TableRecall(
        sizes, most, common, questions, tables, found, whole, shares / Math.max(1, questions));
  }

  private static Map<String, Schema> schemas(Dataset data) throws SQLException {
    Map<String, Schema> schemas = new TreeMap<>();
    for (Question question : data.questions()) {
      if (!schemas.containsKey(question.database())) {
        try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.file(question))) {
          Schema schema = new SchemaReader(SAMPLES, Progress.NONE).read(connection);
          schemas.put(question.database(), schema);
        }
      }
    }
    return schemas;
  }

  /** Each schema takes the databases that still fit into it, in the order of their names. */
  private static List<Merged> merged(Map<String, Schema> schemas, int size) {
    List<Merged> all = new ArrayList<>();
    Map<String, Schema> rest = new TreeMap<>(schemas);
    while (!rest.isEmpty()) {
      List<Table> tables = new ArrayList<>();
      Set<String> names = new HashSet<>();
      Set<String> databases = new HashSet<>();
      rest.forEach(
          (database, schema) -> {
            Set<String> more = names(schema.tables());
            boolean fits = databases.isEmpty() || tables.size() + more.size() <= size;
            if (fits && more.stream().noneMatch(names::contains)) {
              tables.addAll(schema.tables());
              names.addAll(more);
              databases.add(database);
            }
          });
      all.add(new Merged(schema(tables), databases));
      rest.keySet().removeAll(databases);
    }
    return all;
  }

  private static Schema schema(List<Table> tables) {
    return Schema.of(
        Dialect.SQLITE, "several databases", IdentifierRules.INSENSITIVE, null, null, tables);
  }

  private static Set<String> gold(Question question) {
    return QueryReader.shape(question.gold())
        .map(shape -> Set.copyOf(shape.tables()))
        .orElse(Set.of());
  }

  private static Set<String> shown(
      String text, Schema schema, ValueIndex values, int most, int common) {
    org.nljdbc.prompt.Question question =
        new org.nljdbc.prompt.Question(text, schema, values.hits(text));
    try {
      SchemaFit fit =
          new SchemaFit(
              new TableCounter(), PromptProfile.named("direct"), most, common, new OpeningMemory());
      return names(fit.fit(question).question().schema().tables());
    } catch (LanguageModelException e) {
      throw new IllegalStateException(e); // counting tables cannot fail
    }
  }

  private static Set<String> names(List<Table> tables) {
    return tables.stream()
        .map(table -> table.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** The counts for people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%d questions on schemas of %s tables, %d shown, %d of them to all%n"
            + "tables of gold that are shown: %d of %d (%.4f), mean of the questions' shares %.4f%n"
            + "questions all of whose tables are shown: %d (%.4f)%n",
        questions,
        sizes.stream().map(String::valueOf).collect(Collectors.joining(", ")),
        most,
        common,
        found,
        tables,
        found / (double) Math.max(1, tables),
        share,
        whole,
        whole / (double) Math.max(1, questions));
  }
}
