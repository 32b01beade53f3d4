package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which existing name a wrong one certainly means: first one that differs in case and marks
 * only, then in number, then in the name of its table, and last in one letter. Where two names
 * answer equally well, none is meant.
 */
final class Spelling {

  /** Shorter names differ by one letter too easily. */
  private static final int SHORTEST_TYPO = 5;

  /** A column of a relation. */
  record Place(Relation relation, String column) {}

  private Spelling() {}

  static List<Place> places(List<Relation> relations) {
    List<Place> places = new ArrayList<>();
    for (Relation relation : relations) {
      relation.columns().forEach(column -> places.add(new Place(relation, column)));
    }
    return places;
  }

  /** The column that a written name means although it is spelled otherwise, or null. */
  static @Nullable Place column(String written, List<Place> places) {
    String name = Names.unquote(written);
    return first(
        places,
        List.of(
            place -> alike(name, place.column),
            place -> sameButNumber(name, place.column),
            place -> sameButTable(name, place)));
  }

  /** The column that a written name means if one letter of it is wrong, or null. */
  static @Nullable Place typo(String written, List<Place> places) {
    String name = Names.unquote(written);
    return first(places, List.of(place -> oneLetterOff(name, place.column)));
  }

  /** The name that a written name means, or null. */
  static @Nullable String name(String written, List<String> names) {
    String name = Names.unquote(written);
    List<BiPredicate<String, String>> levels =
        List.of(Spelling::alike, Spelling::sameButNumber, Spelling::oneLetterOff);
    List<Predicate<String>> tests = new ArrayList<>();
    levels.forEach(level -> tests.add(known -> level.test(name, known)));
    return first(names, tests);
  }

  /** Whether names differ only in case and marks, like PetType and pet_type. */
  static boolean alike(String a, String b) {
    return NearestNames.normal(a).equals(NearestNames.normal(b));
  }

  private static <T> @Nullable T first(List<T> things, List<Predicate<T>> levels) {
    for (Predicate<T> level : levels) {
      List<T> found = things.stream().filter(level).distinct().toList();
      if (!found.isEmpty()) {
        return found.size() == 1 ? found.get(0) : null;
      }
    }
    return null;
  }

  private static boolean sameButNumber(String a, String b) {
    return singular(a).equals(singular(b));
  }

  /** {@code name} and {@code customer_name} are one in a table of customers. */
  private static boolean sameButTable(String name, Place place) {
    if (place.relation.table() == null) {
      return false;
    }
    String table = singular(place.relation.table().name());
    String a = NearestNames.normal(name);
    String b = NearestNames.normal(place.column);
    return a.equals(table + b) || b.equals(table + a);
  }

  static String singular(String name) {
    String normal = NearestNames.normal(name);
    int length = normal.length();
    if (length > 4 && normal.endsWith("ies")) {
      return normal.substring(0, length - 3) + "y";
    }
    if (length > 4 && normal.matches(".*(ss|x|ch|sh)es")) {
      return normal.substring(0, length - 2);
    }
    boolean plural = length > 3 && normal.endsWith("s") && !normal.matches(".*[su]s");
    return plural ? normal.substring(0, length - 1) : normal;
  }

  /** One letter wrong, missing, too many, or two swapped; never a digit, which numbers things. */
  private static boolean oneLetterOff(String written, String known) {
    String a = NearestNames.normal(written);
    String b = NearestNames.normal(known);
    if (Math.min(a.length(), b.length()) < SHORTEST_TYPO || a.equals(b)) {
      return false;
    }
    int from = 0;
    while (from < a.length() && from < b.length() && a.charAt(from) == b.charAt(from)) {
      from++;
    }
    int endA = a.length();
    int endB = b.length();
    while (endA > from && endB > from && a.charAt(endA - 1) == b.charAt(endB - 1)) {
      endA--;
      endB--;
    }
    String wrong = a.substring(from, endA);
    String right = b.substring(from, endB);
    boolean swapped =
        wrong.length() == 2
            && right.length() == 2
            && wrong.charAt(0) == right.charAt(1)
            && wrong.charAt(1) == right.charAt(0);
    boolean one = wrong.length() <= 1 && right.length() <= 1;
    // A name that begins otherwise is more often another word: dinner, winner.
    boolean letters = (wrong + right).chars().allMatch(Character::isLetter);
    return (one || swapped) && letters && (from > 0 || swapped);
  }

  /** Whether any column of any of the names could be meant by a written one. */
  static boolean resemblesAny(String written, List<String> names) {
    String name = Names.unquote(written).toLowerCase(Locale.ROOT);
    return names.stream()
        .anyMatch(
            known -> alike(name, known) || sameButNumber(name, known) || oneLetterOff(name, known));
  }
}
