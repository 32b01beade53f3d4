package org.nljdbc.glossary;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.nljdbc.schema.Hidden;

/**
 * What a glossary file says, not yet compared with a database. Immutable.
 *
 * @param tables what is said about tables and their columns
 * @param metrics figures that have a name
 * @param filters conditions that hold where nothing else is asked for
 * @param joins how tables are joined that have no foreign key, each as a condition
 */
public record Glossary(
    List<TableTerms> tables,
    List<Metric> metrics,
    List<DefaultFilter> filters,
    List<Fragment> joins) {

  /** Says nothing. */
  public static final Glossary NONE = new Glossary(List.of(), List.of(), List.of(), List.of());

  /** Keeps its own copies of the lists. */
  public Glossary {
    tables = List.copyOf(tables);
    metrics = List.copyOf(metrics);
    filters = List.copyOf(filters);
    joins = List.copyOf(joins);
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** What it hides, and columns whose values are not to be read. */
  public Hidden hidden() {
    Set<String> hiddenTables = new HashSet<>();
    Set<String> hiddenColumns = new HashSet<>();
    for (TableTerms table : tables) {
      if (table.hidden()) {
        hiddenTables.add(table.name().toLowerCase(Locale.ROOT));
      }
      for (ColumnTerms column : table.columns()) {
        if (column.hidden() || !column.indexed()) {
          hiddenColumns.add((table.name() + "." + column.name()).toLowerCase(Locale.ROOT));
        }
      }
    }
    return hiddenTables.isEmpty() && hiddenColumns.isEmpty()
        ? Hidden.NONE
        : new Hidden(hiddenTables, hiddenColumns);
  }
}
