package org.nljdbc.runtime.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Some of Unicode's characters, as ranges of code points. Surrogates are not characters, and never
 * among them.
 */
final class CharacterSet {

  private static final Range SURROGATES =
      new Range(Character.MIN_SURROGATE, Character.MAX_SURROGATE);

  /** All characters. */
  static final CharacterSet ANY = of(List.of(), true);

  /** First and last code point of each range, ascending; no two ranges touch. */
  private final int[] bounds;

  /** The same for the first 128 code points, one bit each. */
  private final long low;

  private final long high;

  private CharacterSet(int[] bounds) {
    this.bounds = bounds;
    this.low = bits(0);
    this.high = bits(64);
  }

  /**
   * Code points from one to another.
   *
   * @param first the first
   * @param last the last, not below it
   */
  record Range(int first, int last) {}

  /** A set of one character. */
  static CharacterSet of(int character) {
    return of(List.of(new Range(character, character)), false);
  }

  /**
   * A set of ranges.
   *
   * @param ranges in any order; they may overlap
   * @param negated whether it is all other characters
   */
  static CharacterSet of(List<Range> ranges, boolean negated) {
    List<Range> in = negated ? others(ranges) : ranges;
    List<Range> out = new ArrayList<>(others(in));
    out.add(SURROGATES);
    return new CharacterSet(
        others(out).stream()
            .flatMapToInt(r -> Arrays.stream(new int[] {r.first, r.last}))
            .toArray());
  }

  /** What lies between the ranges: ascending, and no two of them touch. */
  private static List<Range> others(List<Range> ranges) {
    List<Range> gaps = new ArrayList<>();
    int next = 0;
    for (Range range : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
      if (range.first > next) {
        gaps.add(new Range(next, range.first - 1));
      }
      next = Math.max(next, range.last + 1);
    }
    if (next <= Character.MAX_CODE_POINT) {
      gaps.add(new Range(next, Character.MAX_CODE_POINT));
    }
    return gaps;
  }

  private long bits(int from) {
    long bits = 0;
    for (int i = 0; i < 64; i++) {
      if (overlaps(from + i, from + i)) {
        bits |= 1L << i;
      }
    }
    return bits;
  }

  /** Whether there is no character in it. */
  boolean isEmpty() {
    return bounds.length == 0;
  }

  /** Whether a code point is in it. */
  boolean contains(int codePoint) {
    if (codePoint < 128) {
      return ((codePoint < 64 ? low : high) >>> codePoint & 1) != 0;
    }
    return overlaps(codePoint, codePoint);
  }

  /** Whether any code point from one to another is in it. */
  boolean overlaps(int first, int last) {
    int found = Arrays.binarySearch(bounds, first);
    if (found >= 0) {
      return true;
    }
    int after = -found - 1;
    return after % 2 == 1 || (after < bounds.length && bounds[after] <= last);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharacterSet set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.stream(bounds)
        .mapToObj(bound -> String.format("U+%04X", bound))
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
