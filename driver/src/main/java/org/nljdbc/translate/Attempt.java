package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.Candidate;

/**
 * An answer of the model, judged.
 *
 * @param answer the answer, its prefix included
 * @param logProbability natural logarithm of its probability, or NaN
 * @param tokens number of its tokens
 * @param verdict what the judge says
 */
record Attempt(String answer, double logProbability, int tokens, Judge.Verdict verdict) {

  /**
   * Long answers lose probability with each token, so that the plain product favours short ones and
   * the mean favours long ones; between them lies what is right most often (length normalisation as
   * in Wu et al., arXiv:1609.08144, section 7). docs/accuracy.md has the figures.
   */
  private static final double LENGTH_POWER = 0.75;

  /** Mean log-probability of a token below which a second look found better answers. */
  private static final double UNSURE = -0.08;

  /**
   * By what each difference from the question multiplies the odds that an answer is right, as
   * counted on answers whose rows were compared (docs/accuracy.md).
   */
  private static final double ODDS_OF_A_STRAY = 0.1;

  /** More differences say no more. */
  private static final int MOST_STRAYS = 2;

  /** Whether something speaks against it although it may run. */
  boolean isDoubtful() {
    return verdict.holds() && verdict.doubt() > 0;
  }

  /** Whether it may run, but the model hesitated. */
  boolean isUnsure() {
    return verdict.holds() && logProbability / Math.max(1, tokens) < UNSURE;
  }

  /** The share of such answers that are right: what is at odds with the question lessens it. */
  double confidence(@Nullable Calibration calibration) {
    double sure = calibration == null ? Double.NaN : calibration.confidence(logProbability, tokens);
    int strays = Math.min(verdict.strays(), MOST_STRAYS);
    double odds = sure / (1 - sure) * Math.pow(ODDS_OF_A_STRAY, strays);
    return strays == 0 || Double.isInfinite(odds) ? sure : odds / (1 + odds);
  }

  /** Whether it is a better choice than another that also holds; equally good is not better. */
  private boolean isBetterThan(Attempt other) {
    if (verdict.doubt() != other.verdict.doubt()) {
      return verdict.doubt() < other.verdict.doubt();
    }
    return score() > other.score(); // never so where a probability is not known
  }

  private double score() {
    return logProbability / Math.pow(Math.max(1, tokens), LENGTH_POWER);
  }

  /**
   * What came of several answers.
   *
   * @param best of those that hold, the one with the least doubt, and among these the likeliest for
   *     its length; if none holds, the first that is new; null if there is none
   * @param holding those that hold
   */
  record Judged(@Nullable Attempt best, List<Attempt> holding) {
    Judged {
      holding = List.copyOf(holding);
    }
  }

  /**
   * Judges answers and chooses one.
   *
   * @param candidates the answers, their prefix included, the likeliest first
   * @param conversation knows which have failed before
   * @param judge judges them
   * @return what came of them
   * @throws SQLException as the database throws it, if the fault is not the statement's
   */
  static Judged best(List<Candidate> candidates, Conversation conversation, AnswerJudge judge)
      throws SQLException {
    Attempt firstNew = null;
    Attempt best = null;
    List<Attempt> holding = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Judge.Verdict verdict = judge.judge(candidate.text());
      if (conversation.hasFailed(verdict.sql())) {
        continue;
      }
      if (!verdict.holds() && candidate.finish() == Candidate.Finish.LENGTH) {
        String problem = "The answer was cut off at its token limit (nl.maxTokens). ";
        verdict = verdict.withProblem(problem + verdict.problem());
      }
      Attempt attempt =
          new Attempt(candidate.text(), candidate.logProbability(), candidate.tokens(), verdict);
      firstNew = firstNew == null ? attempt : firstNew;
      if (verdict.holds()) {
        holding.add(attempt);
      }
      if (verdict.holds() && (best == null || attempt.isBetterThan(best))) {
        best = attempt;
      }
    }
    return new Judged(best != null ? best : firstNew, holding);
  }

  /** The better of two, the first if they are equally good. */
  static Attempt better(Attempt first, @Nullable Attempt other) {
    if (other == null || !other.verdict.holds()) {
      return first;
    }
    return other.isBetterThan(first) ? other : first;
  }
}
