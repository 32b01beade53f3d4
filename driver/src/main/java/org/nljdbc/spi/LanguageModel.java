package org.nljdbc.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model that continues a prompt. Implementations are safe for use by many threads;
 * requests may wait for each other.
 */
public interface LanguageModel extends AutoCloseable {

  /** What this model is and can do; constant for the life of the object. */
  ModelInfo info();

  /**
   * Counts the tokens that this model reads for a prompt, its chat template included.
   *
   * @param prompt the prompt
   * @return the number of tokens, 1 or more
   * @throws LanguageModelException if the model is closed or its tokenizer fails
   */
  int countTokens(Prompt prompt) throws LanguageModelException;

  /**
   * Counts as {@link #countTokens(Prompt)} does, for somebody who may stop waiting: a model
   * elsewhere has to be asked.
   *
   * @param prompt the prompt
   * @param cancellation polled while another machine or process is asked
   * @return the number of tokens, 1 or more
   * @throws LanguageModelException as {@link #countTokens(Prompt)}, or CANCELLED
   */
  default int countTokens(Prompt prompt, Cancellation cancellation) throws LanguageModelException {
    return countTokens(prompt);
  }

  /**
   * Generates up to {@link GenerationRequest#candidates()} answers. Deterministic: the same request
   * gives the same answers whatever else runs.
   *
   * @param request what to continue, and how
   * @param cancellation polled at least once per token; a cancelled request ends with {@link
   *     LanguageModelException.Kind#CANCELLED}
   * @return one to {@code candidates} different answers, the greedy one first, the others by
   *     likelihood; with sampling {@code candidates} answers as they were drawn, equal ones too
   * @throws LanguageModelException if no answer could be made; its kind says why
   */
  Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException;

  /**
   * Generates as {@link #generate(GenerationRequest, Cancellation)} does, and tells how the first
   * answer grows.
   *
   * @param request what to continue, and how
   * @param cancellation polled at least once per token
   * @param listener hears the text of the first answer; all of it before this returns
   * @return the answers
   * @throws LanguageModelException if no answer could be made; its kind says why
   */
  default Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    Generation generation = generate(request, cancellation);
    String text = generation.best().text();
    if (!text.isEmpty()) {
      listener.grew(text);
    }
    return generation;
  }

  /**
   * Reads ahead what coming prompts begin with, so that the first of them need not wait for it. A
   * hint, and work that can wait: any request goes before it. Returns when the beginning has been
   * read, or as soon as it is no use to go on. A model that keeps nothing between requests, or that
   * would have to send the text to another machine, does nothing.
   *
   * @param opening what the prompts have in common: whole messages, but the last one may go on if
   *     it is not the system's; without an answer prefix
   * @param keepPrefix whether the work on the system messages may be kept on disk, as in {@link
   *     GenerationRequest#keepPrefix()}
   * @param cancellation polled now and then; a cancelled call returns soon
   * @throws LanguageModelException if the runtime fails, or the model is closed; UNREACHABLE or
   *     OVERLOADED where a later try may do better
   */
  default void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
      throws LanguageModelException {
    // Nothing is read ahead unless the model knows how.
  }

  /**
   * Whether {@link #prepare} does something. Where it does not, nobody works out what coming
   * prompts begin with.
   */
  default boolean readsAhead() {
    return false;
  }

  /**
   * What whoever asks is to be told of this model once, such as that a process was started for it:
   * one sentence each. They are gone afterwards.
   */
  default List<String> takeNews() {
    return List.of();
  }

  /** What it has done so far and the memory that it uses; null if it does not tell. */
  default @Nullable RuntimeStatistics statistics() {
    return null;
  }

  /**
   * Tells that nothing more is asked of it, since another model has taken its place. What it holds
   * for coming requests only is let go; those in flight go on, and {@link #close} follows later.
   * Idempotent.
   */
  default void retire() {
    // Nothing is held for coming requests unless the model knows of it.
  }

  /** Frees the model's memory; requests in flight end as cancelled. Idempotent. */
  @Override
  void close();
}
