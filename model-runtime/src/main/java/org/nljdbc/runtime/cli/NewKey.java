package org.nljdbc.runtime.cli;

import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.KeyConfig;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.runtime.server.security.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an API key. */
@Command(
    name = "key",
    description = "Makes an API key for a server, and the lines for its settings.",
    mixinStandardHelpOptions = true)
final class NewKey implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--name", required = true, description = "Whose it is, for logs.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String name;

  @Option(
      names = "--roles",
      split = ",",
      defaultValue = "ask,execute",
      description = "What its bearer may do: ask, execute, admin (default: ${DEFAULT-VALUE}).")
  private List<String> roles = List.of();

  @Override
  public Integer call() {
    try {
      KeyConfig.name("--name", name);
      Role.read("--roles", roles);
    } catch (InvalidFieldException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    String key = ApiKeys.generate();
    PrintWriter out = spec.commandLine().getOut();
    out.println("The key, for its bearer; it is kept nowhere:");
    out.println("  " + key);
    out.println("For the server's settings, below security: keys:");
    out.println("  - name: " + name);
    out.println("    sha256: \"" + HexFormat.of().formatHex(ApiKeys.digest(key)) + "\"");
    out.println("    roles: [" + String.join(", ", roles) + "]");
    out.flush();
    return 0;
  }
}
