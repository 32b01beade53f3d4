package org.nljdbc.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to generate; see {@link #builder}.
 *
 * @param prompt the prompt to continue
 * @param candidates how many different answers are wanted, 1 to 8; the first is the greedy one
 *     unless the sampling says otherwise
 * @param maxTokens most tokens of one answer, 1 or more
 * @param stop strings that end an answer; an answer does not contain them
 * @param constraint what every answer must look like, or null for anything; a model that cannot
 *     follow it ignores it
 * @param sampling how answers are drawn at random; null if they are the likeliest ones found
 * @param scores how many likeliest tokens to tell for each token of an answer, 0 to 20; -1 to tell
 *     nothing of single tokens
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
    @Nullable Sampling sampling,
    int scores,
    @Nullable Instant deadline,
    boolean keepPrefix) {

  /** Most candidates that one request may ask for. */
  public static final int MAX_CANDIDATES = 8;

  /** Most likeliest tokens that can be told for each token. */
  public static final int MAX_SCORES = 20;

  /** Value of {@link #scores} if nobody asks about single tokens. */
  public static final int NO_SCORES = -1;

  /** Checks the ranges and keeps its own copy of the stop strings. */
  public GenerationRequest {
    if (candidates < 1 || candidates > MAX_CANDIDATES) {
      throw new IllegalArgumentException("candidates must be 1 to 8, not " + candidates);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, not " + maxTokens);
    }
    if (scores < NO_SCORES || scores > MAX_SCORES) {
      throw new IllegalArgumentException("scores must be -1 to 20, not " + scores);
    }
    stop = List.copyOf(stop);
  }

  /**
   * Begins a request for one greedy answer, without a constraint or a deadline, that leaves nothing
   * on disk.
   *
   * @param prompt the prompt to continue
   * @param maxTokens most tokens of one answer, 1 or more
   * @return a builder
   */
  public static Builder builder(Prompt prompt, int maxTokens) {
    return new Builder(prompt, maxTokens);
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
    return builder(prompt, maxTokens).stop(stop).build();
  }

  /** Puts a request together; its methods are named after the request's parts. */
  public static final class Builder {
    private final Prompt prompt;
    private final int maxTokens;
    private int candidates = 1;
    private List<String> stop = List.of();
    private @Nullable AnswerConstraint constraint;
    private @Nullable Sampling sampling;
    private int scores = NO_SCORES;
    private @Nullable Instant deadline;
    private boolean keepPrefix;

    private Builder(Prompt prompt, int maxTokens) {
      this.prompt = prompt;
      this.maxTokens = maxTokens;
    }

    /** How many different answers are wanted, 1 to 8. */
    public Builder candidates(int count) {
      candidates = count;
      return this;
    }

    /** Strings that end an answer. */
    public Builder stop(List<String> strings) {
      stop = strings;
      return this;
    }

    /** What every answer must look like, or null for anything. */
    public Builder constraint(@Nullable AnswerConstraint limits) {
      constraint = limits;
      return this;
    }

    /** How answers are drawn at random, or null if they are not. */
    public Builder sampling(@Nullable Sampling how) {
      sampling = how;
      return this;
    }

    /** How many likeliest tokens to tell for each token, 0 to 20, or -1. */
    public Builder scores(int likeliest) {
      scores = likeliest;
      return this;
    }

    /** When to give up, or null for never. */
    public Builder deadline(@Nullable Instant when) {
      deadline = when;
      return this;
    }

    /** Whether work on the prompt's beginning may be kept on disk. */
    public Builder keepPrefix(boolean may) {
      keepPrefix = may;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException if a part is outside its range
     */
    public GenerationRequest build() {
      return new GenerationRequest(
          prompt, candidates, maxTokens, stop, constraint, sampling, scores, deadline, keepPrefix);
    }
  }
}
