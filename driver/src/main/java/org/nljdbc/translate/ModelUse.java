package org.nljdbc.translate;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.RuntimeStatistics;

/**
 * A shared model for the length of one question: the same one from its first step to its last,
 * whatever is switched meanwhile. Closing it frees nothing but tells that the question has ended.
 */
final class ModelUse implements LanguageModel {

  private final SharedModel shared;
  private final LanguageModel model;
  private final Cancellation over;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Begins a use.
   *
   * @param shared where its end is told; a question has begun there
   * @param model its model
   * @param over whether nobody waits for the question any more
   */
  ModelUse(SharedModel shared, LanguageModel model, Cancellation over) {
    this.shared = shared;
    this.model = model;
    this.over = over;
  }

  /** The model itself. */
  LanguageModel model() {
    return model;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public int countTokens(Prompt prompt) throws LanguageModelException {
    try {
      return model.countTokens(prompt, over);
    } catch (LanguageModelException e) {
      throw explained(e, over);
    }
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    return generate(request, cancellation, AnswerListener.NONE);
  }

  @Override
  public Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    Cancellation either = () -> shared.successor() != null || cancellation.isCancelled();
    try {
      Generation made = shared.reach().call(() -> model.generate(request, either, listener));
      shared.prompts().add(made);
      return made;
    } catch (LanguageModelException e) {
      throw explained(e, cancellation);
    }
  }

  @Override
  public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
      throws LanguageModelException {
    Cancellation either = () -> shared.isRetiring() || cancellation.isCancelled();
    model.prepare(opening, keepPrefix, either);
  }

  @Override
  public boolean readsAhead() {
    return model.readsAhead();
  }

  @Override
  public List<String> takeNews() {
    return model.takeNews();
  }

  @Override
  public @Nullable RuntimeStatistics statistics() {
    return model.statistics();
  }

  /** Says of a request that a switch has ended that it was the switch. */
  private LanguageModelException explained(LanguageModelException e, Cancellation cancellation) {
    String successor = shared.successor();
    if (e.kind() != Kind.CANCELLED || successor == null || cancellation.isCancelled()) {
      return e;
    }
    return new LanguageModelException(
        Kind.CANCELLED,
        "The model was replaced by "
            + successor
            + ", and this question took longer than the time that running ones are given. Ask"
            + " again.",
        e);
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      shared.end();
    }
  }
}
