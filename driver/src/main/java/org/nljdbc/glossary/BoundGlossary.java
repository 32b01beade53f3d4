package org.nljdbc.glossary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.StandingFilter;

/**
 * A glossary that fits a database, with the schema as it makes it. Immutable.
 *
 * @param schema the schema without what is hidden, with the joins of the glossary as foreign keys
 * @param tables what is said about tables, by their stored names
 * @param columns what is said about columns, by {@link ColumnName}
 * @param metrics figures that have a name, each with its table's stored name
 * @param filters conditions that hold where nothing else is asked for
 * @param synonyms by which two questions may mean the same
 */
public record BoundGlossary(
    Schema schema,
    Map<String, TableTerms> tables,
    Map<ColumnName, ColumnTerms> columns,
    List<Metric> metrics,
    List<StandingFilter> filters,
    Synonyms synonyms) {

  /**
   * A column's stored name.
   *
   * @param table its table's
   * @param column its own
   */
  public record ColumnName(String table, String column) {}

  /** Keeps its own copies. */
  public BoundGlossary {
    tables = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(tables));
    columns = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(columns));
    metrics = List.copyOf(metrics);
    filters = List.copyOf(filters);
  }

  /**
   * A glossary that says nothing about a schema.
   *
   * @param schema the schema
   * @return it as it is
   */
  public static BoundGlossary none(Schema schema) {
    return new BoundGlossary(schema, Map.of(), Map.of(), List.of(), List.of(), Synonyms.NONE);
  }

  /**
   * What the glossary says to a question.
   *
   * @param question the question
   * @param earlier the questions that it goes on from, oldest first
   * @return what its words make relevant, the most telling first, then what those of the questions
   *     before it do, the last of them first; nothing twice
   */
  public List<Term> terms(String question, List<String> earlier) {
    List<Term> terms = new ArrayList<>(new TermFinder(this, question).find());
    for (int i = earlier.size() - 1; i >= 0; i--) {
      for (Term inherited : new TermFinder(this, earlier.get(i)).find()) {
        if (terms.size() < TermFinder.MOST && terms.stream().noneMatch(inherited::isAboutSame)) {
          terms.add(inherited);
        }
      }
    }
    return List.copyOf(terms);
  }
}
