package org.nljdbc.it.accuracy;

import java.util.ServiceLoader;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Opens the model that a {@link Meter} names, through whichever other provider accepts it. */
public final class MeteredProvider implements LanguageModelProvider {

  @Override
  public boolean accepts(ModelOptions options) {
    return options.model().startsWith(Meter.PREFIX);
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    Meter meter = Meter.find(options.model());
    if (meter == null) {
      throw new LanguageModelException(Kind.NOT_FOUND, "no meter " + options.model());
    }
    ModelOptions inner = options.withModel(meter.model());
    for (LanguageModelProvider provider : ServiceLoader.load(LanguageModelProvider.class)) {
      if (!(provider instanceof MeteredProvider) && provider.accepts(inner)) {
        long start = System.nanoTime();
        LanguageModel model = provider.open(inner, progress);
        meter.loaded(System.nanoTime() - start);
        return new MeteredModel(model, meter);
      }
    }
    throw new LanguageModelException(Kind.NOT_FOUND, "no provider opens " + meter.model());
  }
}
