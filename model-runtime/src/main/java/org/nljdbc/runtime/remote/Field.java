package org.nljdbc.runtime.remote;

/** Parts of a request that servers may not know; found out at the first use. */
enum Field {
  /** The answer's length. */
  MAX_TOKENS("max_tokens"),
  /** The same by the name that some models at OpenAI insist on. */
  MAX_COMPLETION_TOKENS("max_completion_tokens"),
  /** Several answers at once. */
  N("n"),
  /** Probabilities. */
  LOGPROBS("logprobs"),
  /** Token counts at the end of a stream. */
  STREAM_OPTIONS("stream_options"),
  /** The same random numbers again. */
  SEED("seed"),
  /** Strings that end an answer. */
  STOP("stop"),
  /** How much chance there is. */
  TEMPERATURE("temperature");

  private final String wire;

  Field(String wire) {
    this.wire = wire;
  }

  /** Its name in requests. */
  String wire() {
    return wire;
  }

  /** Whether a server's message names it. */
  boolean isNamedIn(String message) {
    return message.matches("(?is).*(?<![a-z_])(top_)?" + wire + "(?![a-z_]).*");
  }
}
