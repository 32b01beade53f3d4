package org.nljdbc.runtime;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tiny test models; model-runtime/python/README.md says what they are. */
public final class TinyFiles {

  private TinyFiles() {}

  /** The path of a file or folder among them. */
  public static Path path(String name) {
    URL url = Objects.requireNonNull(TinyFiles.class.getResource("tiny/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The content of a JSON file among them. */
  public static JsonElement json(String name) {
    try {
      return JsonParser.parseString(Files.readString(path(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder's files into another folder. */
  public static Path copy(String name, Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(path(name))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  /** Every model that a runtime must open. */
  public static List<String> models() {
    return List.of(
        "tied-fp32",
        "tied-fp16",
        "untied-bf16",
        "tied-f32.gguf",
        "untied-f16.gguf",
        "tied-bf16.gguf",
        "untied-q8_0.gguf",
        "untied-q8_0-00001-of-00003.gguf",
        "mixed.gguf");
  }
}
