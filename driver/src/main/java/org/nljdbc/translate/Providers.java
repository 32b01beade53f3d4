package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds model runtimes: beside the driver first, then where the calling thread's classes are. */
final class Providers {

  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private Providers() {}

  static List<LanguageModelProvider> find() {
    List<LanguageModelProvider> found = new ArrayList<>();
    Set<Class<?>> known = new HashSet<>();
    add(Providers.class.getClassLoader(), found, known);
    add(Thread.currentThread().getContextClassLoader(), found, known);
    return found;
  }

  private static void add(
      @Nullable ClassLoader loader, List<LanguageModelProvider> found, Set<Class<?>> known) {
    if (loader == null) {
      return;
    }
    Iterator<LanguageModelProvider> all =
        ServiceLoader.load(LanguageModelProvider.class, loader).iterator();
    while (true) {
      try {
        if (!all.hasNext()) {
          return;
        }
        LanguageModelProvider provider = all.next();
        if (known.add(provider.getClass())) {
          found.add(provider);
        }
      } catch (ServiceConfigurationError e) {
        // A runtime of another version, or one that another class loader sees: not ours.
        LOG.warn("a language model provider cannot be used: {}", e.getMessage());
      }
    }
  }
}
