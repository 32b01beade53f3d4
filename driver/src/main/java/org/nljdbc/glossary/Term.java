package org.nljdbc.glossary;

/**
 * What a glossary says to a question.
 *
 * @param kind what it is about
 * @param table the table that it is about, as stored
 * @param column the column, as stored; empty if it is about no single one
 * @param phrase the word of the question that it explains; empty if it explains none
 * @param says what that word means, or what there is to say, in one line
 */
public record Term(Kind kind, String table, String column, String phrase, String says) {

  /** What a term is about. */
  public enum Kind {
    /** A figure that has a name. */
    METRIC,
    /** A figure that no glossary names, by a word that people use for such. */
    USUAL,
    /** A stored value. */
    VALUE,
    /** A column. */
    COLUMN,
    /** A table. */
    TABLE,
    /** A condition that holds where nothing else is asked for. */
    FILTER
  }

  /** The whole in one line, as the model and people read it. */
  public String text() {
    return phrase.isEmpty() ? says : phrase + " means " + says;
  }

  /** The same whatever the question calls it. */
  public Term unphrased() {
    return new Term(kind, table, column, "", says);
  }

  /** Whether another says the same, or explains the same word. */
  boolean isAboutSame(Term other) {
    return unphrased().equals(other.unphrased())
        || !phrase.isEmpty() && phrase.equalsIgnoreCase(other.phrase);
  }
}
