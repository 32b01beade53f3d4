package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** Finds sample values that a question names word for word, so that they are spelled as stored. */
public final class ValueHits {

  private static final int MOST = 5;
  private static final int SHORTEST = 2;

  private ValueHits() {}

  /**
   * A stored value that the question names.
   *
   * @param table the table that holds it
   * @param column the column that holds it
   * @param value the value as stored
   */
  public record Hit(String table, String column, String value) {}

  /**
   * Finds values.
   *
   * @param question the question
   * @param schema the schema with sample values
   * @return a few hits, the longest values first
   */
  public static List<Hit> find(String question, Schema schema) {
    String words = spaced(question);
    List<Hit> hits = new ArrayList<>();
    for (Table table : schema.tables()) {
      for (Column column : table.columns()) {
        for (String value : column.samples()) {
          String key = spaced(value);
          if (value.length() >= SHORTEST && key.length() > SHORTEST && words.contains(key)) {
            hits.add(new Hit(table.name(), column.name(), value));
          }
        }
      }
    }
    hits.sort(Comparator.comparingInt((Hit hit) -> -hit.value().length()));
    return List.copyOf(hits.subList(0, Math.min(MOST, hits.size())));
  }

  /** The words of a text in lower case, with a space before, between and after. */
  private static String spaced(String text) {
    return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]+", " ").strip() + " ";
  }
}
