package org.nljdbc.glossary;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of questions and of names, compared without case, marks and the endings of plurals. */
final class Wording {

  private static final Pattern BORDER =
      Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Words that say nothing about what a text is about. */
  private static final Set<String> EMPTY =
      Set.of(
          ("a an the this that these those its their his her our your all any each every some of in"
                  + " on at to from for by with and or not no is are was were be been has have had"
                  + " do does did as it we they which who whom whose what where when how many much"
                  + " than then if so per into one ones most least more less show list give find"
                  + " name names number total")
              .split(" "));

  private Wording() {}

  /** The words of a text with a space before, between and after. */
  static String spaced(String text) {
    return Arrays.stream(BORDER.split(text))
        .filter(word -> !word.isEmpty())
        .map(word -> singular(word.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(" ", " ", " "));
  }

  /** Whether a text, as {@link #spaced} has it, uses a phrase as a whole. */
  static boolean uses(String spaced, String phrase) {
    String wanted = spaced(phrase);
    return wanted.length() > 2 && spaced.contains(wanted);
  }

  /** The words of a text that say what it is about. */
  static Set<String> content(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : spaced(text).strip().split(" ")) {
      if (word.length() > 2 && !EMPTY.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural =
        word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
