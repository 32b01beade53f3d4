package org.nljdbc.runtime.server.work;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlDriver;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.RuntimeStatistics;
import org.nljdbc.translate.Models;
import org.nljdbc.translate.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that this server's settings name: the one that its databases' connections share. */
public final class ServedModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** How far it is. */
  public enum State {
    /** Nobody has asked for it. */
    COLD,
    /** It is being loaded. */
    LOADING,
    /** It answers. */
    READY,
    /** It could not be loaded; the next question tries again. */
    FAILED
  }

  private final ModelOptions options;
  private final Models.Lease lease;
  private volatile State state = State.COLD;
  private volatile long tried;
  private volatile boolean closed;

  /**
   * Takes a share of the model; loads nothing yet.
   *
   * @param settings the driver's settings
   * @throws SQLException 22023 if one is not valid
   */
  public ServedModel(Map<String, String> settings) throws SQLException {
    options = Settings.of(settings).modelOptions();
    lease = Registry.shared().lease(options);
  }

  /** Loads it in the background. */
  public void preload() {
    state = State.LOADING;
    tried = System.nanoTime();
    Thread thread =
        new Thread(
            () -> {
              try (LanguageModel model = use(() -> closed)) {
                LOG.info("the model {} is loaded", model.info().id());
              } catch (LanguageModelException e) {
                LOG.error("the model could not be loaded: {}", e.getMessage());
              }
            },
            "nl-server-preload");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The model for one request, loaded if it is not yet. It stays the same until closed, whatever is
   * switched meanwhile; closing it frees nothing.
   *
   * @param cancellation stops waiting
   * @return the model, to be closed when the request has been answered
   * @throws LanguageModelException if it cannot be loaded, or CANCELLED
   */
  public LanguageModel use(Cancellation cancellation) throws LanguageModelException {
    try {
      LanguageModel model = lease.model(Progress.NONE, cancellation);
      state = State.READY;
      return model;
    } catch (LanguageModelException e) {
      if (e.kind() != LanguageModelException.Kind.CANCELLED) {
        state = State.FAILED;
      }
      throw e;
    }
  }

  /**
   * Puts another model in its place while it goes on answering.
   *
   * @param to the other; the same as {@link #options} to undo that, or to read the files again
   * @throws SQLException as {@link NlDriver#switchModel} throws it
   */
  public void reload(ModelOptions to) throws SQLException {
    NlDriver.switchModel(options, to, Progress.NONE);
    state = State.READY;
  }

  /**
   * Which model is loaded in this process, so that it can read schemas ahead.
   *
   * @return its fingerprint; null if none is loaded, or it runs elsewhere
   */
  public @Nullable String loadedHere() {
    ModelInfo info = options.isHere() ? lease.loaded() : null;
    return info == null ? null : info.fingerprint();
  }

  /** What it has done so far; null if it does not tell, as one elsewhere, or is not loaded. */
  @Nullable RuntimeStatistics statistics() {
    return lease.statistics();
  }

  /** What the server's settings say. */
  public ModelOptions options() {
    return options;
  }

  /** How far it is, for people. */
  public String state() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether questions need not wait for it, as far as is known; one never loaded counts. One that
   * could not be loaded is tried again now and then.
   */
  public boolean isReady() {
    State now = state;
    if (now == State.FAILED && !closed && System.nanoTime() - tried > AGAIN.toNanos()) {
      preload();
    }
    return now == State.READY || now == State.COLD;
  }

  @Override
  public void close() {
    closed = true;
    lease.close();
  }
}
