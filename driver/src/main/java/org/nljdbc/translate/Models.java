package org.nljdbc.translate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.RuntimeStatistics;

/**
 * The models of this process. Equal options share one model, which loads at the first question and
 * is freed some time after its last user has gone. While it answers, another model can be loaded
 * and put in its place ({@link #switchTo}). Safe for use by many threads.
 */
public final class Models implements AutoCloseable {

  /** How long a switch waits for the questions that run on the old model. */
  private static final Duration DRAIN = Duration.ofMinutes(1);

  private final ModelOpener opener;
  private final ModelPlaces places;
  private final Duration idle;
  private final Duration drain;
  private final ReentrantLock switching = new ReentrantLock();
  private final IdleTimer timer = new IdleTimer();
  private final PromptTally prompts = new PromptTally();

  /**
   * Makes a registry whose switches wait a minute for running questions.
   *
   * @param providers asked for the providers whenever a model is to be loaded
   * @param idle how long a model stays loaded without a user
   */
  public Models(Supplier<List<LanguageModelProvider>> providers, Duration idle) {
    this(providers, idle, DRAIN);
  }

  /**
   * Makes a registry.
   *
   * @param providers asked for the providers whenever a model is to be loaded
   * @param idle how long a model stays loaded without a user
   * @param drain how long a switch waits for the questions that run on the old model
   */
  public Models(Supplier<List<LanguageModelProvider>> providers, Duration idle, Duration drain) {
    this.opener = new ModelOpener(providers);
    this.places = new ModelPlaces(options -> new SharedModel(options, opener, prompts));
    this.idle = idle;
    this.drain = drain;
  }

  /** A share of a model; loads nothing by itself. */
  public final class Lease implements AutoCloseable {

    private final ModelPlaces.Share share;

    private Lease(ModelPlaces.Share share) {
      this.share = share;
    }

    /**
     * The model for one question, loaded if it is not yet.
     *
     * @param progress told how far loading is, if this call loads
     * @param cancellation stops waiting when nobody waits for the result; loading itself goes on,
     *     but for a download that nobody waits for
     * @return the model, to be closed when the question has been answered; until then it stays the
     *     same, whatever is switched
     * @throws LanguageModelException if it cannot be loaded, and a later call tries again; or
     *     CANCELLED
     */
    public LanguageModel model(Progress progress, Cancellation cancellation)
        throws LanguageModelException {
      return used(places.begin(share), progress, cancellation);
    }

    /**
     * The model for one question, loaded if it is not yet.
     *
     * @param progress told how far loading is, if this call loads
     * @param watch stops waiting when nobody waits for the result; loading itself goes on, but for
     *     a download that nobody waits for
     * @return the model, to be closed when the question has been answered
     * @throws LanguageModelException if it cannot be loaded; a later call tries again
     * @throws SQLException 57014 if the watch ended the wait
     */
    ModelUse model(Progress progress, Watch watch) throws LanguageModelException, SQLException {
      return places.begin(share).use(progress, watch);
    }

    /** What the model is, or null as long as it has not been loaded; loads nothing. */
    public @Nullable ModelInfo loaded() {
      SharedModel model = places.model(share);
      return model == null ? null : model.loaded();
    }

    /** What the model has done so far; null if it does not tell, or is not loaded. */
    public @Nullable RuntimeStatistics statistics() {
      SharedModel model = places.model(share);
      return model == null ? null : model.statistics();
    }

    /** Where the model runs or would run, and why there, for people; loads nothing. */
    String whereabouts() {
      SharedModel model = places.model(share);
      return model != null && model.loadedModel() instanceof ChosenModel chosen
          ? chosen.whereabouts()
          : ChosenModel.whereabouts(opener.providers().get(), places.options(share));
    }

    /** What the model is if it is loaded and reads ahead; else null. */
    @Nullable ModelInfo loadedAhead() {
      SharedModel model = places.model(share);
      return model == null || !model.readsAhead() ? null : model.loaded();
    }

