package org.nljdbc.runtime.process;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlDriver;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * What a runtime is started with: the Java that runs this program, and the classes that the driver
 * came in, or those in the folder of {@code nl.runtime.home}.
 */
final class LaunchPlan {

  private static final String MAIN = "org.nljdbc.runtime.cli.Nl";

  /** Of the libraries that the server needs and the driver does not. */
  private static final List<String> SERVER =
      List.of(
          "io.javalin.Javalin",
          "picocli.CommandLine",
          "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
          "io.github.bucket4j.Bucket",
          "com.zaxxer.hikari.HikariDataSource");

  /** A class in a folder or in a jar of the file system. */
  private static final Pattern PLAIN = Pattern.compile("file:.*|jar:file:[^!]*!/[^!]*");

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private LaunchPlan() {}

  /**
   * The command's beginning, up to the main class.
   *
   * @param home the setting {@code nl.runtime.home}, or empty
   * @return the words
   * @throws LanguageModelException FAILED if there is no Java to start, or no server in the
   *     classes; NOT_FOUND if the home has no jar
   */
  static List<String> command(String home) throws LanguageModelException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Ctrl-C in a terminal ends all that was started there, but what has a session of its own.
      command.add(SETSID.toString());
    }
    command.add(java().toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // Java warns otherwise
    }
    command.add("-cp");
    command.add(home.isEmpty() ? own() : ofHome(home));
    command.add(MAIN);
    return command;
  }

  private static Path java() throws LanguageModelException {
    Path bin = Path.of(System.getProperty("java.home", ""), "bin");
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    Path java = bin.resolve(windows ? "java.exe" : "java");
    if (!Files.isExecutable(java)) {
      throw new LanguageModelException(
          Kind.FAILED,
          "the runtime cannot be started as a process, since this program's Java has no "
              + java
              + "; use nl.runtime=embedded, or give the program a whole Java");
    }
    return java;
  }

  static String ofHome(String home) throws LanguageModelException {
    try {
      Path path = Path.of(home).toRealPath();
      if (Files.isRegularFile(path)) {
        return path.toString();
      }
      try (Stream<Path> files = Files.walk(path, 2)) {
        String jars =
            files
                .filter(file -> file.toString().endsWith(".jar"))
                .sorted()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        if (!jars.isEmpty()) {
          return jars;
        }
      }
    } catch (IOException | InvalidPathException e) {
      throw noJar(home, e);
    }
    throw noJar(home, null);
  }

  private static LanguageModelException noJar(String home, @Nullable Exception cause) {
    return new LanguageModelException(
        Kind.NOT_FOUND,
        "nl.runtime.home is \""
            + home
            + "\", where no jar is; it is the one jar, or a folder with the runtime's jars",
        cause);
  }

  /** Where this program has the classes from. */
  private static String own() throws LanguageModelException {
    ClassLoader loader =
        Objects.requireNonNullElse(
            LaunchPlan.class.getClassLoader(), ClassLoader.getSystemClassLoader());
    if (!isThere(MAIN, loader) || !SERVER.stream().allMatch(name -> isThere(name, loader))) {
      throw new LanguageModelException(
          Kind.FAILED,
          "the runtime cannot be started as a process, since its server is not on this program's"
              + " class path; name the one jar (nl-jdbc-...-all.jar) in nl.runtime.home, or use"
              + " nl.runtime=embedded");
    }
    String strange =
        Stream.concat(Stream.of(MAIN, NlDriver.class.getName()), SERVER.stream())
            .map(name -> String.valueOf(resource(name, loader)))
            .filter(url -> !PLAIN.matcher(url).matches())
            .findFirst()
            .orElse("");
    if (!strange.isEmpty()) {
      throw new LanguageModelException(
          Kind.FAILED,
          "the runtime cannot be started as a process, since its classes are where no class path"
              + " leads ("
              + strange.replaceFirst(":.*", ":")
              + ", a jar within a jar or what a loader of its own finds); name the one jar"
              + " (nl-jdbc-...-all.jar) in nl.runtime.home, or use nl.runtime=embedded");
    }
    Path code = RuntimeKey.code(LaunchPlan.class);
    if (code != null && Files.isRegularFile(code) && code.equals(RuntimeKey.code(NlDriver.class))) {
      return code.toString(); // the one jar
    }
    return loader instanceof URLClassLoader urls
        ? joined(urls.getURLs())
        : System.getProperty("java.class.path", "");
  }

  private static String joined(URL[] urls) {
    return Stream.of(urls)
        .map(RuntimeKey::path)
        .filter(Objects::nonNull)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder that this program has the classes from; null if it has them from a jar. */
  static @Nullable Path changingFolder() {
    Path code = RuntimeKey.code(LaunchPlan.class);
    return code != null && Files.isDirectory(code) ? code : null;
  }

  private static boolean isThere(String type, ClassLoader loader) {
    return resource(type, loader) != null;
  }

  private static @Nullable URL resource(String type, ClassLoader loader) {
    return loader.getResource(type.replace('.', '/') + ".class");
  }
}
