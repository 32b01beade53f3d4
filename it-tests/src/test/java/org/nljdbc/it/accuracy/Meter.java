package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what the driver asks of a model for one worker. Its settings name the model through
 * {@link MeteredProvider}, so that everything between the URL and the model is the product's own.
 * The registry connects it to that provider, which only the service loader makes. Several meters
 * may have one model, which is then opened once.
 */
final class Meter implements AutoCloseable {

  static final String PREFIX = "metered:";
  private static final Map<String, Meter> METERS = new ConcurrentHashMap<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = PREFIX + COUNT.incrementAndGet();
  private final CommonModel model;
  private final List<ModelCall> calls = new ArrayList<>();
  private long loadNanos;

  /**
   * Publishes a meter for a model.
   *
   * @param model the model, which other meters may have too
   */
  Meter(CommonModel model) {
    this.model = model;
    METERS.put(name, this);
  }

  /** The value of {@code nl.model} that opens the model through this meter. */
  String setting() {
    return name;
  }

  /** The model behind it. */
  CommonModel model() {
    return model;
  }

  synchronized void called(ModelCall call) {
    calls.add(call);
  }

  synchronized void loaded(long nanos) {
    loadNanos += nanos;
  }

  /** The calls since this was last asked, and forgets them. */
  synchronized List<ModelCall> takeCalls() {
    List<ModelCall> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  /** Nanoseconds spent in loading since this was last asked. */
  synchronized long takeLoadNanos() {
    long taken = loadNanos;
    loadNanos = 0;
    return taken;
  }

  static @Nullable Meter find(String setting) {
    return METERS.get(setting);
  }

  @Override
  public void close() {
    METERS.remove(name);
  }
}
