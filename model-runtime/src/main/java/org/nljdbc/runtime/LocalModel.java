package org.nljdbc.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.djl.ExitGuard;
import org.nljdbc.runtime.engine.DeviceMemory;
import org.nljdbc.runtime.generate.Generator;
import org.nljdbc.runtime.tokenizer.EncodedPrompt;
import org.nljdbc.runtime.tokenizer.ModelTokenizer;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.RuntimeStatistics;

/** A model in this process. */
final class LocalModel implements LanguageModel {

  private final ModelInfo info;
  private final ModelTokenizer tokenizer;
  private final Generator generator;
  private final String device;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Puts a model together; it owns its parts.
   *
   * @param info what it is
   * @param tokenizer its tokenizer and chat template
   * @param generator generates with its decoder
   * @param device where that computes
   */
  LocalModel(ModelInfo info, ModelTokenizer tokenizer, Generator generator, String device) {
    this.info = info;
    this.tokenizer = tokenizer;
    this.generator = generator;
    this.device = device;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public int countTokens(Prompt prompt) throws LanguageModelException {
    return encode(prompt).ids().length;
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    return generate(request, cancellation, AnswerListener.NONE);
  }

  @Override
  public Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    EncodedPrompt prompt = encode(request.prompt());
    int stable = request.keepPrefix() ? prompt.systemTokens() : 0;
    try (ExitGuard.Hold waiting = ExitGuard.PROCESS.request()) {
      return generator.generate(prompt.ids(), stable, request, cancellation, listener);
    }
  }

  @Override
  public boolean readsAhead() {
    return true;
  }

  @Override
  public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
      throws LanguageModelException {
    checkOpen();
    EncodedPrompt begun = tokenizer.template().encodeOpening(opening.messages());
    generator.readAhead(begun.ids(), keepPrefix ? begun.systemTokens() : 0, cancellation);
  }

  @Override
  public @Nullable RuntimeStatistics statistics() {
    return closed.get() ? null : generator.statistics(DeviceMemory.of(device));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      generator.close();
      tokenizer.tokenizer().close();
    }
  }

  private EncodedPrompt encode(Prompt prompt) throws LanguageModelException {
    checkOpen();
    return tokenizer.template().encodeMarked(prompt);
  }

  private void checkOpen() throws LanguageModelException {
    if (closed.get()) {
      throw new LanguageModelException(Kind.CANCELLED, "the model has been closed");
    }
  }
}
