package org.nljdbc.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.runtime.tokenizer.ModelTokenizer;
import org.nljdbc.runtime.weights.AdaptedWeights;
import org.nljdbc.runtime.weights.GgufModel;
import org.nljdbc.runtime.weights.HuggingFaceSnapshot;
import org.nljdbc.runtime.weights.WeightSource;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * The opened files of one model. The weights are read when they are asked for.
 *
 * @param weights its tensors
 * @param tokenizer its tokenizer and chat template
 */
public record ModelFiles(WeightSource weights, ModelTokenizer tokenizer) implements AutoCloseable {

  /**
   * Opens a model.
   *
   * @param path the folder of a Hugging Face snapshot, a GGUF file, or any shard of one
   * @return the model's files, to be closed by the caller
   * @throws LanguageModelException NOT_FOUND, CORRUPT or UNSUPPORTED, saying what was found where
   *     and what to do; nothing stays open then
   */
  public static ModelFiles open(Path path) throws LanguageModelException {
    if (Files.isDirectory(path)) {
      return together(path, HuggingFaceSnapshot.open(path), () -> ModelTokenizer.ofSnapshot(path));
    }
    if (!Files.isRegularFile(path)) {
      throw new LanguageModelException(
          Kind.NOT_FOUND,
          "There is no model at "
              + path
              + ". Give the folder of a Hugging Face snapshot or a GGUF file.");
    }
    GgufModel model = GgufModel.open(path);
    return together(path, model.weights(), () -> ModelTokenizer.ofGguf(model.metadata()));
  }

  /**
   * Opens a model with an adapter.
   *
   * @param path the model, as for {@link #open(Path)}
   * @param adapter the folder of a LoRA adapter in the layout of PEFT, or null for none
   * @return the model's files, to be closed by the caller; its weights are the adapted ones
   * @throws LanguageModelException NOT_FOUND, CORRUPT, or UNSUPPORTED also if the adapter was made
   *     for another model; nothing stays open then
   */
  public static ModelFiles open(Path path, @Nullable Path adapter) throws LanguageModelException {
    ModelFiles files = open(path);
    if (adapter == null) {
      return files;
    }
    try {
      return new ModelFiles(AdaptedWeights.open(files.weights, adapter), files.tokenizer);
    } catch (LanguageModelException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private interface Opener {
    ModelTokenizer open() throws LanguageModelException;
  }

  private static ModelFiles together(Path path, WeightSource weights, Opener opener)
      throws LanguageModelException {
    try {
      ModelTokenizer tokenizer = opener.open();
      if (tokenizer.tokenizer().vocabularySize() > weights.config().vocabulary()) {
        tokenizer.tokenizer().close();
        throw ModelFileErrors.corrupt(
            path,
            "its tokenizer has "
                + tokenizer.tokenizer().vocabularySize()
                + " tokens, but its embedding has "
                + weights.config().vocabulary()
                + " rows");
      }
      return new ModelFiles(weights, tokenizer);
    } catch (LanguageModelException e) {
      weights.close();
      throw e;
    }
  }

  /** Closes the files and frees the tokenizer. */
  @Override
  public void close() {
    weights.close();
    tokenizer.tokenizer().close();
  }
}
