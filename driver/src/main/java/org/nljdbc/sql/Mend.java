package org.nljdbc.sql;

import java.util.List;

/**
 * A change of a statement that puts one mistake right, certainly or nearly so.
 *
 * @param kind how far it goes
 * @param edits the parts of the text to change; they overlap neither each other nor other mends
 * @param note what was done, for the user; short
 */
record Mend(Kind kind, List<Rewrite> edits, String note) {

  enum Kind {
    /** Other spelling, qualifier, quotes or function: the statement asks for what it asked for. */
    WORD,
    /** What runs as it is, but hardly means that; only in what a model wrote. */
    MEANING,
    /** A table more: likely what was meant, but the rows are those of another FROM. */
    JOIN
  }

  Mend {
    edits = List.copyOf(edits);
  }

  static Mend word(Rewrite edit, String written) {
    return new Mend(Kind.WORD, List.of(edit), "read " + told(written) + " as " + told(edit.text()));
  }

  /**
   * Whether a part of this is inside a part that others change, or at its border: which of two
   * brackets at one place comes first, no order of mends can tell.
   */
  boolean overlaps(List<Rewrite> others) {
    return edits.stream()
        .anyMatch(a -> others.stream().anyMatch(b -> a.start() <= b.end() && b.start() <= a.end()));
  }

  /** A name in double quotes, however it is written. */
  private static String told(String written) {
    return Names.isQuoted(written) && written.charAt(0) != '\'' ? written : '"' + written + '"';
  }
}
