package org.nljdbc.it.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends requests to a server and measures how long each answer takes. */
final class LoadGenerator {

  private static final Duration LOST = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;

  /**
   * Makes a generator.
   *
   * @param server where the server is
   */
  LoadGenerator(URI server) {
    this.server = server;
  }

  /**
   * What to send.
   *
   * @param path the route
   * @param bodies the body of each request, JSON
   */
  record Load(String path, Supplier<String> bodies) {}

  private HttpRequest request(Load load) {
    return HttpRequest.newBuilder(server.resolve(load.path))
        .header("Content-Type", "application/json")
        .timeout(LOST)
        .POST(BodyPublishers.ofString(load.bodies.get()))
        .build();
  }

  /** Sends one request and returns its answer's status and body. */
  HttpResponse<String> once(Load load) throws IOException, InterruptedException {
    return client.send(request(load), BodyHandlers.ofString());
  }

  /**
   * Open loop: sends at fixed times, whether or not earlier requests have been answered, as many
   * callers do that know nothing of each other. A time counts from when its request was due, so
   * that a server that stalls is charged for all who would have come meanwhile.
   *
   * @param load what to send
   * @param rate requests a second
   * @param seconds for how long
   * @return the times of all requests
   */
  Latencies open(Load load, int rate, int seconds) {
    Latencies latencies = new Latencies();
    List<CompletableFuture<?>> running = new ArrayList<>();
    long start = System.nanoTime();
    for (long i = 0; i < (long) rate * seconds; i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      running.add(
          client
              .sendAsync(request(load), BodyHandlers.ofString())
              .handle((response, failure) -> count(latencies, due, response)));
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    return latencies;
  }

  private static boolean count(
      Latencies latencies, long due, @Nullable HttpResponse<String> response) {
    boolean ok = response != null && response.statusCode() == 200;
    latencies.add(System.nanoTime() - due, ok);
    return ok;
  }

  /**
   * Closed loop: so many callers, each of which sends its next request when it has the answer to
   * the one before.
   *
   * @param load what to send
   * @param callers how many
   * @param seconds for how long requests are begun
   * @return the times of all requests
   */
  Latencies closed(Load load, int callers, int seconds) throws InterruptedException {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Thread thread = new Thread(() -> call(load, end, latencies), "caller-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return latencies;
  }

  private void call(Load load, long end, Latencies latencies) {
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      try {
        HttpResponse<String> response = client.send(request(load), BodyHandlers.ofString());
        count(latencies, begun, response);
      } catch (IOException e) {
        count(latencies, begun, null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
