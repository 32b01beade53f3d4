package org.nljdbc.it.accuracy;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/**
 * A model that several {@link Meter}s listen to. The driver takes them for different models, which
 * keeps what each is asked apart; here they are one, in memory once, so that questions that are
 * asked at the same time are answered together, as those of several connections are.
 */
final class CommonModel {

  private final String name;
  private final Map<ModelOptions, Opened> opened = new HashMap<>();

  /** A model in memory, with how many use it. */
  private static final class Opened {
    private final LanguageModel model;
    private int users;

    private Opened(LanguageModel model) {
      this.model = model;
    }
  }

  /**
   * Names a model; nothing is loaded yet.
   *
   * @param name the setting {@code nl.model}
   */
  CommonModel(String name) {
    this.name = name;
  }

  /**
   * Opens the model, through whichever provider accepts it, or joins those who have it.
   *
   * @param options how, whatever model they name
   * @param progress told how far loading is
   * @return the model, to be given back by {@link #release}
   * @throws LanguageModelException if it cannot be had
   */
  synchronized LanguageModel open(ModelOptions options, Progress progress)
      throws LanguageModelException {
    ModelOptions own = options.withModel(name);
    Opened known = opened.get(own);
    if (known == null) {
      known = new Opened(load(own, progress));
      opened.put(own, known);
    }
    known.users++;
    return known.model;
  }

  private static LanguageModel load(ModelOptions own, Progress progress)
      throws LanguageModelException {
    for (LanguageModelProvider provider : ServiceLoader.load(LanguageModelProvider.class)) {
      if (!(provider instanceof MeteredProvider) && provider.accepts(own)) {
        return provider.open(own, progress);
      }
    }
    throw new LanguageModelException(Kind.NOT_FOUND, "no provider opens " + own.model());
  }

  /**
   * Gives back what {@link #open} has given; the last to do so closes the model.
   *
   * @param options as they were there
   */
  synchronized void release(ModelOptions options) {
    ModelOptions own = options.withModel(name);
    @Nullable Opened known = opened.get(own);
    if (known != null && --known.users == 0) {
      opened.remove(own);
      known.model.close();
    }
  }
}
