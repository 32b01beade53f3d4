package org.nljdbc.runtime.server.work;

import com.google.gson.JsonObject;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long each phase of one request took. */
public final class Phases {

  private final MeterRegistry meters;
  private final long start = System.nanoTime();
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  Phases(MeterRegistry meters) {
    this.meters = meters;
  }

  <T> T time(String phase, Session.Work<T> work) throws SQLException {
    long begun = System.nanoTime();
    try {
      return work.run();
    } finally {
      add(phase, System.nanoTime() - begun);
    }
  }

  /** Adds time to a phase. */
  public void add(String phase, long spent) {
    nanos.merge(phase, spent, Long::sum);
    Timer.builder("nl.question.phase")
        .description("time of a question's phases")
        .tag("phase", phase)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(2))
        .register(meters)
        .record(spent, TimeUnit.NANOSECONDS);
  }

  /** Milliseconds since the request began. */
  public long totalMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Milliseconds by phase, and of all together. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    nanos.forEach((phase, time) -> json.addProperty(phase + "_ms", time / 1_000 / 1000.0));
    json.addProperty("total_ms", totalMillis());
    return json;
  }
}
