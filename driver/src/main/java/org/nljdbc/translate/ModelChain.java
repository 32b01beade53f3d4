package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that a connection may ask, in order. A question is answered by one of them from its
 * first step to its last; where that fails because of where it runs, the next begins anew.
 */
final class ModelChain implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelChain.class);

  private final List<Models.Lease> leases;

  /**
   * Takes a share of each model; loads nothing.
   *
   * @param models the models of this process
   * @param chain which, at least one
   */
  ModelChain(Models models, List<ModelOptions> chain) {
    this.leases = chain.stream().map(models::lease).toList();
  }

  /**
   * What is done with a model.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Work<T> {
    T with(ModelUse model) throws SQLException, LanguageModelException, NoAnswer;
  }

  /**
   * Does work with the first model that can.
   *
   * @param progress told how far loading is
   * @param watch stops waiting
   * @param work the work, begun anew with each model
   * @return what came of it
   * @throws LanguageModelException of the last model, those of the others suppressed in it
   */
  <T> T ask(Progress progress, Watch watch, Work<T> work)
      throws SQLException, LanguageModelException, NoAnswer {
    LanguageModelException before = null;
    for (int i = 0; ; i++) {
      try (ModelUse model = loaded(i, progress, watch)) {
        return work.with(model);
      } catch (LanguageModelException e) {
        if (before != null) {
          e.addSuppressed(before);
        }
        if (i + 1 == leases.size() || !isOfThePlace(e)) {
          throw e;
        }
        LOG.warn("The next place of nl.runtime is asked, since: {}", e.getMessage());
        before = e;
        watch.check();
      }
    }
  }

  private ModelUse loaded(int place, Progress progress, Watch watch)
      throws SQLException, LanguageModelException {
    try (Trace.Timing timed = watch.trace().begin(Phase.LOAD)) {
      return leases.get(place).model(progress, watch);
    }
  }

  /** What is known of the first place's model, or null if it is not loaded. */
  @Nullable ModelInfo loaded() {
    return leases.get(0).loaded();
  }

  /** Where the first place's model runs or would run, and why; loads nothing. */
  String whereabouts() {
    return leases.get(0).whereabouts();
  }

  /** What the first loaded model is that reads ahead, or null; loads nothing. */
  @Nullable ModelInfo loadedAhead() {
    for (Models.Lease lease : leases) {
      ModelInfo info = lease.loadedAhead();
      if (info != null) {
        return info;
      }
    }
    return null;
  }

  /** The same model for work that can wait, to be closed; null if there is none. */
  @Nullable ModelUse useLoadedAhead() {
    for (Models.Lease lease : leases) {
      ModelUse use = lease.useLoadedAhead();
      if (use != null) {
        return use;
      }
    }
    return null;
  }

  /** Whether another place may do better: not so where the question or a setting is at fault. */
  private static boolean isOfThePlace(LanguageModelException e) {
    return switch (e.kind()) {
      case UNREACHABLE, OVERLOADED, FAILED, OUT_OF_MEMORY -> true;
      default -> false;
    };
  }

  /** Gives the shares back. Idempotent. */
  @Override
  public void close() {
    leases.forEach(Models.Lease::close);
  }
}
