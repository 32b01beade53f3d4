package org.nljdbc.it.script;

import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Opens the models that {@link Script} has published. */
public final class ScriptedModelProvider implements LanguageModelProvider {

  @Override
  public boolean accepts(ModelOptions options) {
    return options.model().startsWith(Script.PREFIX);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    ScriptedModel model = Script.find(options.model());
    if (model == null) {
      throw new LanguageModelException(
          LanguageModelException.Kind.NOT_FOUND, "no script " + options.model());
    }
    progress.at("opening " + options.model(), 1);
    return model;
  }
}
