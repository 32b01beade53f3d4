package org.nljdbc.statement;

import java.util.List;

/**
 * A statement that was asked rather than written.
 *
 * @param verb what is wanted
 * @param question the question, without leading and trailing white space; never blank
 */
public record Asked(Verb verb, String question) implements Inquiry {

  @Override
  public List<String> questions() {
    return List.of(question);
  }

  @Override
  public String assemble(List<String> sql) {
    return sql.get(0);
  }
}
