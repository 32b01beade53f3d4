package org.nljdbc.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/** Asks a tiny model, in whatever class loader this class lives. */
public final class LoaderGuest implements Callable<String> {

  @Override
  public String call() throws Exception {
    Path folder = Files.createTempDirectory("guest");
    LocalModelProvider provider =
        new LocalModelProvider(folder.resolve("cache"), HubEnvironment::ofProcess);
    ModelOptions options =
        new ModelOptions(TinyFiles.path("tied-fp32").toString(), "none", "cpu", 1, 0);
    Prompt prompt =
        new Prompt(
            List.of(new Prompt.Message(Prompt.Role.USER, "How many orders are there?")), "SELECT");
    try (LanguageModel model = provider.open(options, Progress.NONE)) {
      return model
          .generate(GenerationRequest.builder(prompt, 12).build(), Cancellation.NEVER)
          .candidates()
          .get(0)
          .text();
    }
  }
}
