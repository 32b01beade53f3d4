package org.nljdbc.statement;

import java.util.List;

/**
 * A statement that was asked rather than written.
 *
 * @param verb what is wanted
 * @param question the question, without leading and trailing white space; empty for a verb that
 *     stands alone, else never blank
 * @param sql the SQL that was given for it, or an empty text
 */
public record Asked(Verb verb, String question, String sql) implements Inquiry {

  /** A question without SQL of its own. */
  public Asked(Verb verb, String question) {
    this(verb, question, "");
  }

  @Override
  public List<String> questions() {
    return List.of(question);
  }

  @Override
  public String assemble(List<String> found) {
    return found.get(0);
  }
}
