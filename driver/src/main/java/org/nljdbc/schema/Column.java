package org.nljdbc.schema;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param name the name as stored
 * @param type the type as SQL would declare it, such as {@code varchar(20)}; may be empty on SQLite
 * @param nullable whether it may hold null
 * @param text whether it holds text
 * @param comment what its owner says about it, or null
 * @param samples a few distinct values of a text column, in the order found; else empty
 */
public record Column(
    String name,
    String type,
    boolean nullable,
    boolean text,
    @Nullable String comment,
    List<String> samples) {

  /** What databases call types of text themselves. */
  private static final Pattern PLAIN_TEXT =
      Pattern.compile(
          "(?:(?:tiny|medium|long|ci)?text|clob|string|name|(?:n?var|bp|n)?char2?).*",
          Pattern.CASE_INSENSITIVE);

  /** Keeps its own copy of the samples. */
  public Column {
    samples = List.copyOf(samples);
  }

  /**
   * Whether it holds text of a type that somebody has named, such as an enumeration: PostgreSQL
   * compares those with no text that is bound, and has no functions and patterns for them.
   *
   * @return true if such a value has to be cast to be text
   */
  public boolean ofNamedType() {
    return text && !PLAIN_TEXT.matcher(type).matches();
  }

  Column withSamples(List<String> values) {
    return new Column(name, type, nullable, text, comment, values);
  }
}
