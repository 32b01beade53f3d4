package org.nljdbc.it.accuracy;

import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Translation;

/**
 * One question, its answer, and how it did: one line of the journal.
 *
 * @param question the question
 * @param hardness how hard it is
 * @param verdict how the answer did
 * @param kind what is wrong with it, or null
 * @param sql the answer's SQL, or null
 * @param error why it did not run, or null
 * @param goldRows the first of the gold's rows, or null if the gold failed
 * @param rows the first of the answer's rows, or null if it did not run
 * @param effort what the answer took
 * @param others what the driver said of other readings, or null if it told of none
 * @param published whether it is right by {@link TestSuiteRules}, or null if that was not judged
 */
record Score(
    Question question,
    Hardness hardness,
    Verdict verdict,
    @Nullable FailureKind kind,
    @Nullable String sql,
    @Nullable String error,
    Rows.@Nullable Excerpt goldRows,
    Rows.@Nullable Excerpt rows,
    Effort effort,
    @Nullable Others others,
    @Nullable Boolean published) {

  /**
   * Other ways to read a question.
   *
   * @param count how many the driver told of
   * @param right whether one of them has the gold's rows
   */
  record Others(int count, boolean right) {}

  /**
   * What an answer took.
   *
   * @param millis milliseconds from the question to the last row
   * @param tries calls of the model
   * @param promptTokens tokens of all prompts
   * @param reusedTokens those of them that earlier calls had paid for
   * @param generatedTokens tokens of all answers
   * @param logProbability natural logarithm of the probability of the answer that was kept, or null
   *     if not known
   * @param answerTokens tokens of that answer; 0 if not known
   * @param confidence what the driver said of it, from 0 to 1, or null if nothing
   * @param atOnce how many questions were asked at once, so that the time is one under load if more
   *     than 1; 0 if not known, from when it was always 1
   */
  record Effort(
      long millis,
      int tries,
      int promptTokens,
      int reusedTokens,
      int generatedTokens,
      @Nullable Double logProbability,
      int answerTokens,
      @Nullable Double confidence,
      int atOnce) {

    static Effort of(Answer answer, int atOnce) {
      int prompt = 0;
      int reused = 0;
      int generated = 0;
      for (ModelCall call : answer.calls()) {
        prompt += call.promptTokens();
        reused += call.reusedTokens();
        generated += call.generatedTokens();
      }
      Translation kept = answer.translation();
      return new Effort(
          answer.millis(),
          answer.calls().size(),
          prompt,
          reused,
          generated,
          kept == null ? null : finite(kept.logProbability()),
          kept == null ? 0 : kept.tokens(),
          kept == null ? null : finite(kept.confidence()),
          atOnce);
    }

    private static @Nullable Double finite(double number) {
      return Double.isFinite(number) ? (Double) number : null;
    }
  }

  /** The same with another judgement by {@link TestSuiteRules}. */
  Score published(boolean right) {
    return new Score(
        question, hardness, verdict, kind, sql, error, goldRows, rows, effort, others, right);
  }

  /**
   * Whether the answer can be trusted, which is what confidence is about: by the rules of published
   * figures, since golds are not of one mind on the order of columns and on DISTINCT.
   */
  boolean isTrustworthy() {
    return published == null ? verdict == Verdict.CORRECT : published;
  }

  /** Names the question within its data set. */
  String key() {
    return question.database() + "/" + question.number();
  }
}
