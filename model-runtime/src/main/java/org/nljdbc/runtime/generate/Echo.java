package org.nljdbc.runtime.generate;

import java.util.Arrays;
import java.util.List;

/**
 * Guesses how an answer goes on by another answer to the same prompt: answers that part over one
 * name mostly say the rest alike, so where both have said the same, the same may follow.
 */
final class Echo {

  /** Most tokens that are guessed after so many that are the same. */
  private static final int[] MOST = {0, 1, 2, 3};

  private static final int[] NONE = {};

  private final int[] other;

  /**
   * Guesses by an answer.
   *
   * @param other its tokens
   */
  Echo(List<Integer> other) {
    this.other = other.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * What may follow.
   *
   * @param ids the answer so far
   * @param most most tokens, 1 or more
   * @return the tokens, possibly none
   */
  int[] after(List<Integer> ids, int most) {
    int longest = 0;
    int next = 0;
    for (int i = 1; i < other.length; i++) {
      int match = match(ids, i);
      boolean nearer = Math.abs(i - ids.size()) < Math.abs(next - ids.size());
      if (match > longest || match == longest && match > 0 && nearer) {
        longest = match;
        next = i;
      }
    }
    int count = Math.min(most, MOST[longest]);
    return count == 0
        ? NONE
        : Arrays.copyOfRange(other, next, Math.min(other.length, next + count));
  }

  /** How many tokens in front of a place in the other are those at the end of this one. */
  private int match(List<Integer> ids, int place) {
    int count = 0;
    while (count < MOST.length - 1
        && count < place
        && count < ids.size()
        && other[place - 1 - count] == ids.get(ids.size() - 1 - count)) {
      count++;
    }
    return count;
  }
}
