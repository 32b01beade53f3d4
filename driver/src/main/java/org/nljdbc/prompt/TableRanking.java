package org.nljdbc.prompt;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.glossary.Term;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Table;

/**
 * The tables of a schema by how likely a question needs them.
 *
 * @param tables all tables, the likeliest first; in the schema's order where nothing tells them
 *     apart
 * @param wanted how many of them the question gives a reason for
 */
record TableRanking(List<Table> tables, int wanted) {

  /** Keeps its own copy of the tables. */
  TableRanking {
    tables = List.copyOf(tables);
  }

  /** Ranks the tables of a question's schema. */
  static TableRanking of(Question question) {
    Map<String, Double> scores = new TableScores(question.schema()).of(question);
    List<Table> tables =
        question.schema().tables().stream()
            .sorted(Comparator.comparingDouble((Table table) -> -score(table, scores)))
            .toList();
    long wanted = tables.stream().filter(table -> score(table, scores) > 0).count();
    return new TableRanking(tables, (int) wanted);
  }

  private static double score(Table table, Map<String, Double> scores) {
    return scores.getOrDefault(table.name(), 0.0);
  }

  /** The columns of a table, the likeliest to be needed first. */
  static List<Column> columns(Table table, Question question) {
    Set<String> words = new HashSet<>(NameWords.of(question.everything()));
    Set<String> meant =
        question.terms().stream()
            .filter(term -> term.table().equals(table.name()))
            .map(Term::column)
            .collect(Collectors.toSet());
    return table.columns().stream()
        .sorted(
            Comparator.comparingDouble(
                c ->
                    -overlap(words, new HashSet<>(NameWords.of(c.name())))
                        - (meant.contains(c.name()) ? 2 : 0)
                        - (table.primaryKey().contains(c.name()) ? 0.5 : 0)))
        .toList();
  }

  /** How many of a name's words the question uses, over the name's length. */
  private static double overlap(Set<String> question, Set<String> name) {
    long shared = name.stream().filter(question::contains).count();
    return name.isEmpty() ? 0 : shared / Math.sqrt(name.size());
  }
}
