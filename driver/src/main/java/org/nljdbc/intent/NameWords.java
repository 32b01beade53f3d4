package org.nljdbc.intent;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nljdbc.schema.BareName;

/** How names of a schema and words of a question are compared: without case, marks and endings. */
final class NameWords {

  private static final Pattern PARTS =
      Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})");

  /** Longer ones first, since only one ending goes. */
  private static final List<String> ENDINGS =
      List.of("ionships", "ionship", "ions", "ings", "ion", "ing", "ed", "es", "s", "e");

  private static final int SHORTEST_ROOT = 3;

  private NameWords() {}

  /** Letters and digits only: {@code order_items}, {@code OrderItems} and "order items" alike. */
  static String squashed(String name) {
    return BareName.of(name);
  }

  /** Without the ending of an English plural. */
  static String singular(String squashed) {
    int length = squashed.length();
    if (squashed.endsWith("ies") && length > 4) {
      return squashed.substring(0, length - 3) + "y";
    }
    if (Stream.of("sses", "xes", "ches", "shes").anyMatch(squashed::endsWith)) {
      return squashed.substring(0, length - 2);
    }
    boolean plural =
        squashed.endsWith("s") && Stream.of("ss", "us", "is").noneMatch(squashed::endsWith);
    return plural && length > 3 ? squashed.substring(0, length - 1) : squashed;
  }

  /** The words that a name is made of. */
  static List<String> parts(String name) {
    return Arrays.stream(PARTS.split(name))
        .filter(part -> !part.isEmpty())
        .map(part -> part.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** What a word has in common with its kin: one root for update, updates, updated, updating. */
  static String root(String word) {
    for (String ending : ENDINGS) {
      if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_ROOT) {
        return word.substring(0, word.length() - ending.length());
      }
    }
    return word;
  }

  /** Words that say nothing by themselves, even where a name has them as a part. */
  static final Set<String> FUNCTION =
      Set.of(
          ("a an the this that these those my our your its all any each every some of in on at to"
                  + " from for by with and or not no is are was be do does did has have can could"
                  + " would will please there here it you we i me us what which who how show list"
                  + " give tell where if exists than as into so new many much one")
              .split(" "));
}
