package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.nljdbc.runtime.remote.RemoteModelProvider;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Opens models in the runtime that all programs of a user share. */
public final class ProcessModelProvider implements LanguageModelProvider {

  private final Path folder;
  private final Surroundings surroundings;

  /** Used by {@link java.util.ServiceLoader}. */
  public ProcessModelProvider() {
    this(RuntimeFiles.ofUser(), Surroundings.ofThisProgram());
  }

  /**
   * Makes a provider.
   *
   * @param folder where runtimes have their files
   * @param surroundings the machine
   */
  ProcessModelProvider(Path folder, Surroundings surroundings) {
    this.folder = folder;
    this.surroundings = surroundings;
  }

  @Override
  public String objection(ModelOptions options) {
    return runtimes(options).objection(surroundings);
  }

  @Override
  public boolean accepts(ModelOptions options) {
    return options.shared() != null;
  }

  @Override
  public LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException {
    return ProcessModel.open(runtimes(options), new RemoteModelProvider(), progress);
  }

  /**
   * Says, for people, which runtime these options would get; starts nothing.
   *
   * @throws LanguageModelException if none can be had
   */
  public String tell(ModelOptions options) throws LanguageModelException {
    RuntimeFiles files = runtimes(options).files();
    try {
      RuntimeEntry entry = files.entry();
      if (entry != null && files.isRunning()) {
        return "the shared runtime, process " + entry.pid() + ", which has " + entry.model();
      }
    } catch (IOException e) {
      throw new LanguageModelException(
          Kind.FAILED, files.folder() + " cannot be read: " + e.getMessage(), e);
    }
    LaunchPlan.command(Objects.requireNonNull(options.shared()).home());
    return "a shared runtime, which the first question starts, with " + options.model();
  }

  private SharedRuntimes runtimes(ModelOptions options) {
    ModelOptions.Shared shared = Objects.requireNonNull(options.shared(), "only shared models");
    return new SharedRuntimes(folder, RuntimeKey.absolute(options, Path.of("")), shared);
  }
}
