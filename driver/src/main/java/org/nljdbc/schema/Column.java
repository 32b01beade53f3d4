package org.nljdbc.schema;

import java.util.List;
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

  /** Keeps its own copy of the samples. */
  public Column {
    samples = List.copyOf(samples);
  }

  Column withSamples(List<String> values) {
    return new Column(name, type, nullable, text, comment, values);
  }
}
