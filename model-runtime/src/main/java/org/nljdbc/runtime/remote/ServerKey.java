package org.nljdbc.runtime.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelServer;

/** Finds the key that a server wants. No message holds it. */
final class ServerKey {

  private static final int MAX_BYTES = 16_384;

  private ServerKey() {}

  /**
   * Finds it.
   *
   * @param server says where it is
   * @param environment gives the value of an environment variable, or null
   * @return the key, or null if there is none
   * @throws LanguageModelException NOT_FOUND if it is not where it should be
   */
  static @Nullable String of(ModelServer server, UnaryOperator<@Nullable String> environment)
      throws LanguageModelException {
    String given = server.key();
    String key = given;
    if (given.startsWith(ModelServer.KEY_IN_ENVIRONMENT)) {
      String name = given.substring(ModelServer.KEY_IN_ENVIRONMENT.length());
      String value = environment.apply(name);
      key = value == null ? "" : value;
      if (key.isBlank()) {
        throw missing("the environment variable " + name + " is not set", null);
      }
    } else if (given.startsWith(ModelServer.KEY_IN_FILE)) {
      key = read(given.substring(ModelServer.KEY_IN_FILE.length()));
    }
    key = key.strip();
    if (!key.matches("[\\x21-\\x7e]*")) {
      throw missing("the key holds characters that no key has", null);
    }
    return key.isEmpty() ? null : key;
  }

  private static String read(String file) throws LanguageModelException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw missing("the file " + file + " is empty", null);
      }
      return text;
    } catch (IOException | InvalidPathException e) {
      throw missing("the file " + file + " cannot be read", e);
    }
  }

  private static LanguageModelException missing(String what, @Nullable Throwable cause) {
    return new LanguageModelException(
        Kind.NOT_FOUND,
        "There is no key for the model server: "
            + what
            + ". nl.runtime.key is the key itself, env:NAME or file:PATH.",
        cause);
  }
}
