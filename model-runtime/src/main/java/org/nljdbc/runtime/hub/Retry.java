package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.time.Duration;
import org.nljdbc.spi.LanguageModelException;

/**
 * Tries again what a broken connection or a busy server interrupted: a few times in a row, ever
 * later, and as late as the server asks for within a bound. Used by one thread.
 */
final class Retry {

  private static final int IN_A_ROW = 5;
  private static final int AT_ALL = 200;
  private static final long FIRST_MILLIS = 500;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Pause pause;
  private int inARow;
  private int all;

  Retry(Pause pause) {
    this.pause = pause;
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
   * @param attempt what to do
   * @param <T> what it brings
   * @return what the last attempt brought
   * @throws IOException what the last attempt failed by
   */
  <T> T call(Attempt<T> attempt) throws IOException, InterruptedException, LanguageModelException {
    while (true) {
      try {
        return attempt.run();
      } catch (IOException e) {
        failed(e, false);
      }
    }
  }

  /**
   * Waits after a failure.
   *
   * @param failure the failure
   * @param progress whether the attempt brought something nevertheless
   * @throws IOException the failure itself, if there were too many
   */
  void failed(IOException failure, boolean progress) throws IOException, InterruptedException {
    inARow = progress ? 1 : inARow + 1;
    all++;
    if (inARow >= IN_A_ROW || all >= AT_ALL) {
      throw failure;
    }
    Duration time = Duration.ofMillis(FIRST_MILLIS << (inARow - 1));
    if (failure instanceof BusyException busy && busy.pause().compareTo(time) > 0) {
      time = busy.pause();
    }
    pause.of(time.compareTo(LONGEST) > 0 ? LONGEST : time);
  }
}
