package org.nljdbc.memory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nljdbc.sql.SqlLiteral;

/**
 * Where SQL has the days of its question: as they stand, or in a form that follows from them, such
 * as {@code < '2026-11-01'} for <em>until 2026-10-31</em>. Only what can be one day's in one form
 * is found, or what two days are of together as the first and last of a month or year.
 */
final class DatePlaces {

  private final List<Place> places;

  private DatePlaces(List<Place> places) {
    this.places = places;
  }

  /**
   * A place.
   *
   * @param day the question's day
   * @param form how it stands there
   * @param literal where
   */
  record Place(String day, DateForm form, SqlLiteral literal) {}

  /**
   * Finds the places.
   *
   * @param days the days of a question, each once, as in 2024-05-31
   * @param sql its SQL
   * @param literals the SQL's literals
   */
  static DatePlaces of(List<String> days, String sql, List<SqlLiteral> literals) {
    List<Place> found = new ArrayList<>();
    for (SqlLiteral literal : literals) {
      if (!literal.constant()
          && !literal.limit()
          && PinParameters.occurrences(sql, literal.value()) == 1) {
        found.addAll(at(literal, days));
      }
    }
    return new DatePlaces(found);
  }

  private static List<Place> at(SqlLiteral literal, List<String> days) {
    List<Place> possible = new ArrayList<>();
    for (String day : days) {
      for (DateForm form : DateForm.values()) {
        if (literal.value().equals(form.of(LocalDate.parse(day)))) {
          possible.add(new Place(day, form, literal));
        }
      }
    }
    List<Place> exact = possible.stream().filter(place -> place.form() == DateForm.DAY).toList();
    if (exact.size() == 1) {
      return exact; // what the question spells out is no day after another of its days
    }
    return switch (possible.size()) {
      case 1 -> possible.get(0).form().other() == null ? possible : List.of();
      case 2 -> areOfOnePeriod(possible.get(0), possible.get(1)) ? possible : List.of();
      default -> List.of();
    };
  }

  private static boolean areOfOnePeriod(Place one, Place other) {
    return one.form().other() == other.form() && !one.day().equals(other.day());
  }

  /** The places of a day, in the SQL's order; empty if it has none for certain. */
  List<Place> of(String day) {
    return places.stream().filter(place -> Objects.equals(place.day(), day)).toList();
  }
}
