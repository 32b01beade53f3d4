package org.nljdbc.runtime.grammar;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts, and remembers where the last few ended: of a text that begins as one of them only
 * the rest is read. What it remembers changes the time and never the result. For many threads.
 */
final class Readings {

  /** How many are remembered: answers that grow side by side. */
  private static final int MOST = 16;

  /** Most work behind all that is remembered; the newest may be beyond. */
  private static final long MOST_WORK = Closure.MOST_WORK;

  /** A reading is replaced by one that goes on from it, if no more than this is lost: a token. */
  private static final int TOKEN = 32;

  private final Position start;

  /** The newest first; guarded by itself. */
  private final Deque<Reading> remembered = new ArrayDeque<>();

  private record Reading(char[] text, Position position) {}

  private record Found(@Nullable Reading reading, Position position) {}

  /**
   * Remembers nothing.
   *
   * @param grammar what texts are to match
   */
  Readings(Grammar grammar) {
    this.start = Position.start(grammar);
  }

  /**
   * Reads a text.
   *
   * @param text the text
   * @return its end; or where it ceased to be the beginning of any text that matches; or one unit
   *     before its end, if that is the first half of a surrogate pair
   */
  Position read(String text) {
    char[] chars = text.toCharArray();
    Found found = find(chars);
    Position position = found.position;
    while (position.alive() && position.end() < chars.length) {
      int at = position.end();
      if (at == chars.length - 1 && Character.isHighSurrogate(chars[at])) {
        break;
      }
      position = position.next(Character.codePointAt(chars, at));
    }
    remember(found, new Reading(chars, position));
    return position;
  }

  private Found find(char[] text) {
    Found best = new Found(null, start);
    synchronized (remembered) {
      for (Reading reading : remembered) {
        int common = Arrays.mismatch(reading.text, text);
        Position position = reading.position.back(common < 0 ? text.length : common);
        if (position.end() > best.position.end()) {
          best = new Found(reading, position);
        }
      }
    }
    return best;
  }

  private void remember(Found from, Reading reading) {
    synchronized (remembered) {
      Reading before = from.reading;
      if (before != null && before.position.end() - from.position.end() <= TOKEN) {
        remembered.remove(before);
      }
      remembered.addFirst(reading);
      long work = 0;
      int count = 0;
      for (Iterator<Reading> each = remembered.iterator(); each.hasNext(); count++) {
        work += each.next().position.work();
        if (count > 0 && (count >= MOST || work > MOST_WORK)) {
          each.remove();
        }
      }
    }
  }
}
