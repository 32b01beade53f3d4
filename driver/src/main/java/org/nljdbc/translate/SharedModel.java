package org.nljdbc.translate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.RuntimeStatistics;

/**
 * A model of this process: loads at its first use, and counts the questions that use it. Safe for
 * use by many threads.
 */
final class SharedModel {

  private final ModelOptions options;
  private final Opener opener;
  private final PromptTally prompts;
  private final Reach reach = new Reach();
  private @Nullable Loading loading;
  private int running;
  private boolean closed;
  private volatile boolean retiring;
  private volatile @Nullable String successor;

  /** How many hold it; belongs to whoever shares it out. */
  int holders;

  /** Opens a model. */
  @FunctionalInterface
  interface Opener {
    LanguageModel open(ModelOptions options, Progress progress, Cancellation abandoned)
        throws LanguageModelException;
  }

  /**
   * A model that is not loaded yet.
   *
   * @param options which model
   * @param opener opens it
   * @param prompts counts the prompts that it is given
   */
  SharedModel(ModelOptions options, Opener opener, PromptTally prompts) {
    this.options = options;
    this.opener = opener;
    this.prompts = prompts;
  }

  ModelOptions options() {
    return options;
  }

  /** A question begins that will {@link #use} the model: it is waited for from now on. */
  synchronized void begin() {
    running++;
  }

  /** A question that has begun has ended. */
  synchronized void end() {
    running--;
    notifyAll();
  }

  /**
   * The model for a question that has begun, loaded if it is not yet.
   *
   * @param progress told how far loading is, if this call loads
   * @param watch stops waiting when nobody waits for the result; loading itself goes on, but for a
   *     download that no other question waits for
   * @return the model, to be closed when the question has ended; without it the question has ended
   * @throws LanguageModelException if it cannot be loaded; a later call tries again
   * @throws SQLException 57014 if the watch ended the wait
   */
  ModelUse use(Progress progress, Watch watch) throws LanguageModelException, SQLException {
    boolean used = false;
    try {
      ModelUse use = new ModelUse(this, await(progress, watch), watch::isOver);
      used = true;
      return use;
    } finally {
      if (!used) {
        end();
      }
    }
  }

  /** What the model is, or null as long as it has not been loaded. */
  synchronized @Nullable ModelInfo loaded() {
    LanguageModel model = ready();
    return model == null ? null : model.info();
  }

  /** Whether the model is loaded and reads ahead what prompts begin with. */
  synchronized boolean readsAhead() {
    LanguageModel model = ready();
    return model != null && model.readsAhead();
  }

  /** What the model has done so far; null if it does not tell, or is not loaded. */
  @Nullable RuntimeStatistics statistics() {
    LanguageModel model;
    synchronized (this) {
      model = ready();
    }
    return model == null ? null : model.statistics();
  }

  /**
   * The model for work that can wait, and of which nobody knows that he waits for it.
   *
   * @return null if it is not loaded, or about to be replaced; else to be closed when the work has
   *     ended
   */
  synchronized @Nullable ModelUse useLoaded() {
    LanguageModel model = retiring ? null : ready();
    if (model == null) {
      return null;
    }
    begin();
    return new ModelUse(this, model, Cancellation.NEVER);
  }

  /** The model itself, or null as long as it has not been loaded. */
  synchronized @Nullable LanguageModel loadedModel() {
    return ready();
  }

  private @Nullable LanguageModel ready() {
    return closed || loading == null || !loading.isReady() ? null : loading.model();
  }

  private LanguageModel await(Progress progress, Watch watch)
      throws LanguageModelException, SQLException {
    while (true) {
      Loading current = load(progress);
      try {
        return current.await(watch::check);
      } catch (LanguageModelException e) {
        // Perhaps it was given up by others just before this question came.
        boolean anew = e.kind() == Kind.CANCELLED && current.isCancelled();
        if (!anew || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        watch.check();
      } finally {
        current.leave();
      }
    }
  }

  /** The loading that goes on, joined, or a new one. */
  private synchronized Loading load(Progress progress) throws LanguageModelException {
    if (closed) {
      throw new LanguageModelException(Kind.CANCELLED, "The model was closed meanwhile.");
    }
    Loading known = loading;
    if (known != null) {
      known.join();
      return known;
    }
    Loading mine = new Loading();
    mine.join();
    // On a thread of its own: a download may take hours, a server or a process that starts may be
    // silent for minutes, and whoever waits may give up before.
    Loading.start(() -> load(mine, progress));
    loading = mine;
    return mine;
  }

  private void load(Loading mine, Progress progress) {
    LanguageModelException failure;
    try {
      Cancellation abandoned = () -> mine.isCancelled() || isClosed();
      LanguageModel model = reach.call(() -> opener.open(options, progress, abandoned));
      if (!isClosed()) {
        mine.complete(model);
        return;
      }
      model.close();
      failure = new LanguageModelException(Kind.CANCELLED, "The driver was closed meanwhile.");
    } catch (LanguageModelException e) {
      failure = e;
    } catch (OutOfMemoryError e) {
      failure =
          new LanguageModelException(
              Kind.OUT_OF_MEMORY,
              "There is not enough memory to load the model " + options.model() + ".",
              e);
    } catch (RuntimeException | Error e) {
      // Whatever it is, somebody waits for it.
      failure =
          new LanguageModelException(
              Kind.FAILED, "The model " + options.model() + " could not be loaded: " + e, e);
    }
    synchronized (this) {
      loading = null; // the next question tries again
    }
    mine.fail(failure);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Frees a model that another has replaced, once the questions that use it have ended. Those that
   * take too long end as cancelled.
   *
   * @param most how long to wait for them
   * @param by the model that replaced it, for people
   */
  void retire(Duration most, String by) {
    retiring = true;
    drain(most);
    successor = by;
    close();
  }

  /** Waits until no question runs, uninterruptibly: whoever has waited in vain still frees. */
  private synchronized void drain(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    long left = most.toNanos();
    while (running > 0 && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts the prompts that the model is given. */
  PromptTally prompts() {
    return prompts;
  }

  /** Whether the place where the model runs can be reached. */
  Reach reach() {
    return reach;
  }

  /** Whether another model has taken its place: what can wait is no use any more. */
  boolean isRetiring() {
    return retiring;
  }

  /** The model that has replaced this one and no longer waits for its questions, or null. */
  @Nullable String successor() {
    return successor;
  }

  /** Frees the model, at once or when it has loaded; questions that use it end as cancelled. */
  void close() {
    Loading last;
    synchronized (this) {
      closed = true;
      last = loading;
    }
    if (last != null) {
      last.closeModel();
    }
  }
}
