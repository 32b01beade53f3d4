package org.nljdbc.runtime.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.http.Interest;
import org.nljdbc.runtime.http.TimedBody;

class EventLinesTest {

  /** A body that comes in pieces of random length. */
  private static TimedBody body(String text, Random random) {
    TimedBody body = new TimedBody(Duration.ofSeconds(5), Interest.LASTING);
    body.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, random.nextInt(7));
      body.onNext(List.of(ByteBuffer.wrap(bytes, from, length)));
      from += length;
    }
    body.onComplete();
    return body;
  }

  private static List<String> read(TimedBody body, int most) throws Exception {
    EventLines lines = new EventLines(body, most);
    List<String> all = new ArrayList<>();
    for (String data = lines.next(); data != null; data = lines.next()) {
      all.add(data);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void eventsAreReadHoweverTheyAreCut(String end) throws Exception {
    String stream =
        String.join(
            end,
            ": a comment",
            "",
            "event: x",
            "data: één",
            "data:two",
            "id: 7",
            "",
            "",
            "retry: 1",
            "",
            "data:  three",
            "",
            "data",
            "data: {\"a\":\"🙂\"}");
    for (int seed = 0; seed < 200; seed++) {
      assertEquals(
          List.of("één\ntwo", " three", "{\"a\":\"🙂\"}"),
          read(body(stream, new Random(seed)), 1000));
    }
  }

  @Test
  void anEndlessLineIsRefused() {
    TimedBody body = body("data: " + "x".repeat(1000), new Random(1));
    assertThrows(Strange.class, () -> read(body, 500));
  }
}
