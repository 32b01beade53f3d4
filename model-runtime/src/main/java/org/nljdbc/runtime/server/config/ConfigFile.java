package org.nljdbc.runtime.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.config.YamlText;

/** Reads the server's settings from a YAML file, in which {@link YamlText} resolves references. */
public final class ConfigFile {

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @param file the file, UTF-8
   * @param environment variables that it may name
   * @return the settings
   * @throws IOException if it cannot be read
   * @throws InvalidFieldException if something in it is not valid
   */
  public static ServerConfig read(Path file, Map<String, String> environment) throws IOException {
    return parse(Files.readString(file), environment);
  }

  /**
   * Reads the text of such a file.
   *
   * @param yaml the text
   * @param environment variables that it may name
   * @return the settings
   * @throws InvalidFieldException if something in it is not valid
   */
  public static ServerConfig parse(String yaml, Map<String, String> environment) {
    return ServerConfig.read(Fields.of("", YamlText.read(yaml, environment)));
  }
}
