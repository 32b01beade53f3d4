package org.nljdbc.runtime.hub;

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
final class TimedBody implements BodySubscriber<TimedBody>, AutoCloseable {

  private final Duration patience;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile @Nullable Subscription source;
  private volatile boolean closed;

  /** A piece of the body, or its end, whole or broken. */
  private record Signal(List<ByteBuffer> buffers, boolean last, @Nullable Throwable failure) {}

  /**
   * Makes a body.
   *
   * @param patience how long to wait for the next piece
   */
  TimedBody(Duration patience) {
    this.patience = patience;
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
   * @throws IOException if the connection broke, or the server fell silent
   */
  @Nullable List<ByteBuffer> next() throws IOException, InterruptedException {
    Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
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

  /**
   * Reads all of a small body.
   *
   * @param most most bytes that it may have
   * @return the bytes, or null if there are more
   */
  byte @Nullable [] bytes(int most) throws IOException, InterruptedException {
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
