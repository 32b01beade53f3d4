package org.nljdbc.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code nl}: what people do with NL-JDBC outside a database tool. */
@Command(
    name = "nl",
    description = "Questions in plain words to any database.",
    mixinStandardHelpOptions = true,
    version = "NL-JDBC 0.1.0",
    subcommands = {Serve.class, NewKey.class, CommandLine.HelpCommand.class})
public final class Nl {

  /**
   * Runs a command.
   *
   * @param args its name and arguments; {@code --help} tells them
   */
  public static void main(String[] args) {
    unlessGiven("logback.configurationFile", "org/nljdbc/runtime/cli/logback.xml");
    // In a build's class path is the binding of the one jar for tools too.
    unlessGiven("slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider");
    System.exit(commandLine().execute(args));
  }

  private static void unlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The commands. */
  static CommandLine commandLine() {
    return new CommandLine(new Nl()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
