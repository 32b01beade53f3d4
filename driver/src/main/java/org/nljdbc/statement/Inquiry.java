package org.nljdbc.statement;

import java.util.List;

/** A statement with one or more questions, of which SQL is to be made. */
public sealed interface Inquiry permits Asked, Nested, Paged {

  /** The questions in their order; never empty, none of them blank. */
  List<String> questions();

  /**
   * The statement that the database gets.
   *
   * @param sql the SQL of each question, in their order
   * @return SQL alone
   */
  String assemble(List<String> sql);
}
