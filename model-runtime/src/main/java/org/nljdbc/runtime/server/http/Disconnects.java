package org.nljdbc.runtime.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Notices that a caller has gone while its question is at work.
 *
 * <p>With HTTP/1.1 the server learns of a closed connection by reading from it, and it does not
 * read while a request is handled. So we look: a read that does not block tells the end of the
 * stream. A caller that sends its next request before it has this answer would lose a byte of that
 * by our look; such a connection is closed after the answer, which RFC 9112 allows, and the caller
 * sends again.
 */
public final class Disconnects implements AutoCloseable {

  private static final long MILLIS = 100;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread;

  /** Makes it, with a thread of its own. */
  public Disconnects() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "nl-server-disconnects");
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(
        () -> watches.forEach(Watch::look), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A caller that is watched until this is closed. */
  public final class Watch implements AutoCloseable {

    private final Context ctx;
    private final EndPoint endPoint;
    private final Runnable gone;
    private boolean ended;
    private boolean pipelined;

    private Watch(Context ctx, EndPoint endPoint, Runnable gone) {
      this.ctx = ctx;
      this.endPoint = endPoint;
      this.gone = gone;
    }

    private void look() {
      if (hasGone()) {
        watches.remove(this);
        gone.run();
      }
    }

    /** Under the lock, so that it never reads when the connection is at its next request. */
    private synchronized boolean hasGone() {
      if (ended || pipelined) {
        return false;
      }
      try {
        ByteBuffer one = BufferUtil.allocate(1);
        int read = endPoint.fill(one);
        if (read > 0) {
          pipelined = true;
          watches.remove(this);
        }
        return read < 0;
      } catch (IOException e) {
        return true;
      }
    }

    /**
     * Looks no more. To be called by whoever answers, before the answer's last byte is written.
     * Idempotent.
     */
    @Override
    public synchronized void close() {
      if (pipelined && !ended && !ctx.res().isCommitted()) {
        ctx.res().setHeader("Connection", "close");
      }
      ended = true;
      watches.remove(this);
    }
  }

  /**
   * Watches a caller. Its request must have been read.
   *
   * @param ctx the request
   * @param gone called once, on another thread, if the caller has gone
   * @return to be closed
   */
  public Watch watch(Context ctx, Runnable gone) {
    Watch watch = new Watch(ctx, endPoint(ctx), gone);
    watches.add(watch);
    return watch;
  }

  /**
   * Closes a caller's connection in the middle of an answer, so that the caller sees that it is not
   * complete.
   *
   * @param ctx the request
   */
  public static void breakOff(Context ctx) {
    endPoint(ctx).close(new EofException("the answer cannot be completed"));
  }

  private static EndPoint endPoint(Context ctx) {
    return ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
