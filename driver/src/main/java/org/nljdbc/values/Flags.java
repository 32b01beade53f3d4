package org.nljdbc.values;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How columns of text say yes and no, and what else they say by a letter. */
final class Flags {

  private static final List<String> YES = List.of("y", "yes", "t", "true", "1");
  private static final List<String> NO = List.of("n", "no", "f", "false", "0");

  private static final int SHORTEST_WORD = 3;

  /** More letters are grades or codes rather than beginnings of words. */
  private static final int MOST_LETTERS = 4;

  private Flags() {}

  /**
   * The value of a column that says what a text says.
   *
   * @param text a word for yes or no, or one of which the values have the first letter
   * @param values the values of a column
   * @return empty if the text is no such word, or the column has other values too, or two that fit
   */
  static Optional<String> same(String text, Collection<String> values) {
    int said = truth(text);
    boolean flags =
        said != 0 && values.size() <= 2 && values.stream().allMatch(value -> truth(value) != 0);
    List<String> same = values.stream().filter(value -> flags && truth(value) == said).toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : initial(text, values);
  }

  /** The one value that a word begins with, where all are single letters: F for female. */
  private static Optional<String> initial(String text, Collection<String> values) {
    boolean letters =
        text.length() >= SHORTEST_WORD
            && values.size() > 1
            && values.size() <= MOST_LETTERS
            && values.stream().allMatch(value -> value.matches("\\p{L}"));
    List<String> same =
        values.stream()
            .filter(value -> letters && value.equalsIgnoreCase(text.substring(0, 1)))
            .toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  private static int truth(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return YES.contains(lower) ? 1 : NO.contains(lower) ? -1 : 0;
  }
}
