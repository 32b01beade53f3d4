package org.nljdbc.glossary;

/** A glossary that is not written as one, or that does not fit the database. */
public final class GlossaryException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong and where.
   *
   * @param place where
   * @param problem what is wrong there, without a full stop
   */
  GlossaryException(Place place, String problem) {
    super("line " + place.line() + ", column " + place.column() + ": " + problem);
  }
}
