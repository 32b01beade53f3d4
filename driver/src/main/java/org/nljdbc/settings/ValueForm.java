package org.nljdbc.settings;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which values a setting takes.
 *
 * @param kind what sort of value
 * @param choices the words to choose from, in lower case; empty where any value may be given
 * @param min the least whole number; 0 for other kinds
 * @param max the greatest whole number; 0 for other kinds
 */
record ValueForm(Setting.Kind kind, List<String> choices, int min, int max) {

  ValueForm {
    choices = List.copyOf(choices);
  }

  /** Any text, or true and false. */
  static ValueForm of(Setting.Kind kind) {
    boolean truth = kind == Setting.Kind.BOOLEAN;
    return new ValueForm(kind, truth ? List.of("true", "false") : List.of(), 0, 0);
  }

  /** One of a few words. */
  static ValueForm oneOf(List<String> choices) {
    return new ValueForm(Setting.Kind.CHOICE, choices, 0, 0);
  }

  /** A whole number. */
  static ValueForm between(int min, int max) {
    return new ValueForm(Setting.Kind.INTEGER, List.of(), min, max);
  }

  /** A day, or one of a few words. */
  static ValueForm dayOr(List<String> choices) {
    return new ValueForm(Setting.Kind.DAY, choices, 0, 0);
  }

  /** Says which values are valid, for people. */
  String allowed() {
    return switch (kind) {
      case TEXT, SECRET -> "a text";
      case BOOLEAN, CHOICE -> String.join(" or ", choices);
      case INTEGER -> "a whole number from " + min + " to " + max;
      case DAY -> String.join(" or ", choices) + " or a day such as 2026-11-28";
    };
  }

  /** The value in its normal form, or null if it is not valid. */
  @Nullable String normal(String value) {
    String trimmed = value.strip();
    return switch (kind) {
      case TEXT, SECRET -> trimmed;
      case INTEGER -> number(trimmed);
      case BOOLEAN, CHOICE -> choice(trimmed);
      case DAY -> {
        String word = choice(trimmed);
        yield word == null ? day(trimmed) : word;
      }
    };
  }

  private @Nullable String choice(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return choices.contains(lower) ? lower : null;
  }

  private static @Nullable String day(String text) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  private @Nullable String number(String digits) {
    try {
      int number = Integer.parseInt(digits);
      return number >= min && number <= max ? Integer.toString(number) : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
