package org.nljdbc.values;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How columns of text say yes and no. */
final class Flags {

  private static final List<String> YES = List.of("y", "yes", "t", "true", "1");
  private static final List<String> NO = List.of("n", "no", "f", "false", "0");

  private Flags() {}

  /**
   * The value of a column that says what a text says.
   *
   * @param text a word for yes or no
   * @param values the values of a column
   * @return empty if the text is no such word, or the column has other values too
   */
  static Optional<String> same(String text, Collection<String> values) {
    int said = truth(text);
    boolean flags =
        said != 0 && values.size() <= 2 && values.stream().allMatch(value -> truth(value) != 0);
    List<String> same = values.stream().filter(value -> flags && truth(value) == said).toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  private static int truth(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return YES.contains(lower) ? 1 : NO.contains(lower) ? -1 : 0;
  }
}
