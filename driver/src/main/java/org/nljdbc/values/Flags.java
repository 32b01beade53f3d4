package org.nljdbc.values;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How columns of text say yes and no, and male and female by a letter. */
final class Flags {

  private static final List<String> YES = List.of("y", "yes", "t", "true", "1");
  private static final List<String> NO = List.of("n", "no", "f", "false", "0");

  private static final int SHORTEST_WORD = 3;

  /** Letters that stand for the same two words everywhere; others may stand for any. */
  private static final Set<Set<String>> PAIRS =
      Set.of(Set.of("M", "F"), Set.of("Y", "N"), Set.of("T", "F"));

  private Flags() {}

  /**
   * The value of a column that says what a text says.
   *
   * @param text a word for yes or no, or one that begins with a letter of a column of two
   * @param values the known values of a column
   * @param complete whether the column has no others; a letter is taken for a word only then
   * @return empty if the text is no such word, or the column has other values too, or two that fit
   */
  static Optional<String> same(String text, Collection<String> values, boolean complete) {
    int said = truth(text);
    boolean flags =
        said != 0 && values.size() <= 2 && values.stream().allMatch(value -> truth(value) != 0);
    List<String> same = values.stream().filter(value -> flags && truth(value) == said).toList();
    return same.size() == 1
        ? Optional.of(same.get(0))
        : complete ? initial(text, values) : Optional.empty();
  }

  /** The one letter of a pair that a word begins with: F for female. */
  private static Optional<String> initial(String text, Collection<String> values) {
    Set<String> letters =
        values.stream().map(value -> value.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    boolean pair = text.length() >= SHORTEST_WORD && values.size() == 2 && PAIRS.contains(letters);
    return values.stream()
        .filter(value -> pair && value.equalsIgnoreCase(text.substring(0, 1)))
        .findFirst();
  }

  private static int truth(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return YES.contains(lower) ? 1 : NO.contains(lower) ? -1 : 0;
  }
}
