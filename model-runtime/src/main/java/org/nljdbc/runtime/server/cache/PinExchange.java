package org.nljdbc.runtime.server.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.nljdbc.memory.LockExchange;
import org.nljdbc.memory.LockFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps pins and rejected answers of several servers the same: every second each looks at its lock
 * files and at the copies that they share. A question never waits for that, as it is answered by
 * the files.
 */
public final class PinExchange implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PinExchange.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** No server's version: pins are for all of them, and their text has a version of its own. */
  private static final String PREFIX = "nl:";

  private final List<LockExchange> exchanges = new ArrayList<>();
  private final MeterRegistry meters;
  private boolean isTold;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "nl-server-pins");
            made.setDaemon(true);
            return made;
          });

  /**
   * Begins.
   *
   * @param link the way to what is shared
   * @param files the lock files, each by a name that is the same at all servers
   * @param meters gets successes and failures
   */
  public PinExchange(RedisLink link, Map<String, LockFile> files, MeterRegistry meters) {
    this.meters = meters;
    files.forEach(
        (name, file) ->
            exchanges.add(
                file.exchange(
                    new RedisCopy(link, PREFIX + "pins:" + name),
                    new RedisCopy(link, PREFIX + "rejected:" + name))));
    thread.scheduleWithFixedDelay(this::run, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    String result = "done";
    for (LockExchange each : exchanges) {
      try {
        each.run();
      } catch (RedisUnavailableException e) {
        result = e.result(); // its circuit is told of in the log
      } catch (IOException | SQLException | RuntimeException | Error e) {
        // An Error, too: what is thrown here would end the exchange and tell nobody.
        result = "failed";
        tell(e);
      }
    }
    isTold &= !result.equals("done");
    meters.counter("nl.pins.exchanges", "result", result).increment();
  }

  /** Once, and not every second. */
  private void tell(Throwable e) {
    if (!isTold) {
      LOG.warn("pins are not exchanged with other servers at the moment: {}", e.toString());
      isTold = true;
    }
  }

  /** Ends it; what is on its way may still arrive. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
