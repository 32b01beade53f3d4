package org.nljdbc.runtime.grammar;

/** Numbers different keys in the order in which they come. */
final class LongIndex {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Each key plus one; 0 where there is none. */
  private long[] keys = new long[32];

  private int[] numbers = new int[32];
  private int size;

  /** How many different keys have come. */
  int size() {
    return size;
  }

  /**
   * The number of a key; {@link #size} before the call, if it is a new one.
   *
   * @param key 0 or more
   */
  int number(long key) {
    if (2 * size >= keys.length) {
      grow();
    }
    int at = find(key);
    if (keys[at] == 0) {
      keys[at] = key + 1;
      numbers[at] = size++;
    }
    return numbers[at];
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int at = (int) ((key * SPREAD) >>> 40) & mask;
    while (keys[at] != 0 && keys[at] != key + 1) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[4 * oldKeys.length];
    numbers = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = find(oldKeys[i] - 1);
        keys[at] = oldKeys[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
