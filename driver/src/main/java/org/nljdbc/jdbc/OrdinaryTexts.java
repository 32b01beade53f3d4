package org.nljdbc.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Texts that one connection has prepared lately and that were found to hold no questions and to
 * define nothing. Programs prepare the same few texts again and again, mostly the same objects, and
 * to know one again takes less than to read it.
 *
 * <p>Holds few texts, none of them long. Safe for several threads without a lock: where two write
 * at once, one text is read again later.
 */
final class OrdinaryTexts {

  private static final int PLACES = 32; // a power of two

  /** Code units; a longer text takes as long to compare as to read. */
  private static final int LONGEST = 1_000;

  /** By length, which needs no hash code; a text takes the place of another. */
  private final @Nullable String[] known = new String[PLACES];

  /** Whether a text was added and has not given way to another. */
  boolean holds(@Nullable String text) {
    return text != null && text.equals(known[text.length() & (PLACES - 1)]);
  }

  /** Adds a text unless it is long. */
  void add(String text) {
    if (text.length() <= LONGEST) {
      known[text.length() & (PLACES - 1)] = text;
    }
  }
}
