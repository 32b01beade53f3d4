package org.nljdbc.glossary.imports;

/**
 * A question and the SQL that another tool holds right for it.
 *
 * @param question the question
 * @param sql its SQL, with the names of the database
 */
public record VerifiedQuery(String question, String sql) {

  /** The statement that pins it, once it is run: the SQL is checked first, as all pinned SQL is. */
  public String pinStatement() {
    return "NL PIN " + quoted(question) + " AS " + quoted(sql);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
