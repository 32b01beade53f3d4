package org.nljdbc.translate;

import java.sql.SQLException;

/** Decides whether the SQL of a model's answer may run. */
interface AnswerJudge {

  /**
   * Judges an answer.
   *
   * @param answer the whole answer, its prefix included
   * @return what came of it
   * @throws SQLException as the database throws it, if the fault is not the statement's
   */
  Judge.Verdict judge(String answer) throws SQLException;
}
