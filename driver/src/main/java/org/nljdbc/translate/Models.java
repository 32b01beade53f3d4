package org.nljdbc.translate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Supplier<List<LanguageModelProvider>> providers;
  private final Duration idle;
  private final Duration drain;
  private final Map<ModelOptions, Place> places = new HashMap<>();
  private final Map<ModelOptions, SharedModel> models = new HashMap<>();
  private final ReentrantLock switching = new ReentrantLock();
  private final IdleTimer timer = new IdleTimer();
  private final PromptTally prompts = new PromptTally();
  private long clearances;
  private boolean closed;

  /** What stands for the options that users ask with: at first the model of just these. */
  private static final class Place {
    final ModelOptions asked;
    ModelOptions actual;
    @Nullable SharedModel model;
    int users;
    long generation;

    Place(ModelOptions asked) {
      this.asked = asked;
      this.actual = asked;
    }
  }

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
    this.providers = providers;
    this.idle = idle;
    this.drain = drain;
  }

  /** A share of a model; loads nothing by itself. */
  public final class Lease implements AutoCloseable {

    private final Place place;
    private boolean released;

    private Lease(Place place) {
      this.place = place;
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
      return used(begin(), progress, cancellation);
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
      return begin().use(progress, watch);
    }

    /** What the model is, or null as long as it has not been loaded; loads nothing. */
    public @Nullable ModelInfo loaded() {
      synchronized (Models.this) {
        return place.model == null ? null : place.model.loaded();
      }
    }

    /** What the model has done so far; null if it does not tell, or is not loaded. */
    public @Nullable RuntimeStatistics statistics() {
      SharedModel model;
      synchronized (Models.this) {
        model = place.model;
      }
      return model == null ? null : model.statistics();
    }

    /** Where the model runs or would run, and why there, for people; loads nothing. */
    String whereabouts() {
      ModelOptions options;
      LanguageModel model;
      synchronized (Models.this) {
        options = place.actual;
        model = place.model == null ? null : place.model.loadedModel();
      }
      return model instanceof ChosenModel chosen
          ? chosen.whereabouts()
          : ChosenModel.whereabouts(providers.get(), options);
    }

    /** What the model is if it is loaded and reads ahead; else null. */
    @Nullable ModelInfo loadedAhead() {
      synchronized (Models.this) {
        SharedModel model = place.model;
        return model == null || !model.readsAhead() ? null : model.loaded();
      }
    }

    /** The same model, to be closed; loads nothing. */
    @Nullable ModelUse useLoadedAhead() {
      synchronized (Models.this) {
        SharedModel model = released || closed ? null : place.model;
        return model == null || !model.readsAhead() ? null : model.useLoaded();
      }
    }

    private SharedModel begin() throws LanguageModelException {
      synchronized (Models.this) {
        if (released || closed) {
          throw new LanguageModelException(
              Kind.FAILED, "The connection or the driver has been closed.");
        }
        SharedModel model = place.model;
        if (model == null) {
          model =
              models.computeIfAbsent(
                  place.actual, o -> new SharedModel(o, Models.this::open, prompts));
          model.holders++;
          place.model = model;
        }
        model.begin();
        return model;
      }
    }

    /** Gives the share back. Idempotent. */
    @Override
    public void close() {
      synchronized (Models.this) {
        if (released) {
          return;
        }
        released = true;
        place.users--;
      }
      leave(place);
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
  public synchronized Lease lease(ModelOptions options) {
    Place place = places.computeIfAbsent(options, Place::new);
    place.users++;
    place.generation++;
    return new Lease(place);
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
      long before = clearances();
      SharedModel next = begin(from, to);
      try (ModelUse use = used(next, progress, Cancellation.NEVER)) {
        String name = use.info().id();
        for (SharedModel old : put(from, next, before)) {
          old.retire(drain, name);
        }
      } finally {
        letGo(next);
      }
    } finally {
      switching.unlock();
    }
  }

  private synchronized long clearances() {
    return clearances;
  }

  /** The model to switch to, held and begun. */
  private synchronized SharedModel begin(ModelOptions from, ModelOptions to)
      throws LanguageModelException {
    checkOpen();
    Place place = places.get(from);
    boolean again = to.equals(place == null ? from : place.actual);
    SharedModel known = again ? null : models.get(to);
    SharedModel next = known == null ? new SharedModel(to, this::open, prompts) : known;
    models.putIfAbsent(to, next);
    next.holders++;
    next.begin();
    return next;
  }

  /** Puts a loaded model into its place; returns what nobody holds any longer. */
  private synchronized List<SharedModel> put(ModelOptions from, SharedModel next, long before)
      throws LanguageModelException {
    checkOpen();
    if (clearances != before) {
      throw new LanguageModelException(Kind.CANCELLED, "All models were freed meanwhile.");
    }
    Place place = places.computeIfAbsent(from, Place::new);
    place.actual = next.options();
    models.put(next.options(), next);
    List<SharedModel> unused = new ArrayList<>();
    for (Place each : List.copyOf(places.values())) {
      SharedModel old = each.model;
      boolean same = each.actual.equals(next.options()) && old != null;
      if (old != next && (each == place || same)) {
        each.model = next;
        next.holders++;
        if (old != null && --old.holders == 0) {
          models.remove(old.options(), old);
          unused.add(old);
        }
      }
    }
    leave(place);
    return unused;
  }

  private void checkOpen() throws LanguageModelException {
    if (closed) {
      throw new LanguageModelException(Kind.CANCELLED, "The driver has been closed.");
    }
  }

  private LanguageModel open(ModelOptions options, Progress progress, Cancellation abandoned)
      throws LanguageModelException {
    List<LanguageModelProvider> found = providers.get();
    if (options.isOptional()) {
      return ChosenModel.open(
          found,
          options,
          progress,
          (progressed, ended) -> open(options.here(), progressed, ended),
          abandoned);
    }
    for (LanguageModelProvider provider : found) {
      if (provider.accepts(options)) {
        return provider.open(options, progress, abandoned);
      }
    }
    boolean none = found.isEmpty() || !options.isHere();
    String advice =
        none
            ? "No model runtime is on the class path. Add the artefact"
                + " org.nljdbc:nl-jdbc-model-runtime (same version as the driver)."
            : "nl.model="
                + options.model()
                + " is neither 'embedded' nor a snapshot folder nor a"
                + " GGUF file nor the name of a hub's model (org/name). Check the path.";
    throw new LanguageModelException(Kind.NOT_FOUND, advice);
  }

  /** Frees a place's model in time if it has no user. */
  private void leave(Place place) {
    long generation;
    synchronized (this) {
      generation = ++place.generation;
      if (place.users > 0) {
        return;
      }
      if (place.model != null && !idle.isZero() && !closed) {
        // A pool that closes its last connection often opens the next one soon.
        timer.after(idle, () -> free(place, generation));
        return;
      }
    }
    free(place, generation);
  }

  private void free(Place place, long generation) {
    SharedModel model;
    synchronized (this) {
      if (place.users > 0 || place.generation != generation) {
        return;
      }
      model = place.model;
      place.model = null;
      if (place.actual.equals(place.asked)) {
        places.remove(place.asked, place);
      }
    }
    if (model != null) {
      letGo(model);
    }
  }

  /** Frees a model if nobody else holds it. */
  private void letGo(SharedModel model) {
    synchronized (this) {
      if (--model.holders > 0) {
        return;
      }
      models.remove(model.options(), model);
    }
    model.close();
  }

  /**
   * Frees every model now, used or not; requests in flight end as cancelled. Shares stay valid:
   * whoever asks next loads anew. No thread is left.
   */
  public void freeAll() {
    List<SharedModel> all;
    synchronized (this) {
      clearances++;
      all = new ArrayList<>(models.values());
      models.clear();
      places.values().forEach(place -> place.model = null);
      places.values().removeIf(place -> place.users == 0);
    }
    timer.stop();
    all.forEach(SharedModel::close);
  }

  /** Frees every model for good. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    freeAll();
  }
}
