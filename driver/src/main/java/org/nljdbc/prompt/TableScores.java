package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.Term;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.values.ValueHit;

/**
 * How likely a question needs each table of a schema: those whose names the question uses, a word
 * counting the more the fewer tables have it (inverse document frequency: Spärck Jones, 1972), and
 * those that foreign keys join to them. docs/accuracy.md tells how often it finds them.
 */
final class TableScores {

  /** What a word counts in the name of a table, where it counts 1 in that of a column. */
  private static final double IN_TABLE_NAME = 2;

  private static final double IN_COMMENT = 0.5;

  /** What a word counts that questions about anything have. */
  private static final double COMMON_WORD = 0.15;

  /** A word of which a name has but the beginning or the end counts less, by how much it shares. */
  private static final double BEGINNING = 0.6;

  private static final double INSIDE = 0.5;
  private static final int SHORTEST_PART = 4;

  /** All words of a name of a table, or of a name of several words of a column. */
  private static final double WHOLE_TABLE_NAME = 1;

  private static final double WHOLE_COLUMN_NAME = 0.5;

  /** What a stored value that the question names counts, or what a glossary says to it. */
  private static final double POINTED_AT = 1.5;

  /** What a table gets of the best and the second best of those that keys join to it. */
  private static final double BEST_NEIGHBOUR = 0.6;

  private static final double SECOND_NEIGHBOUR = 0.2;

  private final List<Entry> entries;
  private final Map<String, Integer> frequencies = new TreeMap<>();

  /** A table with its words: of its name, and what each other word counts. */
  private record Entry(
      Table table, List<String> name, Map<String, Double> words, List<List<String>> columns) {

    static Entry of(Table table) {
      Map<String, Double> words = new HashMap<>();
      String comment = table.comment();
      add(words, comment == null ? List.of() : NameWords.of(comment), IN_COMMENT * IN_TABLE_NAME);
      List<List<String>> columns = new ArrayList<>();
      for (Column column : table.columns()) {
        List<String> name = NameWords.of(column.name());
        columns.add(name);
        add(words, name, 1);
        String said = column.comment();
        add(words, said == null ? List.of() : NameWords.of(said), IN_COMMENT);
      }
      return new Entry(table, NameWords.of(table.name()), words, columns);
    }

    private static void add(Map<String, Double> words, List<String> more, double weight) {
      more.forEach(word -> words.merge(word, weight, Math::max));
    }

    Set<String> all() {
      Set<String> all = new HashSet<>(words.keySet());
      all.addAll(name);
      return all;
    }

    /** What a word counts here. A name of many words says less with each of them. */
    double weight(String word) {
      double named = name.contains(word) ? IN_TABLE_NAME / Math.pow(name.size(), 0.3) : 0;
      return Math.max(named, words.getOrDefault(word, 0.0));
    }

    /** What names count that the question has as a whole. */
    double wholeNames(Set<String> asked) {
      double score = 0;
      if (!name.isEmpty() && asked.containsAll(name)) {
        score += WHOLE_TABLE_NAME * name.size();
      }
      for (List<String> column : columns) {
        if (column.size() > 1 && asked.containsAll(column)) {
          score += WHOLE_COLUMN_NAME * column.size();
        }
      }
      return score;
    }
  }

  /**
   * Reads the words of a schema.
   *
   * @param schema the schema
   */
  TableScores(Schema schema) {
    this.entries = schema.tables().stream().map(Entry::of).toList();
    for (Entry entry : entries) {
      entry.all().forEach(word -> frequencies.merge(word, 1, Integer::sum));
    }
  }

  /**
   * What each table counts for a question.
   *
   * @param question the question, with what is known of its words
   * @return the scores by the tables' names, 0 where nothing speaks for one
   */
  Map<String, Double> of(Question question) {
    Map<String, Double> own = ownScores(question);
    Map<String, Double> scores = new HashMap<>(own);
    entries.forEach(
        entry -> scores.merge(entry.table.name(), neighbours(entry.table, own), Double::sum));
    return scores;
  }

