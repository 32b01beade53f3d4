package org.nljdbc.runtime.generate;

import org.nljdbc.runtime.engine.TopTokens;

/** One answer of a request and the row of the cache that it is read into. */
abstract class Lane {

  static final int[] NO_DRAFT = {};

  private final int row;
  private final int promptTokens;
  private Answer answer;
  private int[] draft = NO_DRAFT;
  private int drafted;
  private int accepted;

  /**
   * Starts a lane.
   *
   * @param row the row, which holds the prompt
   * @param promptTokens how many tokens the prompt has
   * @param answer its answer
   */
  Lane(int row, int promptTokens, Answer answer) {
    this.row = row;
    this.promptTokens = promptTokens;
    this.answer = answer;
  }

  /**
   * Chooses the next token of the answer.
   *
   * @param next the likeliest tokens
   * @param at which row of them is this answer's
   * @return false if it went back instead, so that tokens read along with the last are worthless
   */
  abstract boolean choose(TopTokens next, int at);

  /**
   * Guesses how the answer goes on; a wrong guess costs time only.
   *
   * @param most most tokens, 1 or more
   * @return the tokens, possibly none
   */
  int[] guess(int most) {
    return NO_DRAFT;
  }

  /**
   * Tells how the answer goes on if that is as good as certain.
   *
   * @param most most tokens, 1 or more
   * @return the tokens, possibly none
   */
  int[] known(int most) {
    return NO_DRAFT;
  }

  /**
   * Guesses how the answer goes on where more speaks for it than what follows elsewhere.
   *
   * @param most most tokens, 1 or more
   * @return the tokens, possibly none
   */
  int[] likely(int most) {
    return NO_DRAFT;
  }

  /**
   * Plans the next step: the last token, and a draft, the surest that there is.
   *
   * @param certain most tokens of one that is as good as certain; none if not above 0, as below
   * @param likely most tokens of a likely one
   * @param cheap most tokens of any other
   */
  final void plan(int certain, int likely, int cheap) {
    draft = certain > 0 ? known(certain) : NO_DRAFT;
    if (draft.length == 0 && likely > 0) {
      draft = likely(likely);
    }
    if (draft.length == 0 && cheap > 0) {
      draft = guess(cheap);
    }
  }

  /** Number of tokens to read in the next step. */
  final int planned() {
    return 1 + draft.length;
  }

  /** Writes the tokens of the next step into its arrays. */
  final void write(int at, int[] ids, int[] rows, int[] positions) {
    int position = promptTokens + answer.ids().size() - 1;
    for (int i = 0; i <= draft.length; i++) {
      ids[at + i] = i == 0 ? answer.lastId() : draft[i - 1];
      rows[at + i] = row;
      positions[at + i] = position + i;
    }
  }

  /**
   * Takes the next token, and those of the draft that it would have chosen as well.
   *
   * @param next the likeliest tokens after each that was read
   * @param from which row of them is the first of this lane
   */
  final void take(TopTokens next, int from) {
    drafted += draft.length;
    for (int i = 0; i <= draft.length; i++) {
      boolean on = choose(next, from + i);
      if (!on || answer.isFinished() || i == draft.length || answer.lastId() != draft[i]) {
        break;
      }
      accepted++;
    }
    draft = NO_DRAFT;
  }

  final Answer answer() {
    return answer;
  }

  /** Puts another answer in its place, which begins alike. */
  final void turnTo(Answer other) {
    answer = other;
  }

  final int row() {
    return row;
  }

  /** Tokens that were guessed so far. */
  final int drafted() {
    return drafted;
  }

  /** Those of them that were right. */
  final int accepted() {
    return accepted;
  }
}
