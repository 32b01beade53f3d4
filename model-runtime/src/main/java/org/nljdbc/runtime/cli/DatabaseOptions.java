package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlDriver;
import org.nljdbc.settings.NlUrl;
import org.nljdbc.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Which database a command asks, and how it gets in. Secrets come from elsewhere than arguments.
 */
final class DatabaseOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "JDBC_URL",
      defaultValue = "${env:NL_URL}",
      description =
          "The database: jdbc:postgresql://..., or jdbc:nl:... with settings of the driver"
              + " (NL_URL).")
  private @Nullable String url;

  @Option(names = "--user", description = "The database's user.")
  private @Nullable String user;

  @Option(
      names = "--password",
      interactive = true,
      arity = "0",
      description = "Asks for the password.")
  private char @Nullable [] password;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "The environment variable that holds the password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The file that holds the password; a line break at its end is none of it.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--set",
      paramLabel = "nl.NAME=VALUE",
      description = "A setting of the driver, as often as wanted.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--driver-jar",
      paramLabel = "JAR",
      description = "A jar with the database's own driver, where it is not there already.")
  private List<Path> driverJars = new ArrayList<>();

  /** Whether a database is named. */
  boolean isGiven() {
    return url != null && !url.isBlank();
  }

  /**
   * The URL as this driver takes it.
   *
   * @throws ParameterException if there is none, or it is no JDBC URL
   */
  String nlUrl() {
    String given = url;
    if (given == null || given.isBlank()) {
      throw wrong("Missing required option: '--url=JDBC_URL' (or the variable NL_URL)");
    }
    if (NlUrl.matches(given)) {
      return given;
    }
    if (!given.regionMatches(true, 0, "jdbc:", 0, 5)) {
      throw wrong("--url is a JDBC URL and begins with jdbc:, such as jdbc:postgresql://host/name");
    }
    return NlUrl.PREFIX + given.substring(5);
  }

  /** The driver's settings, from the URL and the options; the URL wins. */
  Settings settings() throws SQLException {
    Properties given = new Properties();
    given.putAll(settings);
    return isGiven() ? Settings.of(NlUrl.parse(nlUrl()), given) : Settings.of(settings);
  }

  /**
   * Opens a connection that takes questions.
   *
   * @return the connection, to be closed
   * @throws ParameterException if an option is not valid
   * @throws IOException if the password's file cannot be read
   * @throws SQLException as the driver throws it
   */
  Connection connect() throws IOException, SQLException {
    String target = nlUrl();
    Properties info = new Properties();
    info.putAll(settings);
    if (user != null) {
      info.setProperty("user", user);
    }
    String secret = secret();
    if (secret != null) {
      info.setProperty("password", secret);
    }
    showDriverJars();
    Connection connection = new NlDriver().connect(target, info);
    if (connection == null) {
      throw wrong("--url is no URL of this driver");
    }
    return connection;
  }

  private @Nullable String secret() throws IOException {
    char[] typed = password;
    if (typed != null) {
      return new String(typed);
    }
    if (passwordVariable != null) {
      String value = System.getenv(passwordVariable);
      if (value == null) {
        throw wrong("--password-env: there is no variable " + passwordVariable);
      }
      return value;
    }
    return passwordFile == null
        ? null
        : Files.readString(passwordFile, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
  }

  /** The driver looks among what the thread's class loader sees. */
  private void showDriverJars() {
    if (driverJars.isEmpty()) {
      return;
    }
    URL[] urls = new URL[driverJars.size()];
    for (int i = 0; i < urls.length; i++) {
      Path jar = driverJars.get(i);
      if (!Files.isReadable(jar)) {
        throw wrong("--driver-jar: there is no file " + jar);
      }
      try {
        urls[i] = jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
    // Open as long as the program runs: drivers load classes late.
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(urls, DatabaseOptions.class.getClassLoader()));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
