package org.nljdbc.settings;

import java.util.Locale;

/** Finds the setting that somebody meant who wrote another name. */
final class Nearest {

  private Nearest() {}

  /** The key with the smallest edit distance, case aside. */
  static String key(String wrong) {
    String lower = wrong.toLowerCase(Locale.ROOT);
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (Setting setting : Setting.values()) {
      int distance = distance(lower, setting.key().toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = setting.key();
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
