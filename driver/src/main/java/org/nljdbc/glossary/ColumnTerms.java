package org.nljdbc.glossary;

import java.util.List;
import java.util.Map;

/**
 * What is said about a column.
 *
 * @param name its name as written
 * @param description what it means; empty if nothing is said
 * @param synonyms what else people call it
 * @param hidden whether questions may not read it
 * @param indexed whether its values may be read to find those that a question names
 * @param values stored values, each with what people call it
 * @param place where it stands in the file
 */
public record ColumnTerms(
    String name,
    String description,
    List<String> synonyms,
    boolean hidden,
    boolean indexed,
    Map<String, List<String>> values,
    Place place) {

  /** Keeps its own copies. */
  public ColumnTerms {
    synonyms = List.copyOf(synonyms);
    values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
  }
}
