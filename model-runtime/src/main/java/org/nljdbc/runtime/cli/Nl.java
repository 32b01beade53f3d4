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

  private static final String LOGBACK = "logback.configurationFile";

  /**
   * Runs a command.
   *
   * @param args its name and arguments; {@code --help} tells them
   */
  public static void main(String[] args) {
    if (System.getProperty(LOGBACK) == null) {
      System.setProperty(LOGBACK, "org/nljdbc/runtime/cli/logback.xml");
    }
    System.exit(commandLine().execute(args));
  }

  /** The commands. */
  static CommandLine commandLine() {
    return new CommandLine(new Nl()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
