package org.nljdbc.sql;

import java.util.List;
import java.util.regex.Pattern;
import org.nljdbc.schema.BareName;

/** Whether words of a question are a name of the schema. */
final class SaidName {

  private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  private static final int SHORTEST_PLURAL = 4;

  private SaidName() {}

  /** Whether they are all of it, marks and the plural apart: "last names" and last_name. */
  static boolean isWhole(String words, String name) {
    return singular(BareName.of(words)).equals(singular(BareName.of(name)));
  }

  /** Whether each of them is one of its words: "price" and unit_price. */
  static boolean isPart(String words, String name) {
    List<String> said = wordsOf(words);
    return !said.isEmpty() && wordsOf(name).containsAll(said);
  }

  private static List<String> wordsOf(String text) {
    return BORDER
        .splitAsStream(text.strip())
        .filter(word -> !word.isEmpty())
        .map(word -> singular(BareName.of(word)))
        .toList();
  }

  static String singular(String word) {
    boolean plural = word.length() >= SHORTEST_PLURAL && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
