package org.nljdbc.statement;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the bind markers of a question: each {@code ?} that stands alone as a word, as in {@code
 * orders of customer ? since ?}. Behind a word it is punctuation.
 */
final class BindMarkers {

  private static final String BEFORE = "([=<>,";
  private static final String AFTER = ")],.;";

  private BindMarkers() {}

  /** The places of the markers in a question. */
  static List<Integer> in(String question) {
    List<Integer> places = new ArrayList<>();
    for (int at = question.indexOf('?'); at >= 0; at = question.indexOf('?', at + 1)) {
      if (isApart(question, at - 1, BEFORE) && isApart(question, at + 1, AFTER)) {
        places.add(at);
      }
    }
    return places;
  }

  private static boolean isApart(String question, int neighbour, String marks) {
    if (neighbour < 0 || neighbour >= question.length()) {
      return true;
    }
    char c = question.charAt(neighbour);
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || marks.indexOf(c) >= 0;
  }
}
