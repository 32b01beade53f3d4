package org.nljdbc.it.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the jar under test is, and what it is tested with. */
final class AllJar {

  private AllJar() {}

  /** The one jar for tools, as the module model-runtime has packed it. */
  static Path path() {
    return existing("nljdbc.all.jar");
  }

  /** JSqlParser 4.5, as DBeaver has it. */
  static Path oldJSqlParser() {
    return existing("nljdbc.old.jsqlparser");
  }

  private static Path existing(String property) {
    Path path = Path.of(String.valueOf(System.getProperty(property)));
    assertTrue(
        Files.isRegularFile(path),
        () ->
            property + "=" + path + " is not there: these tests run after package, in mvn verify");
    return path;
  }

  /** Where a class of this test's class path comes from. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
