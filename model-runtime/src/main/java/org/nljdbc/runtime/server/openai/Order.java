package org.nljdbc.runtime.server.openai;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Sampling;

/**
 * What a request wants.
 *
 * @param model the model's name, or null for the one that is served
 * @param prompt what to continue
 * @param maxTokens most tokens of an answer, or 0 for as many as the context holds
 * @param answers how many
 * @param sampling how they are drawn, or null for the likeliest
 * @param stop what ends them
 * @param scores how many likeliest tokens to tell for each token, or {@link
 *     org.nljdbc.spi.GenerationRequest#NO_SCORES}
 * @param constraint what answers are kept to, or null
 * @param strict whether an answer that had to leave the constraint is none
 * @param stream whether the answer is sent as it grows
 * @param usage whether a stream ends with what it cost
 * @param keepPrefix whether work on the system messages may be kept on disk
 * @param deadline when it has to end
 */
record Order(
    @Nullable String model,
    Prompt prompt,
    int maxTokens,
    int answers,
    @Nullable Sampling sampling,
    List<String> stop,
    int scores,
    @Nullable AnswerConstraint constraint,
    boolean strict,
    boolean stream,
    boolean usage,
    boolean keepPrefix,
    Deadline deadline) {}
