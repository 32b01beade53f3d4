package org.nljdbc.it.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether this checkout has the embedded model, which some checkouts leave out for size. */
final class EmbeddedShards {

  private static final Path FOLDER =
      Path.of("..", "model-runtime", "models", "qwen2.5-coder-0.5b-instruct-sql");
  private static final Pattern NAME = Pattern.compile(".*-(\\d{5})-of-(\\d{5})\\.gguf");

  private EmbeddedShards() {}

  /** Whether every shard is there. */
  static boolean areComplete() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return false;
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Matcher> shards =
          files.map(file -> NAME.matcher(file.toString())).filter(Matcher::matches).toList();
      return !shards.isEmpty() && shards.size() == Integer.parseInt(shards.get(0).group(2));
    }
  }
}
