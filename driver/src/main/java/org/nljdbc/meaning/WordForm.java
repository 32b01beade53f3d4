package org.nljdbc.meaning;

import java.util.Map;
import java.util.Set;

/** The forms of English words. */
final class WordForm {

  private static final Map<String, String> IRREGULAR =
      Map.of(
          "people",
          "person",
          "men",
          "man",
          "women",
          "woman",
          "children",
          "child",
          "ids",
          "id",
          "lives",
          "live",
          "statuses",
          "status");

  private static final Set<String> PAST =
      Set.of(
          "taken", "made", "given", "been", "written", "sold", "bought", "held", "taught", "won");

  /** Words that tell how others belong together, so that they end a name. */
  private static final Set<String> JOINING =
      Set.of(
          "can", "could", "to", "from", "by", "or", "than", "as", "what", "where", "when", "how");

  private WordForm() {}

  /**
   * A word without the ending of a plural. No other endings: {@code managed} is not {@code manage},
   * and a plane is no plan.
   */
  static String singular(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    int length = word.length();
    if (length < 4 || !word.chars().allMatch(Character::isLetter)) {
      return word;
    }
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4 && word.matches(".*(ss|sh|ch|x|z)es")) {
      return word.substring(0, length - 2);
    }
    boolean plural =
        word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is");
    return plural ? word.substring(0, length - 1) : word;
  }

  /** Whether a word tells what somebody did, or what was done to it. */
  static boolean isPast(String word) {
    return PAST.contains(word) || word.length() > 4 && word.endsWith("ed");
  }

  /** Whether a word is no part of a name of several words. */
  static boolean endsName(String word) {
    return JOINING.contains(word) || isPast(word);
  }

  /** Whether a word picks rows by comparing them with others. */
  static boolean picks(String word, String next) {
    return word.endsWith("est")
        || Set.of("last", "first", "top", "latest", "only").contains(word) && !next.equals("name");
  }
}
