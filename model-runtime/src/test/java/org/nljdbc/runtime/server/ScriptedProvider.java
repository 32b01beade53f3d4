package org.nljdbc.runtime.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Opens the models that tests have published, by their names. */
public final class ScriptedProvider implements LanguageModelProvider {

  static final String PREFIX = "server-script:";
  static final Map<String, ScriptedModel> MODELS = new ConcurrentHashMap<>();

  @Override
  public boolean accepts(ModelOptions options) {
    return options.model().startsWith(PREFIX);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    ScriptedModel model = MODELS.get(options.model());
    if (model == null) {
      throw new LanguageModelException(Kind.NOT_FOUND, "no script " + options.model());
    }
    return model;
  }
}
