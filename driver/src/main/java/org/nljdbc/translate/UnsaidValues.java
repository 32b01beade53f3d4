package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.AssignedValue;

/**
 * Finds values that a model would write although nobody has said them: small models fill in an
 * e-mail address for a customer of whom only the name is known. A value counts as said if the
 * request has a word or number of it, perhaps in another form ({@code shipped} for {@code ship}),
 * or if its column holds it already.
 */
final class UnsaidValues {

  private static final List<String> NUMBERS =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              .split(" "));
  private static final List<String> MONTHS =
      List.of("jan feb mar apr may jun jul aug sep oct nov dec".split(" "));
  private static final Set<String> SAID_BY_ANYTHING = Set.of("", "0", "1", "true", "false");
  private static final int STEM = 4;

  private UnsaidValues() {}

  /**
   * Finds them.
   *
   * @param values what would be written
   * @param request what was asked for
   * @param table the table's name as stored
   * @return those that nobody has said
   */
  static List<AssignedValue> in(
      List<AssignedValue> values, String request, String table, Schema schema) {
    Set<String> said = words(request).stream().map(UnsaidValues::plain).collect(Collectors.toSet());
    List<AssignedValue> unsaid = new ArrayList<>();
    for (AssignedValue value : values) {
      if (!isSaid(value, said) && !isStored(value, table, schema)) {
        unsaid.add(value);
      }
    }
    return unsaid;
  }

  /**
   * Says which numbers of a request its SQL does not have.
   *
   * @param request what was asked for
   * @param sql the SQL
   * @return one sentence for each
   */
  static List<String> unused(String request, String sql) {
    Set<String> used = words(sql).stream().map(UnsaidValues::plain).collect(Collectors.toSet());
    return words(request).stream()
        .filter(word -> word.matches("\\d+") && !used.contains(plain(word)) && !sql.contains(word))
        .distinct()
        .map(word -> "The request says " + word + ", and the SQL does not.")
        .toList();
  }

  private static boolean isSaid(AssignedValue value, Set<String> said) {
    String lower = value.value().toLowerCase(Locale.ROOT).strip();
    return SAID_BY_ANYTHING.contains(lower)
        || words(lower).stream().map(UnsaidValues::plain).anyMatch(word -> isSaid(word, said));
  }

  private static boolean isSaid(String word, Set<String> said) {
    return said.contains(word)
        || word.length() >= STEM && said.stream().anyMatch(other -> sameStem(word, other));
  }

  private static boolean sameStem(String word, String other) {
    int least = Math.max(STEM, Math.min(word.length(), other.length()) - 2);
    return other.length() >= STEM && word.regionMatches(0, other, 0, least);
  }

  private static boolean isStored(AssignedValue value, String table, Schema schema) {
    return schema.tables().stream()
        .filter(each -> each.name().equals(table))
        .flatMap(each -> each.columns().stream())
        .filter(column -> column.name().equals(value.column()))
        .anyMatch(column -> column.samples().contains(value.value()));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** A number as its digits, a month as its number, and anything else as it is. */
  private static String plain(String word) {
    int number = NUMBERS.indexOf(word);
    int month = word.length() >= 3 ? MONTHS.indexOf(word.substring(0, 3)) : -1;
    if (number >= 0) {
      return Integer.toString(number);
    }
    if (month >= 0 && word.length() <= "september".length()) {
      return Integer.toString(month + 1);
    }
    return word.matches("0+\\d+") ? word.replaceFirst("^0+(?=\\d)", "") : word;
  }
}
