package org.nljdbc.spi;

/** Opens models of one sort; found by {@link java.util.ServiceLoader}. */
public interface LanguageModelProvider {

  /**
   * Whether this provider opens models so named. Does no I/O beyond looking at file names.
   *
   * @param options the model's name and how to run it
   * @return true if {@link #open} should be called
   */
  boolean accepts(ModelOptions options);

  /**
   * Loads a model. May take seconds; tells its progress.
   *
   * @param options the model's name and how to run it
   * @param progress told how far loading is
   * @return the model, to be closed by the caller
   * @throws LanguageModelException if it cannot be loaded
   */
  LanguageModel open(ModelOptions options, Progress progress) throws LanguageModelException;

  /**
   * Loads a model that may have to be fetched first. Loading by itself goes on if nobody waits any
   * more, since somebody will ask again; a provider that downloads ends the download then.
   *
   * @param options the model's name and how to run it
   * @param progress told how far loading is
   * @param abandoned whether nobody waits for the model any more
   * @return the model, to be closed by the caller
   * @throws LanguageModelException if it cannot be loaded; CANCELLED if it was abandoned
   */
  default LanguageModel open(ModelOptions options, Progress progress, Cancellation abandoned)
      throws LanguageModelException {
    return open(options, progress);
  }

  /**
   * Says what speaks against a runtime that programs share, where nobody has named that place
   * ({@link ModelOptions#isOptional}). Asked before {@link #open}; starts nothing and takes
   * milliseconds at most.
   *
   * @param options the model
   * @return the end of a sentence that begins with "since", for people; empty if nothing does
   */
  default String objection(ModelOptions options) {
    return "the runtime at hand is none that programs share";
  }
}
