package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {

  private static final HubId TINY = new HubId("org", "tiny", "main");

  @TempDir Path folder;

  @Test
  void copiesWhereTheFileSystemHasNoLinks() throws Exception {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("cache.zip"), Map.of("create", "true"))) {
      HubCache cache = new HubCache(zip.getPath("/hub"), TINY);
      Files.createDirectories(cache.blobs());
      Files.writeString(cache.blob("e"), "content");
      cache.link("e", FakeHub.COMMIT, "config.json");
      cache.link("e", FakeHub.COMMIT, "config.json");
      Path file = cache.snapshot(FakeHub.COMMIT).folder().resolve("config.json");
      assertEquals("content", Files.readString(file));
      assertFalse(Files.exists(file.resolveSibling("config.json.incomplete")));
      cache.commit(FakeHub.COMMIT);
      assertEquals(FakeHub.COMMIT, cache.commit());
    }
  }

  @Test
  void readsWhatOtherToolsWrote() throws Exception {
    HubCache cache = new HubCache(folder, TINY);
    assertNull(cache.commit());
    assertNull(cache.model());
    Path refs = Files.createDirectories(folder.resolve("models--org--tiny").resolve("refs"));
    Files.writeString(refs.resolve("main"), FakeHub.COMMIT + "\n");
    assertEquals(FakeHub.COMMIT, cache.commit());
    Files.writeString(refs.resolve("main"), "x".repeat(1000));
    assertNull(cache.commit());
    assertNull(cache.model());
  }

  @Test
  void aLinkWhoseContentIsGoneIsMadeAnew() throws Exception {
    HubCache cache = new HubCache(folder, TINY);
    Files.createDirectories(cache.blobs());
    cache.link("gone", FakeHub.COMMIT, "config.json");
    Files.writeString(cache.blob("e"), "content");
    cache.link("e", FakeHub.COMMIT, "config.json");
    Path file = cache.snapshot(FakeHub.COMMIT).folder().resolve("config.json");
    assertEquals("content", Files.readString(file));
  }
}
