package org.nljdbc.runtime.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;

/**
 * Has a runtime of ours count prompts, each only once, so that as much of a schema fits as with the
 * model in this process.
 */
final class PromptCounter implements TokenCounter {

  /** Characters of the prompts that are remembered. */
  private static final long MOST_KNOWN = 4_000_000;

  private final ServerApi api;
  private final Traits traits;
  private final Cache<Prompt, Integer> known =
      Caffeine.newBuilder().maximumWeight(MOST_KNOWN).weigher(PromptCounter::length).build();

  PromptCounter(ServerApi api, Traits traits) {
    this.api = api;
    this.traits = traits;
  }

  private static int length(Prompt prompt, Integer tokens) {
    return prompt.messages().stream()
        .mapToInt(message -> message.text().length())
        .reduce(prompt.answerPrefix().length(), Integer::sum);
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public int count(Prompt prompt, Waiting waiting) throws IOException, LanguageModelException {
    Integer before = known.getIfPresent(prompt);
    if (before != null) {
      return before;
    }
    if (prompt.isText()) {
      return TextCounter.estimate(prompt);
    }
    int tokens = counted(prompt, waiting);
    known.put(prompt, tokens);
    return tokens;
  }

  private int counted(Prompt prompt, Waiting waiting) throws IOException, LanguageModelException {
    try {
      return api.count(Wire.count(traits, prompt), waiting);
    } catch (Refused e) {
      if (!e.isTooLong()) {
        throw e;
      }
      return TextCounter.estimate(prompt); // far above any budget, counted or not
    }
  }
}
