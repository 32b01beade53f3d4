package org.nljdbc.runtime.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Prompt;

/**
 * What is asked of a server at once.
 *
 * @param prompt what to continue
 * @param maxTokens most tokens of each answer
 * @param stop strings that end an answer
 * @param answers how many answers, 1 or more
 * @param temperature 0 for the likeliest tokens
 * @param topP the likeliest tokens whose probabilities reach this sum may be drawn
 * @param seed chooses the random numbers
 * @param scores how many likeliest tokens to tell for each token
 * @param constraint what answers must look like, or null
 * @param timeoutSeconds how long the server may work on it; 0 to say nothing of it
 * @param keepPrefix whether a server of ours may keep its work on the system messages on disk
 */
record Draw(
    Prompt prompt,
    int maxTokens,
    List<String> stop,
    int answers,
    double temperature,
    double topP,
    long seed,
    int scores,
    @Nullable SentConstraint constraint,
    int timeoutSeconds,
    boolean keepPrefix) {

  /** The same with nothing said of what answers look like. */
  Draw unconstrained() {
    return new Draw(
        prompt,
        maxTokens,
        stop,
        answers,
        temperature,
        topP,
        seed,
        scores,
        null,
        timeoutSeconds,
        keepPrefix);
  }
}
