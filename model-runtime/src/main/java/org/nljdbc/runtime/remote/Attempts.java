package org.nljdbc.runtime.remote;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * Tries again what a broken connection or a busy server prevented: a few times, ever later with
 * jitter, and as late as the server asks for, within the deadline. Generating changes nothing at
 * the server, so that it may be done twice. The pauses end when nobody waits, which is why they are
 * not a library's.
 */
final class Attempts {

  private static final int MOST = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Duration firstPause;

  Attempts(Duration firstPause) {
    this.firstPause = firstPause;
  }

  /**
   * One attempt.
   *
   * @param <T> what it brings
   */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException, InterruptedException, LanguageModelException;
  }

  /**
   * Tries until it is done.
   *
   * @param waiting who waits for it
   * @param attempt what to do
   * @return what the last attempt brought
   * @throws IOException what the last attempt failed by
   * @throws LanguageModelException as an attempt does, or CANCELLED if the thread is interrupted
   */
  <T> T run(Waiting waiting, Attempt<T> attempt) throws IOException, LanguageModelException {
    try {
      for (int tries = 1; ; tries++) {
        try {
          return attempt.run();
        } catch (IOException e) {
          Duration pause = pause(e, tries);
          if (pause == null || !waiting.has(pause)) {
            throw e;
          }
          waiting.sleep(pause);
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Tries once.
   *
   * @param attempt what to do
   * @return what it brought
   * @throws IOException as the attempt does
   * @throws LanguageModelException as the attempt does, or CANCELLED if the thread is interrupted
   */
  <T> T once(Attempt<T> attempt) throws IOException, LanguageModelException {
    try {
      return attempt.run();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static LanguageModelException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LanguageModelException(
        Kind.CANCELLED, "The thread was interrupted while it waited for the model server.", e);
  }

  /** How long to wait before the next attempt, or null if there is none. */
  private @Nullable Duration pause(IOException failure, int tries) {
    if (tries >= MOST || !isWorthTrying(failure)) {
      return null;
    }
    long most = firstPause.toMillis() << tries;
    Duration own = Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    Duration asked = failure instanceof Refused refused ? refused.pause() : Duration.ZERO;
    if (asked.compareTo(LONGEST_PAUSE) > 0) {
      return null;
    }
    return asked.compareTo(own) > 0 ? asked : own;
  }

  private static boolean isWorthTrying(IOException failure) {
    if (failure instanceof Refused refused) {
      return refused.isBusy();
    }
    boolean hopeless =
        failure instanceof Stopped
            || failure instanceof Strange
            || failure instanceof BrokenOff
            || failure instanceof SSLException
            || failure instanceof HttpTimeoutException;
    return !hopeless;
  }
}
