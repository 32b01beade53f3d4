package org.nljdbc.narrate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows in words by rule: dull, but nothing is said that is not there. */
final class Sentence {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

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
    if (values.size() == 2 && isNumber(values.get(0)) != isNumber(values.get(1))) {
      boolean first = isNumber(values.get(0));
      return values.get(first ? 1 : 0) + ": " + values.get(first ? 0 : 1);
    }
    return String.join(", ", values);
  }

  private static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches();
  }
}
