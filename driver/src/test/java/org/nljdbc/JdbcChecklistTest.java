package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/jdbc-checklist.md to the tests that there are. */
class JdbcChecklistTest {

  private static final Path CHECKLIST = Path.of("..", "docs", "jdbc-checklist.md");
  private static final List<Path> TESTS =
      List.of(
          Path.of("src", "test", "java"),
          Path.of("..", "it-tests", "src", "test", "java"),
          Path.of("..", "it-tests", "spark", "src", "test", "java"));
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+) \\| (.+) \\| (.+) \\|");
  private static final Pattern REASON = Pattern.compile("(does not apply|not done): .{10,}");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  /** A test, a rule about classes, or a scenario that a test plays to two drivers. */
  private static final String DECLARED = "(?:void|ArchRule) %s\\b";

  private static final Map<String, String> SOURCES = new HashMap<>();
  private static final List<Matcher> ROWS = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    for (Path root : TESTS) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(
                file ->
                    SOURCES.put(file.getFileName().toString().replace(".java", ""), text(file)));
      }
    }
    for (String line : Files.readAllLines(CHECKLIST)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        ROWS.add(row);
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void everyRuleHasATestOrAReason() {
    assertTrue(ROWS.size() > 100, () -> ROWS.size() + " rows");
    List<String> without =
        ROWS.stream()
            .filter(row -> !NAMED.matcher(row.group(3)).find())
            .filter(row -> !REASON.matcher(row.group(3)).matches())
            .map(row -> row.group(1))
            .toList();
    assertEquals(List.of(), without);
  }

  @Test
  void everyTestThatIsNamedIsThere() {
    List<String> missing = new ArrayList<>();
    for (Matcher row : ROWS) {
      Matcher named = NAMED.matcher(row.group(3));
      while (named.find()) {
        String source = SOURCES.getOrDefault(named.group(1), "");
        if (!Pattern.compile(String.format(DECLARED, named.group(2))).matcher(source).find()) {
          missing.add(row.group(1) + " " + named.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyRuleHasItsNumber() {
    Set<String> numbers = new HashSet<>();
    assertEquals(
        List.of(),
        ROWS.stream().map(row -> row.group(1)).filter(number -> !numbers.add(number)).toList());
  }
}
