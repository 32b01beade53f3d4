package org.nljdbc.runtime.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.djl.ExitGuard;
import org.nljdbc.runtime.server.NlServer;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.trace.TraceContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the server until the process is told to end. */
@Command(
    name = "serve",
    description = "Answers questions over HTTP; docs/server.md says how.",
    mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:NL_CONFIG}",
      description = "Settings in YAML (default: the variable NL_CONFIG, or none).")
  private @Nullable Path config;

  @Option(
      names = "--host",
      defaultValue = "${env:NL_HOST}",
      description = "Address to listen at (NL_HOST; 127.0.0.1).")
  private @Nullable String host;

  @Option(
      names = "--port",
      defaultValue = "${env:NL_PORT}",
      description = "Port to listen at, 0 for any free one (NL_PORT; 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--database",
      paramLabel = "NAME=URL",
      description = "A database, as often as wanted. Secrets belong into the settings' file.")
  private Map<String, String> databases = new LinkedHashMap<>();

  @Option(
      names = "--set",
      paramLabel = "nl.NAME=VALUE",
      description = "A setting of the driver for all databases, as often as wanted.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--registration",
      description = "Callers with the role admin may add databases by their JDBC URL.")
  private boolean registration;

  @Option(
      names = LogFormat.OPTION,
      paramLabel = "text|json",
      description = "How the log is written (NL_LOG_FORMAT; text).")
  private @Nullable LogFormat logFormat;

  @Override
  public Integer call() throws InterruptedException {
    requireLogFormat();
    TraceContext.configure();
    NlServer server = server();
    CountDownLatch ended = new CountDownLatch(1);
    ExitGuard.Hold end = ExitGuard.PROCESS.hold();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    server.close();
                  } finally {
                    end.close();
                    ended.countDown();
                  }
                },
                "nl-server-end"));
    server.start();
    spec.commandLine().getOut().println("NL-JDBC answers at " + server.uri());
    spec.commandLine().getOut().flush();
    ended.await();
    return 0;
  }

  /** The format itself is set by {@link Nl}, before anything has a logger. */
  private void requireLogFormat() {
    if (logFormat != null && !Nl.logsByLogback()) {
      throw wrong(
          "--log-format needs logback-classic on the class path; without it the log is that of"
              + " java.util.logging");
    }
  }

  private NlServer server() {
    try {
      return new NlServer(config());
    } catch (InvalidFieldException | SQLException e) {
      throw wrong("The settings are not valid: " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw wrong("There is no file " + e.getFile());
    } catch (IOException e) {
      throw wrong("A file cannot be read: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The file's settings, with those of the command line and the environment over them. */
  ServerConfig config() throws IOException {
    ServerConfig base =
        config == null || config.toString().isEmpty()
            ? ServerConfig.DEFAULT
            : ConfigFile.read(config, System.getenv());
    List<DatabaseConfig> more = new ArrayList<>();
    databases.forEach((name, url) -> more.add(DatabaseConfig.of(name, url)));
    return base.withAddress(host == null ? base.host() : host, port == null ? base.port() : port)
        .withRegistration(registration || base.registration())
        .with(more, settings);
  }
}
