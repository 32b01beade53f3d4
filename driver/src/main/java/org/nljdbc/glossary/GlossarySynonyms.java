package org.nljdbc.glossary;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nljdbc.glossary.BoundGlossary.ColumnName;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.schema.Schema;

/** What of a glossary tells that two questions mean the same: names of the same thing. */
final class GlossarySynonyms {

  private final Synonyms.Builder builder = new Synonyms.Builder();

  private GlossarySynonyms() {}

  /**
   * The synonyms of tables, columns, their values and metrics.
   *
   * @param schema the schema, whose other names a synonym may not be
   * @param tables what is said about tables
   * @param columns what is said about columns
   * @param metrics figures that have a name
   */
  static Synonyms of(
      Schema schema,
      Map<String, TableTerms> tables,
      Map<ColumnName, ColumnTerms> columns,
      List<Metric> metrics) {
    GlossarySynonyms all = new GlossarySynonyms();
    schema
        .tables()
        .forEach(
            table -> {
              all.builder.name(thing(table.name(), ""), table.name());
              table
                  .columns()
                  .forEach(c -> all.builder.name(thing(table.name(), c.name()), c.name()));
            });
    tables.forEach((name, said) -> all.add(thing(name, ""), said.synonyms()));
    columns.forEach(
        (name, said) -> {
          String column = thing(name.table(), name.column());
          all.add(column, said.synonyms());
          said.values().forEach((value, called) -> all.add(column + "=" + value, called));
        });
    for (Metric metric : metrics) {
      String thing = "metric " + metric.name();
      all.builder.name(thing, metric.name());
      all.add(thing, metric.synonyms());
    }
    return all.builder.build();
  }

  private void add(String thing, List<String> synonyms) {
    synonyms.forEach(synonym -> builder.synonym(thing, synonym));
  }

  private static String thing(String table, String column) {
    return (table + "." + column).toLowerCase(Locale.ROOT);
  }
}
