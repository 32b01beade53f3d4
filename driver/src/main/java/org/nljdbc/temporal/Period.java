package org.nljdbc.temporal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * Whole days in a row.
 *
 * @param unit what it is one of
 * @param first its first day
 * @param last its last day, not before the first
 */
record Period(Unit unit, LocalDate first, LocalDate last) {

  /** Units of the calendar. Weeks begin on Monday, as in ISO 8601. */
  enum Unit {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /** The unit that a word in the singular or plural names. */
    static Unit named(String word) {
      String upper = word.toUpperCase(Locale.ROOT);
      return valueOf(upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper);
    }

    /** A day some units later, or earlier if there are fewer than none. */
    LocalDate after(LocalDate day, long count) {
      return switch (this) {
        case DAY -> day.plusDays(count);
        case WEEK -> day.plusWeeks(count);
        case MONTH -> day.plusMonths(count);
        case QUARTER -> day.plus(count, IsoFields.QUARTER_YEARS);
        case YEAR -> day.plusYears(count);
      };
    }

    /** The unit of the calendar that a day is in. */
    Period around(LocalDate day) {
      LocalDate first =
          switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day.withDayOfYear(1);
          };
      return new Period(this, first, after(first, 1).minusDays(1));
    }
  }

  /** A quarter of a year, from 1 to 4. */
  static Period quarter(int year, int number) {
    return Unit.QUARTER.around(LocalDate.of(year, 3 * number, 1));
  }

  /** A half of a year, 1 or 2. */
  static Period half(int year, int number) {
    LocalDate last = quarter(year, 2 * number).last;
    return new Period(Unit.QUARTER, quarter(year, 2 * number - 1).first, last);
  }

  /** When something happened that lies in it. */
  String within() {
    return switch (unit) {
      case DAY -> "on " + first;
      case YEAR -> "in " + first.getYear();
      case WEEK, MONTH, QUARTER -> "between " + first + " and " + last;
    };
  }

  /** Its name, or an empty text where it has none that everybody understands. */
  String name() {
    return switch (unit) {
      case DAY -> first.toString();
      case MONTH ->
          first.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + first.getYear();
      case YEAR -> Integer.toString(first.getYear());
      case WEEK, QUARTER -> "";
    };
  }
}
