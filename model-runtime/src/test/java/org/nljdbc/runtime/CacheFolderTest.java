package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  @Test
  void followsTheConventionsOfTheSystem() {
    assertEquals(Path.of("/home/a/.cache/nl-jdbc"), CacheFolder.of(Map.of(), "Linux", "/home/a"));
    assertEquals(
        Path.of("/fast/nl-jdbc"),
        CacheFolder.of(Map.of("XDG_CACHE_HOME", "/fast"), "Linux", "/home/a"));
    assertEquals(
        Path.of("/Users/a/Library/Caches/nl-jdbc"),
        CacheFolder.of(Map.of(), "Mac OS X", "/Users/a"));
    assertEquals(
        Path.of("local").resolve("nl-jdbc"),
        CacheFolder.of(Map.of("LOCALAPPDATA", "local"), "Windows 11", "home"));
    assertTrue(CacheFolder.ofUser().endsWith("nl-jdbc"));
  }
}
