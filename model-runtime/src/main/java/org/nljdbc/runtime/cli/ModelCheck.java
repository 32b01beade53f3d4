package org.nljdbc.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nljdbc.runtime.EmbeddedModelFiles;
import org.nljdbc.runtime.LocalModelProvider;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/** Looks at the embedded model and at the native libraries that run it. */
final class ModelCheck {

  /** What the jars with native libraries tell of themselves. */
  private static final List<String> LIBRARIES =
      List.of(
          "native/lib/pytorch.properties",
          "jnilib/pytorch.properties",
          "native/lib/tokenizers.properties");

  private final ClassLoader loader;
  private final Progress progress;

  /**
   * Makes it.
   *
   * @param loader where libraries are looked for
   * @param progress told how far it is
   */
  ModelCheck(ClassLoader loader, Progress progress) {
    this.loader = loader;
    this.progress = progress;
  }

  /**
   * Looks.
   *
   * @param load whether to load the model and let it write a few words
   */
  List<Finding> all(boolean load) {
    List<Finding> all = new ArrayList<>();
    all.add(libraries());
    all.add(files());
    if (load && all.stream().noneMatch(each -> each.level() == Finding.Level.FAIL)) {
      all.add(answers());
    }
    return all;
  }

  private Finding libraries() {
    List<String> missing =
        LIBRARIES.stream().filter(name -> loader.getResource(name) == null).toList();
    return missing.isEmpty()
        ? Finding.ok("The native libraries are there (libtorch, tokenizers)")
        : Finding.fail(
            "Native libraries are missing: " + String.join(", ", missing),
            "Use the one jar, or put pytorch-native-cpu for this system on the class path.");
  }

  private Finding files() {
    EmbeddedModelFiles files = new EmbeddedModelFiles();
    if (!files.complete()) {
      return Finding.fail(
          "The embedded model is missing or not complete",
          "Use the one jar, or name a model in nl.model.");
    }
    try {
      files.verify(progress);
      return Finding.ok("The embedded model is complete, and its checksums are right");
    } catch (LanguageModelException e) {
      return Finding.fail(String.valueOf(e.getMessage()), "Get the product's files again.");
    }
  }

  private Finding answers() {
    long start = System.nanoTime();
    try (LanguageModel model = new LocalModelProvider().open(ModelOptions.embedded(), progress)) {
      double loaded = (System.nanoTime() - start) / 1e9;
      model.generate(
          GenerationRequest.greedy(Prompt.ofText("SELECT COUNT(*) FROM"), 4, List.of()),
          Cancellation.NEVER);
      return Finding.ok(
          String.format(
              Locale.ROOT,
              "The embedded model runs here: %s, loaded in %.1f s",
              model.info().placement(),
              loaded));
    } catch (LanguageModelException e) {
      return Finding.fail(
          "The embedded model does not run here: " + e.getMessage(),
          "Name another model in nl.model, or a server in nl.runtime.");
    }
  }
}
