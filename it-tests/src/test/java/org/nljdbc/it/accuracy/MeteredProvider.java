package org.nljdbc.it.accuracy;

import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Opens the model that a {@link Meter} names. */
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
    long start = System.nanoTime();
    LanguageModel model = meter.model().open(options, progress);
    meter.loaded(System.nanoTime() - start);
    return new MeteredModel(model, meter, options);
  }
}
