package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.spi.AnswerConstraint;

/**
 * Chooses the next token of an answer: the likeliest that the constraint allows.
 *
 * <p>A token that the model finds next to impossible is no choice: where only such tokens are
 * allowed, the answer has gone a wrong way, or the constraint has misjudged it.
 */
final class TokenChoice {

  /** Least natural logarithm of a token's probability while there are other ways to go. */
  static final double LIKELY = Math.log(0.02);

  /** The same where there are none. */
  static final double POSSIBLE = Math.log(1e-4);

  private final @Nullable AnswerConstraint constraint;
  private final String prefix;

  /**
   * Makes a choice.
   *
   * @param constraint what answers must look like, or null for anything
   * @param prefix what answers begin with before their first token
   */
  TokenChoice(@Nullable AnswerConstraint constraint, String prefix) {
    this.constraint = constraint;
    this.prefix = prefix;
  }

  /** Whether anything is allowed. */
  boolean isFree() {
    return constraint == null;
  }

  /**
   * The ranks of the tokens that could come next.
   *
   * @param answer the answer so far
   * @param tokens the likeliest tokens
   * @param row which row of them is this answer's
   * @param most how many ranks are wanted, 1 or more
   * @param least least natural logarithm of the first one's probability
   * @return at most {@code most} ranks, ascending; none if no likely token is allowed
   */
  List<Integer> ranks(Answer answer, TopTokens tokens, int row, int most, double least) {
    List<Integer> ranks = new ArrayList<>(most);
    for (int rank = 0; rank < tokens.width() && ranks.size() < most; rank++) {
      if (constraint == null) {
        ranks.add(rank);
      } else if (tokens.logProbability(row, rank) < (ranks.isEmpty() ? least : POSSIBLE)) {
        break;
      } else if (allows(constraint, answer.with(tokens.id(row, rank)))) {
        ranks.add(rank);
      }
    }
    return ranks;
  }

  private boolean allows(AnswerConstraint limits, Answer.Outlook outlook) {
    String text = prefix + outlook.text();
    return outlook.ended() ? limits.allowsEnd(text) : limits.allows(text);
  }
}
