package org.nljdbc.runtime.generate;

import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model's own answers have taught: which token mostly follows two others. SQL repeats itself
 * a great deal, and so do the joins of one schema, so a few dozen answers say much about the next.
 * The last prompts are remembered with their whole answers, since whoever doubts an answer asks the
 * same again for several. Used by one thread.
 */
final class AnswerHabits {

  /** Pairs of tokens that are remembered, the most recently used: a few megabytes. */
  private static final int MOST_PAIRS = 20_000;

  /** Prompts whose answers are remembered. */
  private static final int MOST_ANSWERS = 16;

  private final Map<Long, Followers> pairs = new Recent<>(MOST_PAIRS);
  private final Map<IntBuffer, KnownAnswer> answers = new Recent<>(MOST_ANSWERS);

  /**
   * A token that may follow.
   *
   * @param id the token
   * @param share how often it was the one that followed, above 0, below 1
   */
  record Guess(int id, double share) {
    static final Guess NONE = new Guess(-1, 0);
  }

  /**
   * Learns from an answer.
   *
   * @param ids its tokens
   */
  void learn(List<Integer> ids) {
    for (int i = 2; i < ids.size(); i++) {
      pairs
          .computeIfAbsent(key(ids.get(i - 2), ids.get(i - 1)), key -> new Followers())
          .count(ids.get(i));
    }
  }

  /**
   * Remembers the greedy answer to a prompt.
   *
   * @param prompt the prompt's tokens, which do not change from then on
   * @param answer the answer
   */
  void remember(int[] prompt, KnownAnswer answer) {
    answers.put(IntBuffer.wrap(prompt), answer);
  }

  /**
   * The greedy answer that was last given to a prompt.
   *
   * @param prompt the prompt's tokens
   * @return null if it is not known
   */
  @Nullable KnownAnswer answerTo(int[] prompt) {
    return answers.get(IntBuffer.wrap(prompt));
  }

  /**
   * What mostly followed two tokens.
   *
   * @param before the first
   * @param last the second
   * @return the guess; its share is 0 if nothing is known
   */
  Guess after(int before, int last) {
    Followers followers = pairs.get(key(before, last));
    return followers == null ? Guess.NONE : followers.best();
  }

  private static long key(int before, int last) {
    return (long) before << 32 | last;
  }

  /** Keeps what was used last. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /** Counts of the tokens that followed a pair; a rare one is forgotten where others need room. */
  private static final class Followers {
    private static final int MOST = 4;
    private static final int TOP_COUNT = 1_000;

    private final int[] ids = new int[MOST];
    private final int[] counts = new int[MOST];
    private int total;

    void count(int id) {
      int at = 0;
      for (int i = 0; i < MOST; i++) {
        if (counts[i] > 0 && ids[i] == id) {
          at = i;
          break;
        }
        if (counts[i] < counts[at]) {
          at = i;
        }
      }
      if (ids[at] != id || counts[at] == 0) {
        total -= counts[at];
        ids[at] = id;
        counts[at] = 0;
      }
      counts[at]++;
      total++;
      if (total > TOP_COUNT) {
        halve();
      }
    }

    private void halve() {
      total = 0;
      for (int i = 0; i < MOST; i++) {
        counts[i] /= 2;
        total += counts[i];
      }
    }

    Guess best() {
      int at = 0;
      for (int i = 1; i < MOST; i++) {
        at = counts[i] > counts[at] ? i : at;
      }
      // One more is counted as if something else had followed: what was seen once is half sure.
      return new Guess(ids[at], counts[at] / (total + 1.0));
    }
  }
}
