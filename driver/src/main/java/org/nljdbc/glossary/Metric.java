package org.nljdbc.glossary;

import java.util.List;

/**
 * A figure that has a name.
 *
 * @param name its name, as questions use it
 * @param table the table that it is worked out from; empty for the only one that has its columns
 * @param tablePlace where the table is named in the file
 * @param fragment an expression over the table's columns
 * @param description what it means; empty if nothing is said
 * @param synonyms what else people call it
 */
public record Metric(
    String name,
    String table,
    Place tablePlace,
    Fragment fragment,
    String description,
    List<String> synonyms) {

  /** Keeps its own copy of the synonyms. */
  public Metric {
    synonyms = List.copyOf(synonyms);
  }
}
