package org.nljdbc.it.accuracy;

import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Prompt;

/**
 * Another model, telling a meter of every call.
 *
 * @param model the model
 * @param meter who is told
 * @param options what it was opened with
 */
record MeteredModel(LanguageModel model, Meter meter, ModelOptions options)
    implements LanguageModel {

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public int countTokens(Prompt prompt) throws LanguageModelException {
    return model.countTokens(prompt);
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    Generation generation = model.generate(request, cancellation);
    Candidate best = generation.best();
    meter.called(
        new ModelCall(
            generation.promptTokens(),
            Math.max(0, generation.reusedTokens()),
            generation.generatedTokens(),
            request.prompt().answerPrefix() + best.text(),
            best.logProbability()));
    return generation;
  }

  @Override
  public void close() {
    meter.model().release(options);
  }
}
