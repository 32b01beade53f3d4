package org.nljdbc.runtime.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.nljdbc.runtime.EmbeddedModelFiles;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.runtime.hub.HubId;
import org.nljdbc.runtime.hub.HubModels;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a model, so that no question has to wait for it. */
@Command(
    name = "pull",
    description = {
      "Downloads a model into the cache of Hugging Face's tools; goes on where it was broken off.",
      "HF_ENDPOINT, HF_HUB_CACHE, HF_TOKEN and HF_HUB_OFFLINE mean what they mean there."
    },
    mixinStandardHelpOptions = true)
final class Pull implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description =
          "org/name or org/name@revision at Hugging Face, or 'embedded' to unpack what comes with"
              + " the product.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String model;

  private final HubEnvironment hub;

  /** Used by picocli. */
  Pull() {
    this(HubEnvironment.ofProcess());
  }

  Pull(HubEnvironment hub) {
    this.hub = hub;
  }

  @Override
  public Integer call() throws LanguageModelException {
    Progress bar = new ProgressBar(spec.commandLine().getErr(), Terminal.isThere());
    Path path;
    if (model.equals(ModelOptions.EMBEDDED)) {
      path = new EmbeddedModelFiles().firstShard(bar);
    } else {
      HubId id = HubId.parse(model);
      if (id == null) {
        throw new ParameterException(
            spec.commandLine(),
            "A model at a hub has a name such as org/name or org/name@revision");
      }
      path = new HubModels(hub).model(id, bar);
    }
    spec.commandLine().getOut().println(path);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
