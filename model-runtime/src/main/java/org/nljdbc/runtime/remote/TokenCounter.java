package org.nljdbc.runtime.remote;

import java.io.IOException;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;

/** Counts the tokens of prompts for a model at a server. Safe for use by many threads. */
interface TokenCounter {

  /**
   * Counts a prompt.
   *
   * @param prompt the prompt
   * @param waiting who waits for the count
   * @return its tokens; where they are estimated, rather too many than too few
   * @throws IOException if the server, which counts exactly, cannot be asked
   * @throws LanguageModelException if the thread is interrupted
   */
  int count(Prompt prompt, Waiting waiting) throws IOException, LanguageModelException;

  /** Whether the server counts. */
  boolean isExact();

  /** Learns what the server says that a prompt had. */
  default void learn(Prompt prompt, int tokens, Waiting waiting)
      throws IOException, LanguageModelException {
    // Who counts exactly has nothing to learn.
  }

  /**
   * Finds out how a server counts.
   *
   * @param api asks it
   * @param traits what it does
   * @param waiting who waits
   * @return the counter
   * @throws Stopped if nobody does any more
   */
  static TokenCounter of(ServerApi api, Traits traits, Waiting waiting)
      throws Stopped, LanguageModelException {
    return traits.does(Ability.COUNTS)
        ? new PromptCounter(api, traits)
        : TextCounter.of(api, traits.model(), waiting);
  }
}
