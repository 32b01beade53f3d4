package org.nljdbc.glossary;

/**
 * What a glossary says to a question.
 *
 * @param kind what it is about
 * @param table the table that it is about, as stored
 * @param column the column, as stored; empty if it is about no single one
 * @param text what it says, in one line, as the model and people read it
 */
public record Term(Kind kind, String table, String column, String text) {

  /** What a term is about. */
  public enum Kind {
    /** A figure that has a name. */
    METRIC,
    /** A stored value. */
    VALUE,
    /** A column. */
    COLUMN,
    /** A table. */
    TABLE,
    /** A condition that holds where nothing else is asked for. */
    FILTER
  }
}
