package org.nljdbc.runtime.process;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.RuntimeVersion;
import org.nljdbc.runtime.files.Sha256;
import org.nljdbc.spi.ModelOptions;

/** Which programs share a runtime: those of one version that want one model, run in one way. */
final class RuntimeKey {

  private static final int BYTES = 8;

  private RuntimeKey() {}

  /** The version with the size of the jar, since unfinished versions have one name. */
  static String build() {
    Path code = code(RuntimeKey.class);
    try {
      return code != null && Files.isRegularFile(code)
          ? RuntimeVersion.text() + " " + Files.size(code)
          : RuntimeVersion.text();
    } catch (IOException e) {
      return RuntimeVersion.text();
    }
  }

  /** Where a class comes from, or null if nobody says. */
  static @Nullable Path code(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL url = source == null ? null : source.getLocation();
    return url == null ? null : path(url);
  }

  /** The file that a URL names, or null if it names none. */
  static @Nullable Path path(URL url) {
    try {
      URI uri = url.toURI();
      return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The name of a runtime's files.
   *
   * @param build the version
   * @param options the model; paths are absolute
   */
  static String of(String build, ModelOptions options) {
    String all =
        String.join(
            "\n",
            build,
            options.model(),
            options.adapter(),
            options.device(),
            Integer.toString(options.threads()),
            Integer.toString(options.contextTokens()));
    return HexFormat.of().formatHex(Sha256.bytes(all), 0, BYTES);
  }

  /**
   * The options with what exists here by its whole path, since the runtime works in a folder of its
   * own. A folder that happens to be called like a word that settings know is not meant.
   *
   * @param options the model as a program names it
   * @param here the folder that the program works in
   */
  static ModelOptions absolute(ModelOptions options, Path here) {
    return new ModelOptions(
        options.model().equals(ModelOptions.EMBEDDED)
            ? options.model()
            : absolute(options.model(), here),
        options.adapter().equalsIgnoreCase(ModelOptions.NO_ADAPTER)
            ? options.adapter()
            : absolute(options.adapter(), here),
        options.device(),
        options.threads(),
        options.contextTokens());
  }

  private static String absolute(String name, Path here) {
    if (name.isEmpty()) {
      return name;
    }
    try {
      Path path = here.resolve(name);
      return Files.exists(path) ? path.toRealPath().toString() : name;
    } catch (IOException | InvalidPathException e) {
      return name;
    }
  }
}
