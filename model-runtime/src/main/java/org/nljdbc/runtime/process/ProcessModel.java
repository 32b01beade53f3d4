package org.nljdbc.runtime.process;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.remote.RemoteModelProvider;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelServer;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in the shared runtime. Where the runtime has ended, another is found or started, and the
 * question is asked there once more.
 */
final class ProcessModel implements LanguageModel {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessModel.class);

  private final SharedRuntimes runtimes;
  private final RemoteModelProvider client;
  private final Object finding = new Object();
  private final ModelInfo info;
  private final @Nullable UserMark mark;
  private volatile Reached reached;
  private volatile boolean closed;

  /**
   * A runtime that answers.
   *
   * @param entry how it is reached
   * @param model its model
   */
  private record Reached(RuntimeEntry entry, LanguageModel model) {}

  /** What is done with a model. */
  @FunctionalInterface
  private interface Call<T> {
    T with(LanguageModel model) throws LanguageModelException;
  }

  private ProcessModel(SharedRuntimes runtimes, RemoteModelProvider client, Progress progress)
      throws LanguageModelException {
    this.runtimes = runtimes;
    this.client = client;
    // Before it is looked for, so that it cannot end between being found and being asked.
    this.mark = runtimes.mark();
    boolean open = false;
    try {
      Reached first = reachOrAvoid(null, progress);
      this.reached = first;
      // Another process of the same key is the same model at another port, and stays this one.
      this.info = first.model().info();
      open = true;
    } finally {
      if (!open && mark != null) {
        mark.close();
      }
    }
  }

  static ProcessModel open(SharedRuntimes runtimes, RemoteModelProvider client, Progress progress)
      throws LanguageModelException {
    return new ProcessModel(runtimes, client, progress);
  }

  /** Finds a runtime; one that cannot be reached makes way for another, once. */
  private Reached reach(@Nullable RuntimeEntry failed, Progress progress)
      throws LanguageModelException {
    RuntimeEntry entry = runtimes.findOrStart(failed, progress);
    try {
      return new Reached(entry, connect(entry, progress));
    } catch (LanguageModelException e) {
      if (!mayHaveEnded(e) || !runtimes.hasEnded(entry)) {
        throw e;
      }
      RuntimeEntry other = runtimes.findOrStart(entry, progress);
      return new Reached(other, connect(other, progress));
    }
  }

  /** The same; that it cannot be had is remembered where nobody has named it. */
  private Reached reachOrAvoid(@Nullable RuntimeEntry failed, Progress progress)
      throws LanguageModelException {
    try {
      return reach(failed, progress);
    } catch (LanguageModelException e) {
      runtimes.avoid(e);
      throw e;
    }
  }

  private LanguageModel connect(RuntimeEntry entry, Progress progress)
      throws LanguageModelException {
    ModelServer server = ModelServer.of(entry.uri().toString(), entry.token(), false);
    return client.openOwn(server, "process", progress);
  }

  /**
   * Whether a failure looks like that of a process that is gone or about to go. A key that is not
   * taken is one: after a crash its port may be another program's.
   */
  private static boolean mayHaveEnded(LanguageModelException e) {
    return switch (e.kind()) {
      case UNREACHABLE, OVERLOADED, NOT_FOUND, FAILED -> true;
      default -> false;
    };
  }

  private <T> T call(Call<T> call, Cancellation cancellation) throws LanguageModelException {
    Reached before = reached;
    try {
      return call.with(before.model());
    } catch (LanguageModelException e) {
      if (closed || cancellation.isCancelled() || !mayHaveEnded(e)) {
        throw e;
      }
      return call.with(instead(before, e).model());
    }
  }

  /** Another runtime in place of one that has ended; the failure itself if it has not. */
  private Reached instead(Reached before, LanguageModelException failure)
      throws LanguageModelException {
    synchronized (finding) {
      if (reached != before) {
        return reached; // another question has found it
      }
      if (!runtimes.hasEnded(before.entry())) {
        throw failure;
      }
      LOG.warn("The shared runtime has ended, and the question is asked again: {}", before.entry());
      Reached next = again(before.entry());
      // The one before is not closed: that would cancel questions which are about to move as well.
      reached = next;
      return next;
    }
  }

  /** Another runtime; where there is none, the place is lost rather than the question at fault. */
  private Reached again(RuntimeEntry ended) throws LanguageModelException {
    try {
      return reachOrAvoid(ended, Progress.NONE);
    } catch (LanguageModelException e) {
      if (e.kind() == Kind.CANCELLED) {
        throw e;
      }
      throw new LanguageModelException(
          Kind.UNREACHABLE,
          "The shared runtime has ended, and there is no other: " + e.getMessage(),
          e);
    }
  }

  @Override
  public List<String> takeNews() {
    return runtimes.takeStartedUnnamed();
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public int countTokens(Prompt prompt) throws LanguageModelException {
    return countTokens(prompt, Cancellation.NEVER);
  }

  @Override
  public int countTokens(Prompt prompt, Cancellation cancellation) throws LanguageModelException {
    return call(model -> model.countTokens(prompt, cancellation), cancellation);
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    return call(model -> model.generate(request, cancellation), cancellation);
  }

  @Override
  public Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    Told told = new Told(listener);
    return call(model -> model.generate(request, cancellation, told.again()), cancellation);
  }

  /**
   * Tells a listener of an answer that may begin anew: the same request gives the same answer, so
   * that what has been told already is left out.
   */
  private static final class Told {
    private final AnswerListener listener;
    private int told;

    Told(AnswerListener listener) {
      this.listener = listener;
    }

    AnswerListener again() {
      int[] skip = {told};
      return text -> {
        int known = Math.min(skip[0], text.length());
        skip[0] -= known;
        if (known < text.length()) {
          told += text.length() - known;
          listener.grew(text.substring(known));
        }
      };
    }
  }

  @Override
  public boolean readsAhead() {
    return reached.model().readsAhead();
  }

  /** Where the runtime has ended, none is started for work that nobody has asked for. */
  @Override
  public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
      throws LanguageModelException {
    reached.model().prepare(opening, keepPrefix, cancellation);
  }

  /** The runtime need not wait any more for this program, which has its model elsewhere. */
  @Override
  public void retire() {
    if (mark != null) {
      mark.close();
    }
  }

  /** Lets go of the runtime, which goes on for others and ends when nobody asks. */
  @Override
  public void close() {
    closed = true;
    reached.model().close();
    retire();
  }
}
