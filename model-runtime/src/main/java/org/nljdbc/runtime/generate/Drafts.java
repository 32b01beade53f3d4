package org.nljdbc.runtime.generate;

import java.util.Arrays;
import java.util.List;

/**
 * Guesses how an answer goes on by what followed the same tokens before, in the prompt or in the
 * answer itself: names of the schema come as they stand there. Prompt lookup decoding (Saxena,
 * 2023) with the longest match.
 */
final class Drafts {

  /** Fewest tokens that must be the same. */
  private static final int SHORTEST_MATCH = 2;

  /** Longer matches say no more. */
  private static final int LONGEST_MATCH = 8;

  private final int[] prompt;
  private final int maxTokens;

  /**
   * Guesses for one request.
   *
   * @param prompt its prompt
   * @param maxTokens most tokens of an answer
   */
  Drafts(int[] prompt, int maxTokens) {
    this.prompt = prompt;
    this.maxTokens = maxTokens;
  }

  /**
   * What followed the answer's last tokens where they stood before.
   *
   * @param answer the answer so far, at least one token
   * @param most most tokens to guess
   * @return the tokens, possibly none
   */
  int[] after(Answer answer, int most) {
    List<Integer> ids = answer.ids();
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
    if (best < SHORTEST_MATCH) {
      return new int[0];
    }
    int count = Math.min(most, maxTokens - ids.size());
    return Arrays.copyOfRange(text, end + 1, Math.min(text.length, end + 1 + Math.max(0, count)));
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
