package org.nljdbc.values;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.glossary.BoundGlossary.ColumnName;
import org.nljdbc.glossary.ColumnTerms;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.NearestNames;

/** The known values of the text columns of one schema. Immutable; safe for use by many threads. */
public final class ValueIndex {

  /** Knows no values. */
  public static final ValueIndex NONE = new ValueIndex(new Phrases(), Set.of(), Map.of());

  private final Phrases phrases;
  private final Set<String> schemaWords;
  private final Map<ColumnName, Known> columns;

  private ValueIndex(Phrases phrases, Set<String> schemaWords, Map<ColumnName, Known> columns) {
    this.phrases = phrases;
    this.schemaWords = schemaWords;
    this.columns = columns;
  }

  /** What is known of a column: its values, whether these are all, and what people call some. */
  private record Known(
      Collection<String> values, boolean complete, Map<String, List<String>> synonyms) {}

  /**
   * An index of the sample values alone.
   *
   * @param schema the schema with sample values
   * @return the index
   */
  public static ValueIndex of(Schema schema) {
    return of(BoundGlossary.none(schema), List.of());
  }

  /**
   * An index of samples and of what was read beyond them.
   *
   * @param ground the schema, and what is said about it; of columns that it lacks nothing is kept
   * @param read values of its columns
   */
  static ValueIndex of(BoundGlossary ground, Collection<ColumnValues> read) {
    Map<ColumnName, ColumnValues> more = new LinkedHashMap<>();
    read.forEach(each -> more.put(new ColumnName(each.table(), each.column()), each));
    Phrases phrases = new Phrases();
    Set<String> schemaWords = new HashSet<>();
    Map<ColumnName, Known> columns = new LinkedHashMap<>();
    for (Table table : ground.schema().tables()) {
      schemaWords.addAll(Words.ofName(table.name()));
      for (Column column : table.columns()) {
        schemaWords.addAll(Words.ofName(column.name()));
        ColumnName name = new ColumnName(table.name(), column.name());
        Known known = known(column, more.get(name), ground.columns().get(name));
        if (!known.values.isEmpty() || !known.synonyms.isEmpty()) {
          columns.put(name, known);
          add(phrases, name, known);
        }
      }
    }
    return new ValueIndex(phrases, schemaWords, columns);
  }

  private static Known known(
      Column column, @Nullable ColumnValues read, @Nullable ColumnTerms said) {
    Set<String> values = new LinkedHashSet<>(column.samples());
    if (read != null) {
      values.addAll(read.values());
    }
    Map<String, List<String>> synonyms = new LinkedHashMap<>(CountryCodes.names(values));
    if (said != null) {
      synonyms.putAll(said.values());
    }
    return new Known(values, read != null && read.complete(), synonyms);
  }

  private static void add(Phrases phrases, ColumnName name, Known known) {
    for (String value : known.values) {
      ValueHit hit = new ValueHit(name.table(), name.column(), value);
      phrases.add(new Phrases.Phrase(value, hit, false));
    }
    Map<String, List<String>> countries = CountryCodes.names(known.values);
    known.synonyms.forEach(
        (value, names) -> {
          ValueHit hit = new ValueHit(name.table(), name.column(), value);
          boolean said = !names.equals(countries.get(value)); // by a glossary
          names.forEach(text -> phrases.add(new Phrases.Phrase(text, hit, said)));
        });
  }

  /**
   * The values that a question names.
   *
   * @param question the question
   * @return at most five, the longest names first
   */
  public List<ValueHit> hits(String question) {
    return new HitFinder(phrases, schemaWords, question).find();
  }

  /**
   * Values of a column that mean the same as a text: it differs in case, accents or marks only, or
   * is a declared synonym.
   *
   * @param table the table's stored name
   * @param column the column's stored name
   * @param text the text
   * @return the values; empty if none is known
   */
  public List<String> same(String table, String column, String text) {
    Known known = columns.get(new ColumnName(table, column));
    String key = Words.strictKey(text);
    if (known == null || key.isEmpty()) {
      return List.of();
    }
    Set<String> same = new LinkedHashSet<>();
    known.synonyms.forEach(
        (value, names) -> {
          if (names.stream().anyMatch(name -> Words.strictKey(name).equals(key))) {
            same.add(value);
          }
        });
    known.values.stream().filter(value -> Words.strictKey(value).equals(key)).forEach(same::add);
    return List.copyOf(same);
  }

  /**
   * The value by which a column says yes or no, where all that are known of it are such; or the
   * letter for a word, where a column is known to have two letters alone, such as M and F.
   *
   * @param table the table's stored name
   * @param column the column's stored name
   * @param text a word or number for yes or no, such as {@code true}, or another word
   * @return the column's own, such as {@code Y}; empty if it is no column of that kind
   */
  public Optional<String> flag(String table, String column, String text) {
    Known known = columns.get(new ColumnName(table, column));
    return known == null ? Optional.empty() : Flags.same(text, known.values, known.complete);
  }

  /**
   * Values of a column that may have been meant by a text.
   *
   * @param table the table's stored name
   * @param column the column's stored name
   * @param text the text
   * @param more further values to choose from
   * @param most most values to return
   * @return the nearest, nearest first
   */
  public List<String> nearest(
      String table, String column, String text, Collection<String> more, int most) {
    Known known = columns.get(new ColumnName(table, column));
    Map<String, String> called = new LinkedHashMap<>();
    more.forEach(value -> called.put(value, value));
    if (known != null) {
      known.values.forEach(value -> called.put(value, value));
      known.synonyms.forEach(
          (value, names) -> names.forEach(name -> called.putIfAbsent(name, value)));
    }
    List<String> nearest = new ArrayList<>();
    for (String name : NearestNames.of(text, called.keySet(), most + most)) {
      String value = called.getOrDefault(name, name);
      if (!nearest.contains(value)) {
        nearest.add(value);
      }
    }
    return List.copyOf(nearest.subList(0, Math.min(most, nearest.size())));
  }

  /**
   * Whether all values of a column are known.
   *
   * @param table the table's stored name
   * @param column the column's stored name
   * @return false if there may be others
   */
  public boolean knowsAll(String table, String column) {
    Known known = columns.get(new ColumnName(table, column));
    return known != null && known.complete;
  }
}
