package org.nljdbc.runtime.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a request and waits for the head of its answer. */
public final class Exchange {

  private Exchange() {}

  /**
   * Asks. The request's own timeout is not used, since it covers the body too from JDK 26 on.
   *
   * @param client asks
   * @param request what for
   * @param first how long to wait for the answer's head
   * @param next how long to wait for each piece of its body
   * @param interest ends the exchange, now or while the body is read
   * @return the answer, whatever its status, its body to be closed by the caller
   * @throws IOException if there is no answer, or as the interest throws it
   * @throws InterruptedException if the thread is interrupted; the exchange has ended then
   */
  public static HttpResponse<TimedBody> send(
      HttpClient client, HttpRequest request, Duration first, Duration next, Interest interest)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<TimedBody>> coming =
        client.sendAsync(request, info -> new TimedBody(next, interest));
    boolean came = false;
    try {
      HttpResponse<TimedBody> response = await(coming, first, interest);
      came = true;
      return response;
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof IOException broken) {
        throw broken;
      }
      throw new IOException(cause.getMessage(), cause);
    } finally {
      if (!came) {
        coming.cancel(true);
      }
    }
  }

  private static HttpResponse<TimedBody> await(
      CompletableFuture<HttpResponse<TimedBody>> coming, Duration patience, Interest interest)
      throws IOException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      interest.check();
      long left = end - System.nanoTime();
      try {
        return coming.get(Math.min(left, TimedBody.POLL_NANOS), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (left <= 0) {
          throw new HttpTimeoutException("no answer for " + patience.toSeconds() + " seconds");
        }
      }
    }
  }
}
