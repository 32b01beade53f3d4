package org.nljdbc.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the table of settings in docs/usage.md to the settings that there are. */
class UsageTableTest {

  private static final Path USAGE = Path.of("..", "docs", "usage.md");

  @Test
  void tellsEverySettingWithItsDefaultAndDescription() throws IOException {
    List<String> expected =
        Arrays.stream(Setting.values())
            .map(
                setting -> {
                  String value = setting.defaultValue();
                  return String.format(
                      "| `%s` | %s | %s |",
                      setting.key(),
                      value.isEmpty() ? "(empty)" : "`" + value + "`",
                      setting.description());
                })
            .toList();
    List<String> written =
        Files.readAllLines(USAGE).stream().filter(line -> line.startsWith("| `nl.")).toList();
    assertEquals(expected, written);
  }
}
