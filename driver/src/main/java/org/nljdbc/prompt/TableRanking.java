package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nljdbc.glossary.Term;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Table;

/**
 * The tables of a schema by how likely a question needs them.
 *
 * @param tables all tables: those whose words the question uses, the likeliest first, each after
 *     the ones that join it to others; then the rest in the schema's order
 * @param wanted how many of them the question gives a reason for
 */
record TableRanking(List<Table> tables, int wanted) {

  private static final Pattern WORD_BORDER =
      Pattern.compile("[^\\p{L}\\p{Nd}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Keeps its own copy of the tables. */
  TableRanking {
    tables = List.copyOf(tables);
  }

  /** Ranks the tables of a question's schema. */
  static TableRanking of(Question question) {
    Map<String, Double> scores = scores(question);
    Map<String, Table> byName =
        question.schema().tables().stream()
            .collect(Collectors.toMap(Table::name, table -> table, (a, b) -> a));
    List<Table> scored =
        question.schema().tables().stream()
            .filter(table -> score(table, scores) > 0)
            .sorted(Comparator.comparingDouble(table -> -score(table, scores)))
            .toList();
    Set<Table> ranked = new LinkedHashSet<>();
    for (Table table : scored) {
      ranked.addAll(bridges(table, ranked, byName));
      ranked.add(table);
    }
    int wanted = ranked.size();
    ranked.addAll(question.schema().tables());
    return new TableRanking(List.copyOf(ranked), wanted);
  }

  private static double score(Table table, Map<String, Double> scores) {
    return scores.getOrDefault(table.name(), 0.0);
  }

  /** The columns of a table, the likeliest to be needed first. */
  static List<Column> columns(Table table, Question question) {
    Set<String> words = words(question.everything());
    Set<String> meant =
        question.terms().stream()
            .filter(term -> term.table().equals(table.name()))
            .map(Term::column)
            .collect(Collectors.toSet());
    return table.columns().stream()
        .sorted(
            Comparator.comparingDouble(
                c ->
                    -overlap(words, words(c.name()))
                        - (meant.contains(c.name()) ? 2 : 0)
                        - (table.primaryKey().contains(c.name()) ? 0.5 : 0)))
        .toList();
  }

  /** Tables by which a table reaches one of those already chosen in two steps. */
  private static List<Table> bridges(Table table, Set<Table> chosen, Map<String, Table> byName) {
    Set<String> near = neighbours(table);
    boolean joined = chosen.stream().anyMatch(other -> near.contains(other.name()));
    if (joined || chosen.isEmpty()) {
      return List.of();
    }
    List<Table> found = new ArrayList<>();
    for (String name : near) {
      Table bridge = byName.get(name);
      if (bridge != null
          && chosen.stream().anyMatch(other -> neighbours(bridge).contains(other.name()))) {
        found.add(bridge);
      }
    }
    return found.size() > 2 ? found.subList(0, 2) : found;
  }

  private static Set<String> neighbours(Table table) {
    Set<String> names = new LinkedHashSet<>();
    table.foreignKeys().stream().map(ForeignKey::toTable).forEach(names::add);
    table.referencedBy().stream().map(ForeignKey::fromTable).forEach(names::add);
    return names;
  }

  private static Map<String, Double> scores(Question question) {
    Set<String> words = words(question.everything());
    Map<String, Double> scores = new HashMap<>();
    for (Table table : question.schema().tables()) {
      double score = 3 * overlap(words, words(table.name()));
      if (table.comment() != null) {
        score += overlap(words, words(table.comment()));
      }
      for (Column column : table.columns()) {
        score += overlap(words, words(column.name()));
        score += column.comment() == null ? 0 : 0.5 * overlap(words, words(column.comment()));
      }
      scores.put(table.name(), score);
    }
    question.hits().forEach(hit -> scores.merge(hit.table(), 3.0, Double::sum));
    question.terms().stream()
        .filter(term -> term.kind() != Term.Kind.FILTER)
        .forEach(term -> scores.merge(term.table(), 3.0, Double::sum));
    return scores;
  }

  /** How many of a name's words the question uses, over the name's length. */
  private static double overlap(Set<String> question, Set<String> name) {
    long shared = name.stream().filter(question::contains).count();
    return name.isEmpty() ? 0 : shared / Math.sqrt(name.size());
  }

  /** Words in lower case, without the endings of plurals. */
  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    for (String word : WORD_BORDER.split(text)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.length() > 1) {
        words.add(singular(lower));
      }
    }
    return words;
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
