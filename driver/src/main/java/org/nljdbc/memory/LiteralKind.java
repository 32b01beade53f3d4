package org.nljdbc.memory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What sort of value stands in a question. One of a kind never takes the place of another's. */
public enum LiteralKind {
  /** A whole number. */
  INTEGER,
  /** A whole number from 1900 to 2099, which is a year more often than not. */
  YEAR,
  /** A number with a decimal point. */
  DECIMAL,
  /** A date, as in 2024-05-31. */
  DATE,
  /** Words in quotes. */
  QUOTED,
  /** Words without quotes that a column holds as a value. */
  VALUE;

  /** Its name in the lock file. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name in the lock file, or null. */
  static @Nullable LiteralKind of(String key) {
    for (LiteralKind kind : values()) {
      if (kind.key().equals(key)) {
        return kind;
      }
    }
    return null;
  }
}
