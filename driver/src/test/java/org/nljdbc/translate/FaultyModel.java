package org.nljdbc.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;

/** A model at a place of its own: answers as was written down, unless it is to fail. */
final class FaultyModel implements LanguageModel {

  final ScriptedModel model;

  /** How opening it fails; null if it does not. */
  @Nullable Kind opening;

  /** How every answer fails; null if none does. */
  @Nullable Kind generating;

  /** Whether it tells something before it fails. */
  boolean tells;

  int asked;

  /** Whether it was told that another has taken its place. */
  boolean retired;

  private final String name;

  FaultyModel(String name) {
    this.name = name;
    model = new ScriptedModel(name, name, "direct", 8192);
  }

  FaultyModel open() throws LanguageModelException {
    if (opening != null) {
      throw new LanguageModelException(opening, name + " cannot be reached");
    }
    return this;
  }

  @Override
  public ModelInfo info() {
    return model.info();
  }

  @Override
  public int countTokens(Prompt prompt) {
    return model.countTokens(prompt);
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    asked++;
    if (generating != null) {
      throw new LanguageModelException(generating, name + " is lost");
    }
    return model.generate(request, cancellation);
  }

  @Override
  public Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    if (tells) {
      listener.grew("half of");
    }
    return generate(request, cancellation);
  }

  @Override
  public List<String> takeNews() {
    return List.of("news of " + name);
  }

  @Override
  public void retire() {
    retired = true;
  }

  @Override
  public void close() {
    model.close();
  }
}
