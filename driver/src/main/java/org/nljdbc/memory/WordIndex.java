package org.nljdbc.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ranks short texts by the words that they share with another: Okapi BM25 over an inverted index in
 * memory. Immutable.
 */
final class WordIndex {

  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private final List<Integer> lengths;
  private final double meanLength;
  private final Map<String, Map<Integer, Integer>> places = new HashMap<>();

  /**
   * A text that was found.
   *
   * @param text its place among the indexed texts, from 0
   * @param share its score over that which a text would have that is the sought one: how much of
   *     what is sought it has, more than 0
   */
  record Hit(int text, double share) {}

  /** Indexes texts, each given by its words. */
  WordIndex(List<List<String>> texts) {
    this.lengths = texts.stream().map(List::size).toList();
    this.meanLength = lengths.stream().mapToInt(Integer::intValue).average().orElse(1);
    for (int i = 0; i < texts.size(); i++) {
      for (String word : texts.get(i)) {
        places.computeIfAbsent(word, any -> new HashMap<>()).merge(i, 1, Integer::sum);
      }
    }
  }

  /** The texts that share a word with what is sought, the nearest first, then in their order. */
  List<Hit> find(List<String> sought) {
    Map<String, Long> words =
        sought.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Map<Integer, Double> scores = new HashMap<>();
    double own = 0;
    for (Map.Entry<String, Long> word : words.entrySet()) {
      Map<Integer, Integer> having = places.getOrDefault(word.getKey(), Map.of());
      double weight = weight(having.size());
      own += weight * saturated(word.getValue(), sought.size());
      having.forEach(
          (text, count) ->
              scores.merge(text, weight * saturated(count, lengths.get(text)), Double::sum));
    }
    double whole = Math.max(own, Double.MIN_NORMAL);
    List<Hit> hits = new ArrayList<>();
    scores.forEach((text, score) -> hits.add(new Hit(text, score / whole)));
    hits.sort(Comparator.comparingDouble((Hit hit) -> -hit.share()).thenComparing(Hit::text));
    return hits;
  }

  /**
   * How much a word tells: the rarer, the more; one that no text has as much as one of one text.
   */
  private double weight(int having) {
    int texts = Math.max(1, having);
    return Math.log(1 + (lengths.size() - texts + 0.5) / (texts + 0.5));
  }

  private double saturated(long count, int length) {
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / Math.max(1, meanLength)));
  }
}
