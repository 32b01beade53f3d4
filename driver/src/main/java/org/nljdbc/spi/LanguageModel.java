package org.nljdbc.spi;

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
   * Generates up to {@link GenerationRequest#candidates()} answers. Deterministic: the same request
   * gives the same answers whatever else runs, as long as it asks for no randomness.
   *
   * @param request what to continue, and how
   * @param cancellation polled at least once per token; a cancelled request ends with {@link
   *     LanguageModelException.Kind#CANCELLED}
   * @return one to {@code candidates} answers: the greedy one first, the others by likelihood
   * @throws LanguageModelException if no answer could be made; its kind says why
   */
  Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException;

  /** Frees the model's memory; requests in flight end as cancelled. Idempotent. */
  @Override
  void close();
}
