package org.nljdbc.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to generate.
 *
 * @param prompt the prompt to continue
 * @param candidates how many different answers are wanted, 1 to 8; the first is the greedy one
 * @param maxTokens most tokens of one answer, 1 or more
 * @param stop strings that end an answer; an answer does not contain them
 * @param constraint what every answer must look like, or null for anything; a model that cannot
 *     follow it ignores it
 * @param deadline when to give up, or null for never
 * @param keepPrefix whether the runtime may keep its work on the system messages before the first
 *     question on disk, for later processes of this user
 */
public record GenerationRequest(
    Prompt prompt,
    int candidates,
    int maxTokens,
    List<String> stop,
    @Nullable AnswerConstraint constraint,
    @Nullable Instant deadline,
    boolean keepPrefix) {

  /** Most candidates that one request may ask for. */
  public static final int MAX_CANDIDATES = 8;

  /** Checks the ranges and keeps its own copy of the stop strings. */
  public GenerationRequest {
    if (candidates < 1 || candidates > MAX_CANDIDATES) {
      throw new IllegalArgumentException("candidates must be 1 to 8, not " + candidates);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, not " + maxTokens);
    }
    stop = List.copyOf(stop);
  }

  /**
   * A request that leaves nothing on disk.
   *
   * @param prompt the prompt to continue
   * @param candidates how many different answers are wanted, 1 to 8
   * @param maxTokens most tokens of one answer, 1 or more
   * @param stop strings that end an answer
   * @param constraint what every answer must look like, or null for anything
   * @param deadline when to give up, or null for never
   */
  public GenerationRequest(
      Prompt prompt,
      int candidates,
      int maxTokens,
      List<String> stop,
      @Nullable AnswerConstraint constraint,
      @Nullable Instant deadline) {
    this(prompt, candidates, maxTokens, stop, constraint, deadline, false);
  }

  /**
   * One greedy answer without a constraint or a deadline.
   *
   * @param prompt the prompt to continue
   * @param maxTokens most tokens of the answer
   * @param stop strings that end it
   * @return the request
   */
  public static GenerationRequest greedy(Prompt prompt, int maxTokens, List<String> stop) {
    return new GenerationRequest(prompt, 1, maxTokens, stop, null, null);
  }
}
