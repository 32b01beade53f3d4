package org.nljdbc.trace;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a trace goes from one process to the next. Nothing happens where OpenTelemetry is not set.
 */
public final class TraceContext {

  private static final Optional<Carrier> CARRIER = Optionally.ifThere(() -> new OtelCarrier());

  private TraceContext() {}

  /** Takes a trace over a border. */
  interface Carrier {

    /** As {@link TraceContext#configure}. */
    void configure();

    /** As {@link TraceContext#send}. */
    void send(BiConsumer<String, String> header);

    /** As {@link TraceContext#receive}. */
    RequestTrace receive(String method, Header header);
  }

  /** The headers of a request. */
  @FunctionalInterface
  public interface Header {
    /** One of them, or null. */
    @Nullable String get(String name);
  }

  /**
   * Has OpenTelemetry set itself up by its own variables, where its autoconfiguration is on the
   * class path and switched on. Only for programs that are the whole process: it settles what the
   * global OpenTelemetry is.
   */
  public static void configure() {
    CARRIER.ifPresent(Carrier::configure);
  }

  /**
   * Tells what goes along with a request so that its server's spans belong to the current one.
   *
   * @param header takes names and values
   */
  public static void send(BiConsumer<String, String> header) {
    CARRIER.ifPresent(carrier -> carrier.send(header));
  }

  /**
   * A request has come to this server, on this thread: a span begins that goes on with the caller's
   * trace.
   *
   * @param method the HTTP method
   * @param header the request's headers
   * @return hears how it goes, on the same thread
   */
  public static RequestTrace receive(String method, Header header) {
    return CARRIER.map(carrier -> carrier.receive(method, header)).orElse(RequestTrace.NONE);
  }
}
