package org.nljdbc.it.accuracy;

import java.util.List;
import java.util.stream.IntStream;

/** The meters of a run's workers, over one model. */
final class Meters implements AutoCloseable {

  private final List<Meter> all;

  /**
   * Makes them.
   *
   * @param model the setting {@code nl.model}
   * @param count how many, 1 or more
   */
  Meters(String model, int count) {
    CommonModel common = new CommonModel(model);
    all = IntStream.range(0, count).mapToObj(i -> new Meter(common)).toList();
  }

  /** All of them. */
  List<Meter> all() {
    return all;
  }

  @Override
  public void close() {
    all.forEach(Meter::close);
  }
}
