package org.nljdbc.samples.demo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Elements that are drawn unequally often.
 *
 * @param <T> what is drawn
 */
final class Weighted<T> {

  private final List<T> elements;
  private final double[] cumulative;

  private Weighted(List<T> elements, double[] weights) {
    this.elements = List.copyOf(elements);
    this.cumulative = weights;
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
  }

  /** Elements with a weight each; 0 for never. */
  static <T> Weighted<T> by(List<T> elements, ToDoubleFunction<T> weight) {
    return new Weighted<>(elements, elements.stream().mapToDouble(weight).toArray());
  }

  /**
   * Elements of which the n-th is drawn {@code n^exponent} times less often than the first (Zipf's
   * law).
   */
  static <T> Weighted<T> zipf(List<T> elements, double exponent) {
    double[] weights = new double[elements.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = zipf(i, exponent);
    }
    return new Weighted<>(elements, weights);
  }

  /** The weight of the element at {@code index}, counted from 0, by Zipf's law. */
  static double zipf(int index, double exponent) {
    return StrictMath.pow(index + 1, -exponent);
  }

  /** The elements in an order of chance. */
  static <T> List<T> shuffled(List<T> elements, Dice dice) {
    List<T> result = new ArrayList<>(elements);
    for (int i = result.size() - 1; i > 0; i--) {
      Collections.swap(result, i, dice.below(i + 1));
    }
    return result;
  }

  /** Draws one. */
  T draw(Dice dice) {
    double at = dice.fraction() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    // An exact hit belongs to the next element, as the ranges are half open.
    int index = found >= 0 ? found + 1 : -found - 1;
    return elements.get(Math.min(index, elements.size() - 1));
  }
}
