package org.nljdbc.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of questions and of names, without the endings that tell nothing about what is meant.
 */
final class NameWords {

  private static final Pattern BORDER =
      Pattern.compile("[^\\p{L}\\p{Nd}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** The longest first, as {@code workers} ends in three of them. */
  private static final List<String> ENDINGS =
      List.of("ation", "ment", "ing", "ers", "ion", "er", "or", "ed", "es", "s", "e");

  private static final int SHORTEST_STEM = 4;

  /** Words that questions are made of whatever they ask for, though a name may have them too. */
  private static final Set<String> COMMON =
      Set.of(
          """
          a about after all also an and any are as ascending ask at average avg be been before \
          between both but by can count descending did different display distinct do does each \
          either every fewer find first for from get give greatest had has have he her highest his \
          how i id if in into is it its largest last least less list lowest many max maximum me min \
          minimum more most much name neither not number of on or order ordered other our per \
          please return she show smallest some sorted sum tell than that the their them there these \
          they this those to top total us was we were what when where which who whom whose with you \
          """
              .strip()
              .split("\\s+"));

  private NameWords() {}

  /**
   * The words of a text or a name.
   *
   * @param text prose, or a name in any of the usual spellings ({@code OrderItem}, {@code
   *     order_items})
   * @return its words in order, each in lower case without its ending
   */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String word : plain(text)) {
      words.add(stem(word));
    }
    return words;
  }

  /** The words of a text in lower case, with their endings; single letters are none. */
  static List<String> plain(String text) {
    List<String> words = new ArrayList<>();
    for (String word : BORDER.split(text)) {
      if (word.length() > 1) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  /** Whether a word, with its ending, is one that questions about anything have. */
  static boolean isCommon(String word) {
    return COMMON.contains(word);
  }

  /**
   * A word without its ending: {@code cities} and {@code city}, {@code teaches} and {@code teacher}
   * are the same.
   */
  static String stem(String word) {
    String singular = singular(word);
    String stem = singular;
    for (String ending : ENDINGS) {
      int length = singular.length() - ending.length();
      if (length >= SHORTEST_STEM && singular.endsWith(ending)) {
        stem = singular.substring(0, length);
        break;
      }
    }
    int last = stem.length() - 1;
    boolean doubled = last >= SHORTEST_STEM && stem.charAt(last) == stem.charAt(last - 1);
    if (doubled && Character.isLetter(stem.charAt(last))) {
      return stem.substring(0, last);
    }
    return stem.endsWith("i") ? stem.substring(0, last) + "y" : stem;
  }

  private static String singular(String word) {
    if (word.equals("people")) {
      return "person";
    }
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
