package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.runtime.server.security.ApiKeys;
import picocli.CommandLine;

/** The program nl. */
class NlTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = Nl.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private static ServerConfig config(String... args) throws IOException {
    Serve serve = new Serve();
    new CommandLine(serve).parseArgs(args);
    return serve.config();
  }

  @Test
  void helpTellsTheCommands() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("serve"), out::toString);
    assertEquals(0, run("serve", "--help"));
    assertTrue(out.toString().contains("--config"), out::toString);
    for (String command : List.of("ask", "doctor", "pull", "bench", "eval")) {
      assertEquals(0, run(command, "--help"));
      assertTrue(out.toString().contains("Usage: nl " + command), out::toString);
    }
  }

  @Test
  void theVersionIsTheBuilds() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("(?s)NL-JDBC \\d+\\.\\d+.*Java.*"), out::toString);
  }

  @Test
  void aShellCanCompleteTheCommands() {
    assertEquals(0, run("generate-completion"));
    assertTrue(out.toString().contains("complete -F _complete_nl"), out::toString);
    assertTrue(out.toString().contains("--max-rows"), out::toString);
  }

  @Test
  void optionsStandOverTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nl.yaml"),
            "port: 1\nsettings: {nl.tries: 1}\ndatabases: [{name: a, url: 'jdbc:h2:mem:a'}]");
    ServerConfig config =
        config(
            "--config=" + file,
            "--port=2",
            "--set=nl.tries=3",
            "--database=b=jdbc:sqlite:/b.db?x=1",
            "--registration");
    assertEquals(2, config.port());
    assertEquals(Map.of("nl.tries", "3"), config.settings());
    assertEquals("jdbc:nl:sqlite:/b.db?x=1", config.databases().get(1).url());
    assertTrue(config.registration());
    assertEquals(ServerConfig.DEFAULT, config());
  }

  @Test
  void settingsThatAreNotValidAreTold(@TempDir Path folder) throws IOException {
    assertEquals(2, run("serve", "--host=0.0.0.0"));
    assertTrue(err.toString().contains("security.keys"), err::toString);
    assertEquals(2, run("serve", "--config=" + folder.resolve("none.yaml")));
    assertTrue(err.toString().contains("none.yaml"), err::toString);
    assertEquals(2, run("serve", "--set=nl.tires=3"));
    assertTrue(err.toString().contains("nl.tries"), err::toString);
  }

  @Test
  void aKeyFitsTheLinesForTheSettings() {
    assertEquals(0, run("key", "--name=ann", "--roles=ask"));
    String text = out.toString();
    String key =
        text.lines().filter(line -> line.contains("nlk_")).findFirst().orElseThrow().strip();
    String yaml = text.substring(text.indexOf("  - name"));
    ServerConfig config = ConfigFile.parse("security:\n keys:\n" + yaml, Map.of());
    assertEquals(
        HexFormat.of().formatHex(ApiKeys.digest(key)), config.security().keys().get(0).sha256());
    assertEquals(2, run("key", "--name=ann", "--roles=king"));
    assertEquals(2, run("key", "--name=local"));
    assertEquals(2, run("key", "--name=refused 10.0.0.1"));
  }
}
