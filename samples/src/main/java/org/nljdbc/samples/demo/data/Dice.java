package org.nljdbc.samples.demo.data;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * A source of chance that gives the same sequence on every machine and JDK: it uses only methods of
 * {@link Random} whose algorithm is specified, and {@link StrictMath}.
 */
final class Dice {

  private static final long SEED = 20_251_231L;

  private final Random random;

  /**
   * Makes the sequence of one table; sequences of other names do not depend on it.
   *
   * @param name what the chance is used for
   */
  Dice(String name) {
    this.random = new Random(SEED * 31 + name.hashCode());
  }

  /** A number from 0 to less than {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** A number from 0 to less than 1. */
  double fraction() {
    return random.nextDouble();
  }

  /** True with the given probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from the bell curve around 0 with standard deviation 1. */
  double bell() {
    return random.nextGaussian();
  }

  /** One of the elements, each as likely as any other. */
  <T> T oneOf(List<T> elements) {
    return elements.get(random.nextInt(elements.size()));
  }

  /** A day from {@code first} to {@code last}, both included. */
  LocalDate day(LocalDate first, LocalDate last) {
    return first.plusDays(random.nextInt((int) ChronoUnit.DAYS.between(first, last) + 1));
  }

  /**
   * How often something happens that happens {@code mean} times on average (Poisson distribution,
   * by multiplying fractions: D. E. Knuth, The Art of Computer Programming, volume 2, section
   * 3.4.1).
   */
  int times(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
