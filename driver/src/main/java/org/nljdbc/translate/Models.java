package org.nljdbc.translate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/**
 * The models of this process. Equal options share one model, which loads at the first question and
 * is freed some time after its last user has gone. Safe for use by many threads.
 */
public final class Models implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  private final Supplier<List<LanguageModelProvider>> providers;
  private final Duration idle;
  private final Map<ModelOptions, Entry> entries = new HashMap<>();
  private boolean closed;

  /** A model, or the promise of one. */
  private static final class Entry {
    int users;
    long generation;
    @Nullable CompletableFuture<LanguageModel> loading;
  }

  /**
   * Makes a registry.
   *
   * @param providers asked for the providers whenever a model is to be loaded
   * @param idle how long a model stays loaded without a user
   */
  public Models(Supplier<List<LanguageModelProvider>> providers, Duration idle) {
    this.providers = providers;
    this.idle = idle;
  }

  /** A share of a model; loads nothing by itself. */
  public final class Lease implements AutoCloseable {

    private final ModelOptions options;
    private boolean released;

    private Lease(ModelOptions options) {
      this.options = options;
    }

    /**
     * The model, loaded if it is not yet.
     *
     * @param progress told how far loading is, if this call loads
     * @param watch stops waiting when nobody waits for the result; loading itself goes on
     * @return the model; not to be closed by the caller
     * @throws LanguageModelException if it cannot be loaded; a later call tries again
     * @throws SQLException 57014 if the watch ended the wait
     */
    LanguageModel model(Progress progress, Watch watch)
        throws LanguageModelException, SQLException {
      CompletableFuture<LanguageModel> mine = new CompletableFuture<>();
      CompletableFuture<LanguageModel> loading;
      synchronized (Models.this) {
        if (released || closed) {
          throw new LanguageModelException(
              Kind.FAILED, "The connection or the driver has been closed.");
        }
        Entry entry = entries.get(options);
        if (entry == null) {
          throw new IllegalStateException("a lease holds its entry");
        }
        if (entry.loading == null) {
          entry.loading = mine;
        }
        loading = entry.loading;
      }
      if (loading == mine) {
        load(options, mine, progress);
      }
      return await(loading, watch);
    }

    /** Gives the share back. Idempotent. */
    @Override
    public void close() {
      synchronized (Models.this) {
        if (!released) {
          released = true;
          release(options);
        }
      }
    }
  }

  /**
   * Takes a share of a model.
   *
   * @param options which model, and how to run it
   * @return the share, to be closed
   */
  public synchronized Lease lease(ModelOptions options) {
    Entry entry = entries.computeIfAbsent(options, o -> new Entry());
    entry.users++;
    entry.generation++;
    return new Lease(options);
  }

  private void load(
      ModelOptions options, CompletableFuture<LanguageModel> promise, Progress progress) {
    LanguageModelException failure;
    try {
      LanguageModel model = open(options, progress);
      boolean late;
      synchronized (this) {
        late = closed;
      }
      if (!late) {
        promise.complete(model);
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
    } catch (RuntimeException | LinkageError e) {
      failure =
          new LanguageModelException(
              Kind.FAILED, "The model " + options.model() + " could not be loaded: " + e, e);
    }
    synchronized (this) {
      Entry entry = entries.get(options);
      if (entry != null && entry.loading == promise) {
        entry.loading = null; // the next question tries again
      }
    }
    promise.completeExceptionally(failure);
  }

  private LanguageModel open(ModelOptions options, Progress progress)
      throws LanguageModelException {
    List<LanguageModelProvider> found = providers.get();
    for (LanguageModelProvider provider : found) {
      if (provider.accepts(options)) {
        return provider.open(options, progress);
      }
    }
    String advice =
        found.isEmpty()
            ? "No model runtime is on the class path. Add the artefact"
                + " org.nljdbc:nl-jdbc-model-runtime (same version as the driver)."
            : "nl.model="
                + options.model()
                + " is neither 'embedded' nor a snapshot folder nor a"
                + " GGUF file nor the name of a hub's model (org/name). Check the path.";
    throw new LanguageModelException(Kind.NOT_FOUND, advice);
  }

  private static LanguageModel await(CompletableFuture<LanguageModel> loading, Watch watch)
      throws LanguageModelException, SQLException {
    while (true) {
      try {
        return loading.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        watch.check();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LanguageModelException(
            Kind.CANCELLED, "The thread was interrupted while the model was loading.", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof LanguageModelException failure) {
          // One exception object for each waiter: stack traces and suppressed ones are not shared.
          throw new LanguageModelException(
              failure.kind(), String.valueOf(failure.getMessage()), failure);
        }
        throw new LanguageModelException(Kind.FAILED, "Loading the model failed.", e);
      }
    }
  }

  private synchronized void release(ModelOptions options) {
    Entry entry = entries.get(options);
    if (entry == null) {
      return;
    }
    entry.users--;
    long generation = ++entry.generation;
    if (entry.users > 0) {
      return;
    }
    if (entry.loading == null) {
      entries.remove(options);
    } else if (idle.isZero()) {
      free(options, generation);
    } else {
      // A pool that closes its last connection often opens the next one soon.
      CompletableFuture.delayedExecutor(idle.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> free(options, generation));
    }
  }

  private void free(ModelOptions options, long generation) {
    CompletableFuture<LanguageModel> loading;
    synchronized (this) {
      Entry entry = entries.get(options);
      if (entry == null || entry.users > 0 || entry.generation != generation) {
        return;
      }
      entries.remove(options);
      loading = entry.loading;
    }
    closeWhenLoaded(loading);
  }

  private static void closeWhenLoaded(@Nullable CompletableFuture<LanguageModel> loading) {
    if (loading != null) {
      loading.thenAccept(LanguageModel::close);
    }
  }

  /** Frees every model, used or not; requests in flight end as cancelled. Idempotent. */
  @Override
  public void close() {
    List<Entry> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(entries.values());
      entries.clear();
    }
    all.forEach(entry -> closeWhenLoaded(entry.loading));
  }
}
