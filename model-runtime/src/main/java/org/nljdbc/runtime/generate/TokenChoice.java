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
 *
 * <p>A constraint judges text. A token that adds none, such as one that begins a turn of a
 * conversation, would pass it any number of times, so that it is never chosen under a constraint;
 * nor is one that ends an answer inside a character.
 */
final class TokenChoice {

  /** Least natural logarithm of a token's probability while there are other ways to go. */
  static final double LIKELY = Math.log(0.02);

  /** The same where there are none. */
  static final double POSSIBLE = Math.log(1e-4);

  /** Tokens that an answer may go on for where the constraint has stepped aside. */
  private static final int TOKENS_ASIDE = 40;

  private final @Nullable AnswerConstraint constraint;
  private final String prefix;
  private final int scores;

  /**
   * Makes a choice.
   *
   * @param constraint what answers must look like, or null for anything
   * @param prefix what answers begin with before their first token
   * @param scores how many of the likeliest tokens are told of for each; none if negative
   */
  TokenChoice(@Nullable AnswerConstraint constraint, String prefix, int scores) {
    this.constraint = constraint;
    this.prefix = prefix;
    this.scores = scores;
  }

  /** Whether anything is allowed. */
  boolean isFree() {
    return constraint == null;
  }

  /**
   * The tokens that could come next.
   *
   * @param answer the answer so far
   * @param tokens the likeliest tokens
   * @param row which row of them is this answer's
   * @param most how many are wanted, 1 or more
   * @param least least natural logarithm of the first one's probability
   * @return at most {@code most}, the likeliest first; none if no likely token is allowed
   */
  List<TokenStep> steps(Answer answer, TopTokens tokens, int row, int most, double least) {
    List<TokenStep> steps = new ArrayList<>(most);
    for (int rank = 0; rank < tokens.width() && steps.size() < most; rank++) {
      if (constraint != null) {
        if (tokens.logProbability(row, rank) < (steps.isEmpty() ? least : POSSIBLE)) {
          break;
        }
        if (!allows(constraint, answer.with(tokens.id(row, rank)))) {
          continue;
        }
      }
      steps.add(TokenStep.of(tokens, row, rank, scores));
    }
    return steps;
  }

  /**
   * Lets the constraint step aside, since it allows nothing: the answer has to hurry.
   *
   * @param answer the answer so far
   * @param tokens the likeliest tokens
   * @param row which row of them is this answer's
   * @return the likeliest token
   */
  List<TokenStep> aside(Answer answer, TopTokens tokens, int row) {
    answer.stepAside(TOKENS_ASIDE);
    return List.of(TokenStep.of(tokens, row, 0, scores));
  }

  private boolean allows(AnswerConstraint limits, Answer.@Nullable Outlook outlook) {
    if (outlook == null) {
      return false;
    }
    String text = prefix + outlook.text();
    return outlook.ended() ? limits.allowsEnd(text) : limits.allows(text);
  }
}
