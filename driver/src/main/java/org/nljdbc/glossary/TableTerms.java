package org.nljdbc.glossary;

import java.util.List;

/**
 * What is said about a table or view.
 *
 * @param name its name as written
 * @param description what it holds; empty if nothing is said
 * @param synonyms what else people call it
 * @param hidden whether questions may not read it
 * @param columns what is said about its columns
 * @param place where it stands in the file
 */
public record TableTerms(
    String name,
    String description,
    List<String> synonyms,
    boolean hidden,
    List<ColumnTerms> columns,
    Place place) {

  /** Keeps its own copies of the lists. */
  public TableTerms {
    synonyms = List.copyOf(synonyms);
    columns = List.copyOf(columns);
  }
}
