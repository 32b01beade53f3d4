package org.nljdbc.runtime.generate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guesses how an answer goes on, by what mostly followed in earlier answers; failing that, by what
 * followed the last token where the prompt or the answer has it already, since names come as they
 * stand in the schema (prompt lookup decoding, Saxena, 2023).
 */
final class Drafts {

  /** Least probability that a guessed token and all guessed before it are right. */
  private static final double LEAST = 0.4;

  /** Longer matches with the prompt say no more. */
  private static final int LONGEST_MATCH = 8;

  private static final int[] NONE = {};

  private final int[] prompt;
  private final int maxTokens;
  private final AnswerHabits habits;
  private final @Nullable KnownAnswer before;
  private final KnownAnswer.Rules rules;

  /**
   * Guesses for one request.
   *
   * @param prompt its prompt, at least one token
   * @param rules what its answers are held to
   * @param habits what earlier answers have taught
   */
  Drafts(int[] prompt, KnownAnswer.Rules rules, AnswerHabits habits) {
    this.prompt = prompt;
    this.rules = rules;
    this.maxTokens = rules.maxTokens();
    this.habits = habits;
    this.before = habits.answerTo(prompt);
  }

  /**
   * What follows in the answer that the same prompt had before: the same, unless something else is
   * allowed now.
   *
   * @param answer the answer so far, at least one token
   * @param most most tokens, 1 or more
   * @return the tokens; none if this answer is another or the prompt had none
   */
  int[] again(Answer answer, int most) {
    int length = answer.ids().size();
    if (before == null || !before.beginsWith(answer.ids())) {
      return NONE;
    }
    int end = Math.min(before.ids().size(), length + Math.min(most, maxTokens - length));
    return length >= end ? NONE : ints(before.ids().subList(length, end));
  }

  /**
   * The answer that the same prompt had before, if it was held to the same and this one is the same
   * as far as it goes: then it will be the same.
   *
   * @param answer the answer so far
   * @return null if it is another, or nothing is known
   */
  @Nullable KnownAnswer same(Answer answer) {
    boolean same =
        before != null && rules.equals(before.rules()) && before.beginsWith(answer.ids());
    return same ? before : null;
  }

  /**
   * What is to be remembered of an answer.
   *
   * @param answer the answer
   * @param deadEnds what it has tried in vain
   * @param ruled whether it was held to the rules from its first token to its last
   */
  KnownAnswer remembered(Answer answer, DeadEnds deadEnds, boolean ruled) {
    return new KnownAnswer(answer.ids(), deadEnds.tokens(), ruled ? rules : null);
  }

  /**
   * What may follow after other ways have led nowhere: what stood there mostly comes again.
   *
   * @param answer the answer so far, at least one token
   * @param deadEnds the other ways
   * @param most most tokens, 1 or more
   * @return the tokens, possibly none
   */
  int[] likeDeadEnds(Answer answer, DeadEnds deadEnds, int most) {
    int room = Math.min(most, maxTokens - answer.ids().size());
    return room <= 0 || deadEnds.answers().isEmpty()
        ? NONE
        : Echo.after(answer.ids(), deadEnds.answers(), room);
  }

  private static int[] ints(List<Integer> ids) {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * What may follow.
   *
   * @param answer the answer so far, at least one token
   * @param most most tokens to guess
   * @return the tokens, possibly none
   */
  int[] after(Answer answer, int most) {
    int room = Math.min(most, maxTokens - answer.ids().size());
    if (room <= 0) {
      return NONE;
    }
    int[] usual = usual(answer.ids(), room);
    return usual.length > 0 ? usual : repeated(answer.ids());
  }

  private int[] usual(List<Integer> ids, int most) {
    int before = ids.size() > 1 ? ids.get(ids.size() - 2) : prompt[prompt.length - 1];
    int last = ids.get(ids.size() - 1);
    int[] guessed = new int[most];
    double right = 1;
    for (int i = 0; i < most; i++) {
      AnswerHabits.Guess guess = habits.after(before, last);
      right *= guess.share();
      if (right < LEAST) {
        return Arrays.copyOf(guessed, i);
      }
      guessed[i] = guess.id();
      before = last;
      last = guess.id();
    }
    return guessed;
  }

  /** The token that followed the longest repetition of what stands at the end, the latest first. */
  private int[] repeated(List<Integer> ids) {
    int[] text = Arrays.copyOf(prompt, prompt.length + ids.size());
    for (int i = 0; i < ids.size(); i++) {
      text[prompt.length + i] = ids.get(i);
    }
    int best = 0;
    int end = -1;
    for (int i = text.length - 2; i >= 0 && best < LONGEST_MATCH; i--) {
      int match = match(text, i);
      if (match > best) {
        best = match;
        end = i;
      }
    }
    return best == 0 ? NONE : new int[] {text[end + 1]};
  }

  /** How many tokens up to {@code end} are those at the end of the text. */
  private static int match(int[] text, int end) {
    int count = 0;
    while (count < LONGEST_MATCH
        && count <= end
        && text[end - count] == text[text.length - 1 - count]) {
      count++;
    }
    return count;
  }
}
