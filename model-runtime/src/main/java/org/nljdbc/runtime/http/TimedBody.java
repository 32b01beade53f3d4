package org.nljdbc.runtime.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by one thread as it comes. The stream of the JDK waits for ever when
 * a server falls silent; this one gives up, and is interruptible. It holds one piece at a time.
 */
public final class TimedBody implements BodySubscriber<TimedBody>, AutoCloseable {

  /** How long to wait before asking whether somebody is still interested. */
  static final long POLL_NANOS = 20_000_000;

  private final Duration patience;
  private final Interest interest;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile @Nullable Subscription source;
  private volatile boolean closed;

  /** A piece of the body, or its end, whole or broken. */
  private record Signal(List<ByteBuffer> buffers, boolean last, @Nullable Throwable failure) {}

  /**
   * Makes a body.
   *
   * @param patience how long to wait for the next piece
   * @param interest ends the waiting, and with it the exchange
   */
  public TimedBody(Duration patience, Interest interest) {
    this.patience = patience;
    this.interest = interest;
  }

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    if (closed) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal(buffers, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), true, null));
  }

  /**
   * Waits for the next piece.
   *
   * @return its bytes, or null at the end
   * @throws IOException if the connection broke, the server fell silent, or as the interest says
   * @throws InterruptedException if the thread is interrupted
   */
  public @Nullable List<ByteBuffer> next() throws IOException, InterruptedException {
    Signal signal = await(patience);
    if (signal == null) {
      close();
      throw new HttpTimeoutException("nothing came for " + patience.toSeconds() + " seconds");
    }
    if (!signal.last) {
      Subscription subscription = source;
      if (subscription != null) {
        subscription.request(1);
      }
      return signal.buffers;
    }
    signals.add(signal);
    if (signal.failure != null) {
      throw new IOException(signal.failure.getMessage(), signal.failure);
    }
    return null;
  }

  /** The next signal, left to be taken again if it is the last; null if none comes in time. */
  private @Nullable Signal await(Duration most) throws IOException, InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      try {
        interest.check();
      } catch (IOException e) {
        close();
        throw e;
      }
      long left = end - System.nanoTime();
      Signal signal = signals.poll(Math.min(left, POLL_NANOS), TimeUnit.NANOSECONDS);
      if (signal != null || left <= 0) {
        return signal;
      }
    }
  }

  /**
   * Reads what is left of a body that should end now, so that its connection can be used again.
   *
   * @param most how long to wait; a body that goes on is closed
   */
  public void end(Duration most) throws IOException, InterruptedException {
    Signal signal = await(most);
    if (signal == null || !signal.last) {
      close();
    }
  }

  /**
   * Reads all of a small body.
   *
   * @param most most bytes that it may have
   * @return the bytes, or null if there are more
   */
  public byte @Nullable [] bytes(int most) throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (List<ByteBuffer> piece = next(); piece != null; piece = next()) {
      for (ByteBuffer buffer : piece) {
        if (buffer.remaining() > most - all.size()) {
          close();
          return null;
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        all.write(copy, 0, copy.length);
      }
    }
    return all.toByteArray();
  }

  /** Leaves the rest unread; the connection closes unless the body has ended. */
  @Override
  public void close() {
    closed = true;
    Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
