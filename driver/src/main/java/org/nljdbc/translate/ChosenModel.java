package org.nljdbc.translate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.RuntimeStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model whose place nobody has named: in the runtime that programs share where nothing speaks
 * against it, else in this process. Both answer alike, so that it stays one model where the first
 * place is lost later.
 */
final class ChosenModel implements LanguageModel {

  private static final Logger LOG = LoggerFactory.getLogger(ChosenModel.class);

  private static final String SHARED = "process, which your programs share";

  private final Here here;
  private final ModelInfo info;
  private final Queue<String> news = new ConcurrentLinkedQueue<>();
  private volatile Place place;
  private @Nullable LanguageModel before;
  private @Nullable Loading moving;
  private volatile boolean closed;

  /** Opens the model in this process. */
  @FunctionalInterface
  interface Here {
    LanguageModel open(Progress progress, Cancellation abandoned) throws LanguageModelException;
  }

  /**
   * Where it runs.
   *
   * @param model the model there
   * @param against what speaks against sharing it; empty where it is shared
   */
  private record Place(LanguageModel model, String against) {
    boolean isShared() {
      return against.isEmpty();
    }
  }

  private ChosenModel(Place place, Here here) {
    this.place = place;
    this.here = here;
    this.info = place.model().info();
  }

  /**
   * Opens a model.
   *
   * @param providers the providers of this process
   * @param options the model, in a runtime that is optional
   * @param progress told how far loading is
   * @param here opens it in this process
   * @param abandoned whether nobody waits for it any more
   * @throws LanguageModelException if it can be had in neither place, or the settings are at fault
   */
  static ChosenModel open(
      List<LanguageModelProvider> providers,
      ModelOptions options,
      Progress progress,
      Here here,
      Cancellation abandoned)
      throws LanguageModelException {
    LanguageModelProvider sharing = sharing(providers, options);
    String against = against(sharing, options);
    LanguageModelException failure = null;
    if (sharing != null && against.isEmpty()) {
      try {
        return new ChosenModel(
            new Place(sharing.open(options, progress, abandoned), against), here);
      } catch (LanguageModelException e) {
        if (!isOfThePlace(e)) {
          throw e;
        }
        against = String.valueOf(e.getMessage());
        failure = e;
      }
    }
    try {
      ChosenModel chosen =
          new ChosenModel(new Place(here.open(progress, abandoned), against), here);
      if (failure != null) {
        chosen.tell(against);
      }
      return chosen;
    } catch (LanguageModelException e) {
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  private static @Nullable LanguageModelProvider sharing(
      List<LanguageModelProvider> providers, ModelOptions options) {
    return providers.stream().filter(each -> each.accepts(options)).findFirst().orElse(null);
  }

  private static String against(@Nullable LanguageModelProvider sharing, ModelOptions options) {
    return sharing == null
        ? "no runtime that programs can share is on the class path"
        : sharing.objection(options);
  }

  /** Whether this process may do better: not so where the model or a setting is at fault. */
  private static boolean isOfThePlace(LanguageModelException e) {
    return switch (e.kind()) {
      case UNREACHABLE, OVERLOADED, FAILED, OUT_OF_MEMORY -> true;
      default -> false;
    };
  }

  private void tell(String against) {
    LOG.warn("The model runs in this program and is not shared with others, since: {}", against);
    news.add("The model runs in this program and is not shared with others, since: " + against);
  }

  /** Where the model runs, and why there if that is not usual; for people. */
  String whereabouts() {
    return text(place.against());
  }

  private static String text(String against) {
    return against.isEmpty() ? SHARED : "embedded, since " + against;
  }

  /**
   * Where a model would run, for people; loads nothing.
   *
   * @param providers the providers of this process
   * @param options the model
   */
  static String whereabouts(List<LanguageModelProvider> providers, ModelOptions options) {
    if (options.isOptional()) {
      return text(against(sharing(providers, options), options));
    }
    if (options.server() != null) {
      return "server " + options.server().host();
    }
    return options.isHere() ? "embedded" : "process";
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  /** What is done with a model. */
  @FunctionalInterface
  private interface Call<T> {
    T with(LanguageModel model) throws LanguageModelException;
  }

  /** Does it once more in this process where the shared runtime is lost, unless it is too late. */
  private <T> T call(Call<T> call, Cancellation cancellation, boolean[] told)
      throws LanguageModelException {
    Place used = place;
    try {
      return call.with(used.model());
    } catch (LanguageModelException e) {
      boolean lost = used.isShared() && e.kind() == Kind.UNREACHABLE;
      if (!lost || told[0] || cancellation.isCancelled()) {
        throw e;
      }
      return call.with(insteadOf(used, e, cancellation).model());
    }
  }

  /** Waits for the model in this process; whoever gives up leaves it to the others. */
  private Place insteadOf(Place lost, LanguageModelException failure, Cancellation cancellation)
      throws LanguageModelException {
    while (true) {
      Loading joined;
      synchronized (this) {
        if (place != lost) {
          return place; // another question has come here before
        }
        if (closed) {
          throw failure;
        }
        joined = moving == null ? move(lost, failure) : moving;
        joined.join();
      }
      try {
        await(joined, cancellation);
      } catch (LanguageModelException e) {
        // Perhaps it was given up by others just before this question came.
        boolean anew = e.kind() == Kind.CANCELLED && joined.isCancelled();
        if (!anew
            || closed
            || cancellation.isCancelled()
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      } finally {
        joined.leave();
      }
    }
  }

  /** On a thread of its own, as any loading: whoever waits may give up before. */
  private Loading move(Place lost, LanguageModelException failure) throws LanguageModelException {
    Loading mine = new Loading();
    Loading.start(() -> move(mine, lost, failure));
    moving = mine;
    return mine;
  }

  private void move(Loading mine, Place lost, LanguageModelException lostBy) {
    String against = String.valueOf(lostBy.getMessage());
    LanguageModelException failure;
    try {
      LanguageModel model = here.open(Progress.NONE, () -> closed || mine.isCancelled());
      if (take(new Place(model, against), lost)) {
        lost.model().retire();
        tell(against);
        mine.complete(model);
        return;
      }
      model.close();
      failure = new LanguageModelException(Kind.CANCELLED, "The model was closed meanwhile.");
    } catch (LanguageModelException e) {
      failure = e;
    } catch (OutOfMemoryError e) {
      failure =
          new LanguageModelException(
              Kind.OUT_OF_MEMORY, "There is not enough memory to load the model.", e);
    } catch (RuntimeException | Error e) {
      // Whatever it is, somebody waits for it.
      failure = new LanguageModelException(Kind.FAILED, "The model could not be loaded: " + e, e);
    }
    synchronized (this) {
      moving = null; // the next question tries again
    }
    mine.fail(failure);
  }

  private synchronized boolean take(Place next, Place lost) {
    if (closed) {
      return false;
    }
    before = lost.model(); // closing it would cancel questions which are about to move as well
    place = next;
    moving = null;
    return true;
  }

  private void await(Loading loading, Cancellation cancellation) throws LanguageModelException {
    loading.await(
        () -> {
          if (closed || cancellation.isCancelled()) {
            throw new LanguageModelException(
                Kind.CANCELLED, "The question ended while the model was loading.");
          }
        });
  }

  @Override
  public int countTokens(Prompt prompt) throws LanguageModelException {
    return countTokens(prompt, Cancellation.NEVER);
  }

  @Override
  public int countTokens(Prompt prompt, Cancellation over) throws LanguageModelException {
    return call(model -> model.countTokens(prompt, over), over, new boolean[1]);
  }

  /** A question is waited for no longer than its deadline. */
  private static Cancellation over(GenerationRequest request, Cancellation cancellation) {
    Instant deadline = request.deadline();
    return deadline == null
        ? cancellation
        : () -> cancellation.isCancelled() || !Instant.now().isBefore(deadline);
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    return call(
        model -> model.generate(request, cancellation),
        over(request, cancellation),
        new boolean[1]);
  }

  @Override
  public Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    if (listener == AnswerListener.NONE) {
      return generate(request, cancellation);
    }
    boolean[] told = new boolean[1];
    AnswerListener noting =
        text -> {
          told[0] = true;
          listener.grew(text);
        };
    return call(
        model -> model.generate(request, cancellation, noting), over(request, cancellation), told);
  }

  @Override
  public boolean readsAhead() {
    return place.model().readsAhead();
  }

  @Override
  public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
      throws LanguageModelException {
    place.model().prepare(opening, keepPrefix, cancellation);
  }

  @Override
  public List<String> takeNews() {
    List<String> all = new ArrayList<>(place.model().takeNews());
    for (String each = news.poll(); each != null; each = news.poll()) {
      all.add(each);
    }
    return all;
  }

  @Override
  public @Nullable RuntimeStatistics statistics() {
    return place.model().statistics();
  }

  @Override
  public void close() {
    closed = true; // at once: it ends the waits, and a load that would take its place
    LanguageModel last;
    LanguageModel first;
    synchronized (this) {
      last = place.model();
      first = before;
    }
    last.close();
    if (first != null) {
      first.close();
    }
  }
}
