package org.nljdbc.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what two sides have made of one list: what one has added, replaced or removed
 * counts. Where both have changed the same element, one that is there counts more than one that is
 * not, and of two the later one.
 *
 * @param <E> the elements
 */
final class ThreeWayMerge<E> {

  private final Function<E, ?> key;
  private final Function<E, Instant> time;

  /**
   * A merge.
   *
   * @param key what an element is known by; no two of a list have the same
   * @param time when an element was made
   */
  ThreeWayMerge(Function<E, ?> key, Function<E, Instant> time) {
    this.key = key;
    this.time = time;
  }

  /**
   * Merges.
   *
   * @param base what both were when they were last the same; empty if that is not known, so that
   *     nothing counts as removed
   * @param mine one side
   * @param theirs the other side
   * @return the elements of {@code theirs} that count in their order, then those of {@code mine}
   */
  List<E> merge(List<E> base, List<E> mine, List<E> theirs) {
    Map<Object, E> before = byKey(base);
    Map<Object, E> left = byKey(mine);
    Map<Object, E> right = byKey(theirs);
    Set<Object> keys = new LinkedHashSet<>(right.keySet());
    keys.addAll(left.keySet());
    List<E> merged = new ArrayList<>();
    for (Object each : keys) {
      E counts = counting(before.get(each), left.get(each), right.get(each));
      if (counts != null) {
        merged.add(counts);
      }
    }
    return merged;
  }

  private Map<Object, E> byKey(List<E> elements) {
    Map<Object, E> map = new LinkedHashMap<>();
    for (E element : elements) {
      map.put(Objects.requireNonNull(key.apply(element)), element);
    }
    return map;
  }

  private @Nullable E counting(@Nullable E before, @Nullable E mine, @Nullable E theirs) {
    if (Objects.equals(theirs, before)) {
      return mine;
    }
    if (Objects.equals(mine, before) || mine == null) {
      return theirs;
    }
    if (theirs == null) {
      return mine;
    }
    return time.apply(mine).isAfter(time.apply(theirs)) ? mine : theirs;
  }
}
