package org.nljdbc.narrate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in words by rule: dull, but nothing is said that is not there. */
final class Sentence {

  private Sentence() {}

  static String of(Excerpt excerpt) {
    if (excerpt.isEmpty()) {
      return excerpt.rows().isEmpty() ? "There are no such rows." : "There is no value for that.";
    }
    List<String> names = new ArrayList<>();
    for (List<@Nullable String> row : excerpt.rows()) {
      names.add(of(row));
    }
    if (names.size() == 1) {
      return "The answer is " + names.get(0) + ".";
    }
    return (excerpt.more() ? "There are more than " : "There are ")
        + names.size()
        + (excerpt.more() ? " rows, the first of which are " : " rows: ")
        + String.join("; ", names.subList(0, names.size() - 1))
        + "; and "
        + names.get(names.size() - 1)
        + ".";
  }

  private static String of(List<@Nullable String> row) {
    List<String> values = new ArrayList<>();
    for (String value : row) {
      values.add(value == null ? "no value" : value.strip());
    }
    return String.join(", ", values);
  }
}
