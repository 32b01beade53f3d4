package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.List;

/** A statement with one or more questions, of which SQL is to be made. */
public sealed interface Inquiry permits Asked, Nested, Paged {

  /** The questions in their order; never empty, none of them blank. */
  List<String> questions();

  /** The same with their bind markers, as questions of their own. */
  default List<Asked> asked() {
    return questions().stream().map(question -> new Asked(Verb.RUN, question)).toList();
  }

  /**
   * The statement that the database gets.
   *
   * @param sql the SQL of each question, in their order
   * @return SQL alone
   */
  String assemble(List<String> sql);

  /**
   * The parameters of the statement that the database gets.
   *
   * @param found for each question the numbers of its bind markers, from 1, in the order in which
   *     its SQL has them
   * @return where the values go; {@link ParameterNumbers#SAME} if no question has bind markers
   */
  default ParameterNumbers parameters(List<List<Integer>> found) {
    return ParameterNumbers.SAME;
  }

  /**
   * The same where no value can be bound, as in a plain statement.
   *
   * @return the statement without bind markers in its questions
   * @throws SQLException 07001 if a question has one that can be nothing else
   */
  default Inquiry unbound() throws SQLException {
    return this;
  }
}
