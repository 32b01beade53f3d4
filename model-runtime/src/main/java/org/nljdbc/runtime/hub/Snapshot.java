package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.weights.HuggingFaceSnapshot;
import org.nljdbc.spi.LanguageModelException;

/**
 * Which files make a model, and whether a folder has them.
 *
 * @param folder the folder of one commit; it need not exist
 */
record Snapshot(Path folder) {

  /** A name without a folder: what is in folders is for other programs. */
  private static final Pattern SMALL =
      Pattern.compile(
          "config\\.json|generation_config\\.json|tokenizer[A-Za-z0-9._-]{0,60}\\.json"
              + "|chat_template[A-Za-z0-9._-]{0,60}|model\\.safetensors\\.index\\.json");

  private static final Pattern GGUF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}\\.gguf");

  /** The files around the weights, among the hub's files. They come first. */
  static List<String> small(Collection<String> files) {
    return files.stream().filter(file -> SMALL.matcher(file).matches()).toList();
  }

  /**
   * The files of the weights, among the hub's files.
   *
   * @param files the hub's files
   * @return their names; empty if there are none that this runtime reads
   * @throws LanguageModelException CORRUPT if the index, which lies in the folder, is damaged
   */
  List<String> weights(Collection<String> files) throws LanguageModelException {
    if (files.contains(HuggingFaceSnapshot.SINGLE)) {
      return List.of(HuggingFaceSnapshot.SINGLE);
    }
    if (files.contains(HuggingFaceSnapshot.INDEX)) {
      return List.copyOf(HuggingFaceSnapshot.shards(folder.resolve(HuggingFaceSnapshot.INDEX)));
    }
    return GgufChoice.of(files.stream().filter(file -> GGUF.matcher(file).matches()).toList());
  }

  /**
   * What to open.
   *
   * @return the folder, or a GGUF file in it; null if something is missing
   */
  @Nullable Path model() {
    try {
      List<String> files = files();
      if (files.contains("config.json") && files.contains("tokenizer.json")) {
        List<String> weights = weights(files);
        if (!weights.isEmpty() && !weights.get(0).endsWith(".gguf") && files.containsAll(weights)) {
          return folder;
        }
      }
      List<String> gguf = GgufChoice.of(files);
      return gguf.isEmpty() ? null : folder.resolve(gguf.get(0));
    } catch (IOException | LanguageModelException e) {
      return null; // whatever cannot be read now is downloaded, with an error where that fails too
    }
  }

  /** Links whose blob is gone do not count. */
  private List<String> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }
}
