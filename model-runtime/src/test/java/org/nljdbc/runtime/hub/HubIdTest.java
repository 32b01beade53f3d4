package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubIdTest {

  @Test
  void readsNames() {
    assertEquals(new HubId("org", "name", "main"), HubId.parse("org/name"));
    assertEquals(new HubId("o.r-g", "N_a.me-7B", "v1.0"), HubId.parse("o.r-g/N_a.me-7B@v1.0"));
    assertEquals(new HubId("a", "b", "refs/pr/1"), HubId.parse("a/b@refs/pr/1"));
    assertEquals("a/b@refs/pr/1", new HubId("a", "b", "refs/pr/1").toString());
    assertEquals("a/b", new HubId("a", "b", "main").toString());
  }

  @Test
  void knowsPresets() {
    HubId arctic = new HubId("Snowflake", "Arctic-Text2SQL-R1-7B", "main");
    assertEquals(arctic, HubId.parse("arctic-text2sql-r1-7b"));
    assertEquals(arctic, HubId.parse("Arctic-Text2SQL-R1-7B"));
    assertEquals(
        new HubId("Snowflake", "Arctic-Text2SQL-R1-7B", "v2"),
        HubId.parse("arctic-text2sql-r1-7b@v2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "name", "/models/x", "./models", "../models", "a/b/c", "a\\b", "C:/models", "a/..",
        "a--b/c", "a/b..c", "-a/b", "a/b-", "a/.b", "a/b@", "a/b@../x", "a/b@x/../y", "a/b@/x",
        "a/b@x//y", "models/x.gguf", "http://host/v1", "a/b@.x", "a /b", "a/b?c", "embedded"
      })
  void refusesWhatIsNoName(String text) {
    assertNull(HubId.parse(text));
  }

  @Test
  void boundsLengths() {
    assertNull(HubId.parse("a".repeat(97) + "/b"));
    assertNull(HubId.parse("a/b@" + "r".repeat(121)));
    assertNull(HubId.parse("a-".repeat(50_000) + "/b"));
  }

  @Test
  void tellsCommits() {
    assertTrue(new HubId("a", "b", FakeHub.COMMIT).isPinned());
    assertFalse(new HubId("a", "b", "main").isPinned());
  }

  @Test
  void readsTheEnvironment() {
    HubEnvironment none = HubEnvironment.of(Map.of("HF_TOKEN", " "), "/home/u");
    assertEquals(Path.of("/home/u/.cache/huggingface/hub"), Path.of(none.cache()));
    assertEquals("https://huggingface.co", none.endpoint());
    assertNull(none.token());
    assertFalse(none.offline());
    HubEnvironment all =
        HubEnvironment.of(
            Map.of(
                "HF_HOME",
                "/hf",
                "HF_TOKEN",
                "hf_secret",
                "HF_ENDPOINT",
                "http://mirror/",
                "HF_HUB_OFFLINE",
                "True"),
            "/home/u");
    assertEquals(Path.of("/hf/hub"), Path.of(all.cache()));
    assertEquals("hf_secret", all.token());
    assertEquals("http://mirror/", all.endpoint());
    assertTrue(all.offline());
    assertFalse(all.toString().contains("hf_secret"));
    assertTrue(all.toString().contains("token=given"));
    assertEquals("/home/u/x", HubEnvironment.of(Map.of("HF_HUB_CACHE", "~/x"), "/home/u").cache());
    assertEquals(
        Path.of("/xdg/huggingface/hub"),
        Path.of(HubEnvironment.of(Map.of("XDG_CACHE_HOME", "/xdg"), "/home/u").cache()));
    assertTrue(HubEnvironment.ofProcess().endpoint().startsWith("http"));
  }
}
