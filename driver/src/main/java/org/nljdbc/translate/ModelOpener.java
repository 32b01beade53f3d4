package org.nljdbc.translate;

import java.util.List;
import java.util.function.Supplier;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/**
 * Opens models through the first provider that accepts their options.
 *
 * @param providers asked for the providers whenever a model is to be opened
 */
record ModelOpener(Supplier<List<LanguageModelProvider>> providers) implements SharedModel.Opener {

  @Override
  public LanguageModel open(ModelOptions options, Progress progress, Cancellation abandoned)
      throws LanguageModelException {
    List<LanguageModelProvider> found = providers.get();
    if (options.isOptional()) {
      return ChosenModel.open(
          found,
          options,
          progress,
          (progressed, ended) -> open(options.here(), progressed, ended),
          abandoned);
    }
    for (LanguageModelProvider provider : found) {
      if (provider.accepts(options)) {
        return provider.open(options, progress, abandoned);
      }
    }
    boolean none = found.isEmpty() || !options.isHere();
    String advice =
        none
            ? "No model runtime is on the class path. Add the artefact"
                + " org.nljdbc:nl-jdbc-model-runtime (same version as the driver)."
            : "nl.model="
                + options.model()
                + " is neither 'embedded' nor a snapshot folder nor a"
                + " GGUF file nor the name of a hub's model (org/name). Check the path.";
    throw new LanguageModelException(Kind.NOT_FOUND, advice);
  }
}
