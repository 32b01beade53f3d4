package org.nljdbc.sql;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a wrong name is likely to mean. */
public final class NearestNames {

  private NearestNames() {}

  /**
   * Orders names by how near they are to a wrong one.
   *
   * @param wrong the wrong name
   * @param names the names that exist
   * @param most most names to return
   * @return the nearest names, nearest first
   */
  public static List<String> of(String wrong, Collection<String> names, int most) {
    String key = normal(Names.unquote(wrong));
    return names.stream()
        .distinct()
        .sorted(
            Comparator.comparingDouble((String name) -> distance(key, normal(name)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /** The name without case and marks: what a speller would keep of it. */
  static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
    return lower.isEmpty() ? name : lower;
  }

  /** Edit distance over the longer length, less when one name holds the other. */
  private static double distance(String a, String b) {
    int longer = Math.max(1, Math.max(a.length(), b.length()));
    boolean holds = a.length() > 2 && b.length() > 2 && (a.contains(b) || b.contains(a));
    return edits(a, b) / (double) longer - (holds ? 0.5 : 0);
  }

  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