  private Map<String, Double> ownScores(Question question) {
    Map<String, Double> asked = asked(question.everything());
    Map<String, Double> scores = new HashMap<>();
    Map<String, Map<String, Double>> meanings = new HashMap<>();
    asked.keySet().forEach(word -> meanings.put(word, meanings(word)));
    for (Entry entry : entries) {
      double score = entry.wholeNames(asked.keySet());
      for (Map.Entry<String, Double> word : asked.entrySet()) {
        score += word.getValue() * best(entry, meanings.getOrDefault(word.getKey(), Map.of()));
      }
      scores.put(entry.table.name(), score);
    }
    pointed(question).forEach((table, points) -> scores.merge(table, points, Double::sum));
    return scores;
  }

  /** The question's words without endings, and what each counts. */
  private static Map<String, Double> asked(String text) {
    Map<String, Double> asked = new LinkedHashMap<>();
    for (String word : NameWords.plain(text)) {
      double weight = NameWords.isCommon(word) ? COMMON_WORD : 1;
      asked.merge(NameWords.stem(word), weight, Math::max);
    }
    return asked;
  }

  /**
   * The schema's words that a word may stand for, each with how much it shares and how rare it is.
   */
  private Map<String, Double> meanings(String word) {
    Map<String, Double> found = new HashMap<>();
    for (Map.Entry<String, Integer> known : frequencies.entrySet()) {
      double likeness = likeness(word, known.getKey());
      if (likeness > 0) {
        found.put(known.getKey(), likeness * rarity(known.getValue()));
      }
    }
    return found;
  }

  private double rarity(int tables) {
    return Math.log(1 + entries.size() / (double) tables);
  }

  private static double likeness(String asked, String known) {
    if (asked.equals(known)) {
      return 1;
    }
    String shorter = asked.length() <= known.length() ? asked : known;
    String longer = asked.length() <= known.length() ? known : asked;
    // Numbers tell names apart: colour4 is no part of colour40, but orders are in orders2024.
    boolean numbered = Character.isDigit(shorter.charAt(shorter.length() - 1));
    if (shorter.length() < SHORTEST_PART || numbered) {
      return 0;
    }
    double share = shorter.length() / (double) longer.length();
    if (longer.startsWith(shorter)) {
      return BEGINNING * share;
    }
    return longer.contains(shorter) ? INSIDE * share : 0;
  }

  /** The most that one of the words a word may stand for counts in a table. */
  private static double best(Entry entry, Map<String, Double> meanings) {
    double best = 0;
    for (Map.Entry<String, Double> meaning : meanings.entrySet()) {
      best = Math.max(best, meaning.getValue() * entry.weight(meaning.getKey()));
    }
    return best;
  }

  /** What stored values and the glossary count; the more tables a value points at, the less. */
  private Map<String, Double> pointed(Question question) {
    Map<String, Set<String>> targets = new LinkedHashMap<>();
    for (ValueHit hit : question.hits()) {
      targets.computeIfAbsent("v" + hit.value(), any -> new TreeSet<>()).add(hit.table());
    }
    for (Term term : question.terms()) {
      if (term.kind() != Term.Kind.FILTER) {
        targets.computeIfAbsent("t" + term.text(), any -> new LinkedHashSet<>()).add(term.table());
      }
    }
    Map<String, Double> points = new HashMap<>();
    for (Set<String> tables : targets.values()) {
      tables.forEach(table -> points.merge(table, POINTED_AT * rarity(tables.size()), Double::sum));
    }
    return points;
  }

  /** What a table gets of those that keys join to it. */
  private static double neighbours(Table table, Map<String, Double> own) {
    double first = 0;
    double second = 0;
    for (String name : joined(table)) {
      @Nullable Double score = own.get(name);
      if (score != null && score > first) {
        second = first;
        first = score;
      } else if (score != null && score > second) {
        second = score;
      }
    }
    return BEST_NEIGHBOUR * first + SECOND_NEIGHBOUR * second;
  }

  private static Set<String> joined(Table table) {
    Set<String> names = new LinkedHashSet<>();
    table.foreignKeys().stream().map(ForeignKey::toTable).forEach(names::add);
    table.referencedBy().stream().map(ForeignKey::fromTable).forEach(names::add);
    names.remove(table.name());
    return names;
  }
}
