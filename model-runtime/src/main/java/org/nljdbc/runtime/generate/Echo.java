package org.nljdbc.runtime.generate;

import java.util.List;

/**
 * Guesses how an answer goes on by the answers to the same prompt, itself included: answers that
 * part over one name mostly say the rest alike, and SQL says its names again, so where the same has
 * been said, the same may follow.
 */
final class Echo {

  /** Most tokens that are guessed after so many that are the same: longer guesses gain nothing. */
  private static final int[] MOST = {0, 1, 2, 3};

  private static final int[] NONE = {};

  private Echo() {}

  /**
   * What may follow.
   *
   * @param ids the answer so far
   * @param answers what is known of all answers
   * @param most most tokens, 1 or more
   * @return the tokens, possibly none: those behind the longest end of the answer that stands
   *     elsewhere too; of equally long ones the first answer's, and there the nearest in place
   */
  static int[] after(List<Integer> ids, List<List<Integer>> answers, int most) {
    int best = 0;
    int longest = 0;
    int next = 0;
    for (int a = 0; a < answers.size(); a++) {
      for (int i = 1; i < answers.get(a).size(); i++) {
        int match = match(ids, answers.get(a), i);
        boolean nearer = a == best && Math.abs(i - ids.size()) < Math.abs(next - ids.size());
        if (match > longest || (match == longest && match > 0 && nearer)) {
          best = a;
          longest = match;
          next = i;
        }
      }
    }
    if (longest == 0) {
      return NONE;
    }
    List<Integer> answer = answers.get(best);
    int end = Math.min(answer.size(), next + Math.min(most, MOST[longest]));
    return answer.subList(next, end).stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many tokens in front of a place in another answer are those at the end of this one. */
  private static int match(List<Integer> ids, List<Integer> other, int place) {
    int count = 0;
    while (count < MOST.length - 1
        && count < place
        && count < ids.size()
        && other.get(place - 1 - count).equals(ids.get(ids.size() - 1 - count))) {
      count++;
    }
    return count;
  }
}
