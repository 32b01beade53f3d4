package org.nljdbc.memory;

import java.time.LocalDate;
import java.time.Month;
import org.jspecify.annotations.Nullable;

/** A form in which SQL has a day of its question. */
enum DateForm {
  /** As the question has it. */
  DAY {
    @Override
    String of(LocalDate day) {
      return day.toString();
    }
  },
  /** As its first moment. */
  START {
    @Override
    String of(LocalDate day) {
      return day + " 00:00:00";
    }
  },
  /** As its last second. */
  END {
    @Override
    String of(LocalDate day) {
      return day + " 23:59:59";
    }
  },
  /** As the day before which moments lie that are within it or earlier. */
  NEXT_DAY {
    @Override
    @Nullable String of(LocalDate day) {
      return isLast(day) ? null : day.plusDays(1).toString();
    }
  },
  /** As the first moment after it. */
  START_OF_NEXT_DAY {
    @Override
    @Nullable String of(LocalDate day) {
      return isLast(day) ? null : day.plusDays(1) + " 00:00:00";
    }
  },
  /** As the month that it begins, where another day of the question ends it. */
  MONTH_BEGUN {
    @Override
    @Nullable String of(LocalDate day) {
      return day.getDayOfMonth() == 1 ? day.toString().substring(0, 7) : null;
    }
  },
  /** As the month that it ends. */
  MONTH_ENDED {
    @Override
    @Nullable String of(LocalDate day) {
      return day.getDayOfMonth() == day.lengthOfMonth() ? day.toString().substring(0, 7) : null;
    }
  },
  /** As the year that it begins, where another day of the question ends it. */
  YEAR_BEGUN {
    @Override
    @Nullable String of(LocalDate day) {
      return day.getDayOfYear() == 1 ? day.toString().substring(0, 4) : null;
    }
  },
  /** As the year that it ends. */
  YEAR_ENDED {
    @Override
    @Nullable String of(LocalDate day) {
      boolean last = day.getMonth() == Month.DECEMBER && day.getDayOfMonth() == 31;
      return last ? day.toString().substring(0, 4) : null;
    }
  };

  /**
   * A day in this form.
   *
   * @param day a day of the years 1 to 9999
   * @return the text; null if that day does not have it
   */
  abstract @Nullable String of(LocalDate day);

  /** Databases know no day of five digits' years. */
  private static boolean isLast(LocalDate day) {
    return day.getYear() >= 9999 && day.getDayOfYear() == day.lengthOfYear();
  }

  /** The form of the other day that has to have the same text, or null if a day stands alone. */
  @Nullable DateForm other() {
    return switch (this) {
      case MONTH_BEGUN -> MONTH_ENDED;
      case MONTH_ENDED -> MONTH_BEGUN;
      case YEAR_BEGUN -> YEAR_ENDED;
      case YEAR_ENDED -> YEAR_BEGUN;
      case DAY, START, END, NEXT_DAY, START_OF_NEXT_DAY -> null;
    };
  }
}
