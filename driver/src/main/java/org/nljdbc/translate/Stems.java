package org.nljdbc.translate;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words of names, and what they are known by in other forms. */
final class Stems {

  /** Between the words of a name: {@code order_items} and {@code OrderItems} have two. */
  private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** How much of a word's beginning is enough at least. */
  static final int SHORTEST = 4;

  private static final int LONGEST_ENDING = 3;

  private Stems() {}

  /** The words of a name in lower case. */
  static Stream<String> words(String name) {
    return BORDER.splitAsStream(name).map(word -> word.toLowerCase(Locale.ROOT));
  }

  /**
   * A word without its ending: enough of "categories" to be in "category", and {@code cancelled} is
   * said by "cancellations".
   */
  static String of(String word) {
    return word.substring(
        0, Math.min(word.length(), Math.max(SHORTEST, word.length() - LONGEST_ENDING)));
  }
}
