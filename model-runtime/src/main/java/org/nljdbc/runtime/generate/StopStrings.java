package org.nljdbc.runtime.generate;

import java.util.List;

/** Looks for strings that end an answer, across the borders of tokens. */
public final class StopStrings {

  private final List<String> stops;
  private final int longest;

  /**
   * Makes one.
   *
   * @param stops the strings; empty ones are ignored
   */
  public StopStrings(List<String> stops) {
    this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    this.longest = this.stops.stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Where the first stop string begins.
   *
   * @param text the answer so far
   * @param known length of its beginning that has been looked through before
   * @return the index, or -1 if there is none
   */
  public int find(StringBuilder text, int known) {
    int from = Math.max(0, known - longest + 1);
    int first = -1;
    for (String stop : stops) {
      int at = text.indexOf(stop, from);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }

  /**
   * How much of a text cannot become part of a stop string, whatever follows.
   *
   * @param text the answer so far, which holds no stop string
   * @return the length of that beginning
   */
  public int certainLength(CharSequence text) {
    int length = text.length();
    for (int from = Math.max(0, length - longest + 1); from < length; from++) {
      String end = text.subSequence(from, length).toString();
      if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
        return from;
      }
    }
    return length;
  }
}
