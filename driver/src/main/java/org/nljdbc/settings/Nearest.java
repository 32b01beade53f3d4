package org.nljdbc.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Finds the word that somebody meant who wrote another. */
public final class Nearest {

  private Nearest() {}

  /** The key with the smallest edit distance, case aside. */
  static String key(String wrong) {
    return of(wrong, Arrays.stream(Setting.values()).map(Setting::key).toList(), Integer.MAX_VALUE);
  }

  /**
   * The word with the smallest edit distance, case aside; the first of several.
   *
   * @param wrong what was written
   * @param words what could be meant
   * @param most the greatest distance at which it can be meant, 0 or more
   * @return the word as it stands among the others; empty if none is as near as that
   */
  public static String of(String wrong, Collection<String> words, int most) {
    String lower = wrong.toLowerCase(Locale.ROOT);
    String best = "";
    int bestDistance = most;
    for (String word : words) {
      int distance = distance(lower, word.toLowerCase(Locale.ROOT));
      if (distance < bestDistance || distance == bestDistance && best.isEmpty()) {
        bestDistance = distance;
        best = word;
      }
    }
    return best;
  }

  /** Levenshtein distance, by rows of the usual table (Wagner and Fischer 1974). */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