    /** The same model, to be closed; loads nothing. */
    @Nullable ModelUse useLoadedAhead() {
      return places.useLoadedAhead(share);
    }

    /** Gives the share back. Idempotent. */
    @Override
    public void close() {
      long round = timer.round();
      ModelPlaces.Left left = places.release(share);
      if (left != null) {
        free(left, round);
      }
    }
  }

  private static ModelUse used(SharedModel shared, Progress progress, Cancellation cancellation)
      throws LanguageModelException {
    try {
      return shared.use(progress, new Watch(cancellation, null));
    } catch (SQLException e) {
      throw new LanguageModelException(Kind.CANCELLED, String.valueOf(e.getMessage()), e);
    }
  }

  /** Tokens of the prompts that all models were given so far. */
  PromptTokens promptTokens() {
    return prompts.counted();
  }

  /**
   * Takes a share of a model.
   *
   * @param options which model, and how to run it
   * @return the share, to be closed
   */
  public Lease lease(ModelOptions options) {
    return new Lease(places.share(options));
  }

  /**
   * Puts another model in the place of one: loads it, on a thread of its own, while the old one
   * goes on answering, and waits for that; then new questions go to it at once, and running ones
   * end on the old one, which is freed before this returns. Questions that run longer than a minute
   * by then end as cancelled. If there is no user, the new model is loaded all the same, and freed
   * when it has been idle. One switch runs at a time; others wait, so that no more than one model
   * is loaded too many.
   *
   * <p>A model that is loaded under the new options already is shared, unless the options are those
   * of the model to be replaced: then its files are read again.
   *
   * @param from the options that users of the model have leased it with, whatever has been switched
   *     before
   * @param to the new model; {@code from} itself undoes earlier switches
   * @param progress told how far loading is
   * @throws LanguageModelException if the new model cannot be loaded; the old one stays then. Or
   *     CANCELLED if this thread is interrupted before the switch
   */
  public void switchTo(ModelOptions from, ModelOptions to, Progress progress)
      throws LanguageModelException {
    try {
      switching.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LanguageModelException(
          Kind.CANCELLED, "The thread was interrupted while another switch went on.", e);
    }
    try {
      long before = places.clearances();
      SharedModel next = places.begin(from, to);
      try (ModelUse use = used(next, progress, Cancellation.NEVER)) {
        String name = use.info().id();
        ModelPlaces.Switched switched = places.put(from, next, before);
        long round = timer.round();
        free(places.leave(switched.place()), round);
        for (SharedModel old : switched.unused()) {
          old.retire(drain, name);
        }
      } finally {
        if (places.letGo(next)) {
          next.close();
        }
      }
    } finally {
      switching.unlock();
    }
  }

  /**
   * Frees the model of a place that was left, in time, if nobody uses it.
   *
   * @param round the timer's, from before the place was left: if all models were freed since,
   *     nothing may wait any longer, since no thread is to be left then
   */
  private void free(ModelPlaces.Left left, long round) {
    if (left.used()) {
      return;
    }
    // A pool that closes its last connection often opens the next one soon.
    boolean waits =
        left.holds() && !idle.isZero() && timer.after(round, idle, () -> freeUnused(left));
    if (!waits) {
      freeUnused(left);
    }
  }

  private void freeUnused(ModelPlaces.Left left) {
    SharedModel unused = places.empty(left);
    if (unused != null) {
      unused.close();
    }
  }

  /**
   * Frees every model now, used or not; requests in flight end as cancelled. Shares stay valid:
   * whoever asks next loads anew. No thread is left.
   */
  public void freeAll() {
    List<SharedModel> all = places.clear();
    timer.stop();
    all.forEach(SharedModel::close);
  }

  /** Frees every model for good. Idempotent. */
  @Override
  public void close() {
    places.close();
    freeAll();
  }
}
