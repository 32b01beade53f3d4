package org.nljdbc.translate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Opens one scripted model, or fails a number of times first. */
final class ScriptedProvider implements LanguageModelProvider {

  final AtomicInteger opened = new AtomicInteger();
  private final LanguageModel model;
  private final AtomicInteger failures;

  ScriptedProvider(LanguageModel model, int failures) {
    this.model = model;
    this.failures = new AtomicInteger(failures);
  }

  static Models models(LanguageModel model) {
    ScriptedProvider provider = new ScriptedProvider(model, 0);
    return new Models(() -> List.of(provider), Duration.ZERO);
  }

  @Override
  public boolean accepts(ModelOptions options) {
    return options.model().equals(ModelOptions.EMBEDDED);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    opened.incrementAndGet();
    if (failures.getAndDecrement() > 0) {
      throw new LanguageModelException(
          LanguageModelException.Kind.CORRUPT, "the file model.gguf is truncated");
    }
    progress.at("loading", 1);
    return model;
  }
}
