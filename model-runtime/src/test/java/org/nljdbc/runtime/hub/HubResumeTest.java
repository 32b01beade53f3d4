package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubResumeTest extends HubCase {

  @Test
  void aCutConnectionIsResumed() throws Exception {
    hub.fault("GET " + WEIGHTS, FakeHub.cut());
    complete(model());
    assertEquals(2, ranges().size());
    assertEquals("null", ranges().get(0));
    assertTrue(ranges().get(1).matches("bytes=[1-9]\\d*-"), ranges().toString());
    assertEquals(List.of(Duration.ofMillis(500)), pauses);
  }

  @Test
  void aPartOfAnEarlierProcessIsResumed() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    complete(model());
    assertEquals(List.of("bytes=1000-"), ranges());
  }

  @Test
  void aWholePartIsOnlyChecked() throws Exception {
    inherit(weights);
    complete(model());
    assertEquals(List.of(), ranges());
  }

  @Test
  void aWrongPartIsDownloadedAnew() throws Exception {
    inherit(new byte[1000]);
    complete(model());
    assertEquals(List.of("bytes=1000-", "null"), ranges());
  }

  @Test
  void aPartThatIsTooLongIsDownloadedAnew() throws Exception {
    inherit(new byte[weights.length + 1]);
    complete(model());
    assertEquals(List.of("null"), ranges());
  }

  @Test
  void aServerThatIgnoresRangesStartsAnew() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    hub.fault("GET " + WEIGHTS, FakeHub.whole());
    complete(model());
    assertEquals(List.of("bytes=1000-"), ranges());
  }

  @Test
  void aServerThatContinuesElsewhereStartsAnew() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    String range = "bytes 999-" + (weights.length - 1) + "/" + weights.length;
    hub.fault("GET " + WEIGHTS, FakeHub.status(206, "Content-Range", range));
    complete(model());
    assertEquals(List.of("bytes=1000-", "null"), ranges());
  }

  @Test
  void aRangeThatIsRefusedStartsAnew() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    hub.fault("GET " + WEIGHTS, FakeHub.status(416));
    complete(model());
    assertEquals(List.of("bytes=1000-", "null"), ranges());
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    hub.fault("GET " + WEIGHTS, hub.silent());
    complete(model(Disk.REAL, Duration.ofSeconds(2)));
    assertEquals(2, ranges().size());
  }

  @Test
  void aServerThatDoesNotAnswerIsLeft() throws Exception {
    hub.fault("HEAD config.json", hub.mute());
    complete(model(Disk.REAL, Duration.ofSeconds(2)));
    assertEquals(1, pauses.size());
  }

  @Test
  void aSlowServerIsNot() throws Exception {
    hub.fault("GET " + WEIGHTS, FakeHub.slow(8, 400));
    complete(model(Disk.REAL, Duration.ofSeconds(2)));
    assertEquals(List.of("null"), ranges());
  }

  @Test
  void anEmptyFileIsAFileToo() throws Exception {
    hub.with("tokenizer_none.json", new byte[0]);
    assertEquals(0, Files.size(model().resolve("tokenizer_none.json")));
    assertEquals(0, hub.gets("tokenizer_none.json"));
  }
}
