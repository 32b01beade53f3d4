package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Finds a table whose rows the question counts, where SQL reads only one that it refers to:
 * <em>courses by number of enrollments</em> from courses alone counts courses. Of Spider's 6,986
 * golds five do so.
 */
final class UnreadTable {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");
  private static final String COUNTED =
      " (?:number of|how many|most|fewest|count of|least|more|without|no|never|any) (?:\\S+ )?";

  private static final int SHORTEST = 4;

  private UnreadTable() {}

  /**
   * What is counted and not read.
   *
   * @param question the question; empty if it does not stand alone
   * @param sql its SQL
   * @param schema all tables
   * @return a note; null if there is nothing to tell
   */
  static @Nullable String in(String question, String sql, Schema schema) {
    String lower = sql.toLowerCase(Locale.ROOT);
    Set<String> names =
        NAME.matcher(lower).results().map(MatchResult::group).collect(Collectors.toSet());
    List<Table> read =
        schema.tables().stream()
            .filter(table -> names.contains(table.name().toLowerCase(Locale.ROOT)))
            .toList();
    if (question.isEmpty() || read.size() != 1) {
      return null;
    }
    Table only = read.get(0);
    String asked = spaced(Stems.words(question).toList());
    Optional<Table> counted =
        referring(only, schema).stream()
            .filter(table -> isCounted(table, asked, lower))
            .findFirst();
    return counted
        .map(
            table ->
                "the question counts "
                    + schema.rules().shown(table.name())
                    + ", and the SQL reads "
                    + schema.rules().shown(only.name())
                    + " alone")
        .orElse(null);
  }

  private static boolean isCounted(Table table, String asked, String sql) {
    List<String> words = Stems.words(table.name()).filter(word -> !word.isEmpty()).toList();
    String name = spaced(words).strip();
    boolean said = words.stream().map(Stems::of).allMatch(sql::contains);
    return name.length() >= SHORTEST
        && !said
        && Pattern.compile(COUNTED + Pattern.quote(name) + " ").matcher(asked).find();
  }

  /** Tables that refer to one, and those that refer to these. */
  private static List<Table> referring(Table table, Schema schema) {
    Set<String> known = new HashSet<>(Set.of(table.name()));
    List<Table> found = new ArrayList<>();
    for (int step = 0; step < 2; step++) {
      Set<String> to = Set.copyOf(known);
      for (Table each : schema.tables()) {
        boolean refers = each.foreignKeys().stream().anyMatch(key -> to.contains(key.toTable()));
        if (refers && known.add(each.name())) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** Words in the singular with a space around each. */
  private static String spaced(List<String> words) {
    return words.stream().map(UnreadTable::singular).collect(Collectors.joining(" ", " ", " "));
  }

  private static String singular(String word) {
    if (word.length() > SHORTEST && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.length() >= SHORTEST && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
