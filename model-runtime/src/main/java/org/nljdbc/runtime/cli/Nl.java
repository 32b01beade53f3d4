package org.nljdbc.runtime.cli;

import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code nl}: what people do with NL-JDBC outside a database tool. */
@Command(
    name = "nl",
    description = "Questions in plain words to any database.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      Ask.class,
      Serve.class,
      Status.class,
      Stop.class,
      Doctor.class,
      Pull.class,
      Bench.class,
      Eval.class,
      Lessons.class,
      NewKey.class,
      SharedRuntime.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Nl {

  private static final String LOG_LEVEL = "NL_LOG_LEVEL";

  /** Commands that run for long and log what they do; the others speak for themselves. */
  private static final List<String> LOGGING = List.of("serve", "shared-runtime");

  private static final String LOGBACK = "ch.qos.logback.classic.spi.LogbackServiceProvider";

  /**
   * The logger in java.util.logging, where nothing else is there; held, or it would be forgotten.
   */
  private static final Logger LOG = Logger.getLogger("org.nljdbc");

  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("io.javalin"),
          Logger.getLogger("org.eclipse.jetty"),
          Logger.getLogger("com.zaxxer"));

  /**
   * Runs a command.
   *
   * @param args its name and arguments; {@code --help} tells them
   */
  public static void main(String[] args) {
    boolean logging = args.length > 0 && LOGGING.contains(args[0]);
    if (System.getenv(LOG_LEVEL) == null && !logging) {
      unlessGiven(LOG_LEVEL, "warn");
    }
    LOG.setLevel(logging ? Level.INFO : Level.WARNING);
    if (logging) {
      LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
    }
    if (logsByLogback()) {
      LogFormat format = LogFormat.in(args);
      if (format != null) {
        System.setProperty("NL_LOG_FORMAT", format.name().toLowerCase(Locale.ROOT));
      }
      unlessGiven("logback.configurationFile", "org/nljdbc/runtime/cli/logback.xml");
      // In a build's class path is the binding of the one jar for tools too.
      unlessGiven("slf4j.provider", LOGBACK);
      // Or it would say so on standard error, where a log in JSON has nothing but JSON.
      unlessGiven("slf4j.internal.verbosity", "WARN");
    }
    System.exit(commandLine().execute(args));
  }

  /** Whether logback is there to write the log. */
  static boolean logsByLogback() {
    try {
      return Class.forName(LOGBACK, false, Nl.class.getClassLoader()) != null;
    } catch (ClassNotFoundException absent) {
      return false; // the one jar logs through java.util.logging
    }
  }

  private static void unlessGiven(String property, @Nullable String value) {
    if (System.getProperty(property) == null && value != null) {
      System.setProperty(property, value);
    }
  }

  /** The commands. */
  static CommandLine commandLine() {
    return new CommandLine(new Nl())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new PlainErrors());
  }
}
