package org.nljdbc.runtime.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.http.TimedBody;

/** Reads a stream of server-sent events: the data of each event that has some. */
final class EventLines {

  private final TimedBody body;
  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
  private int left;
  private boolean afterReturn;

  /**
   * Begins.
   *
   * @param body the stream
   * @param most most bytes that it may have
   */
  EventLines(TimedBody body, int most) {
    this.body = body;
    this.left = most;
  }

  /**
   * The data of the next event.
   *
   * @return the data, its lines joined, or null at the end of the stream
   * @throws Strange if the stream is too long
   * @throws IOException if it breaks off
   */
  @Nullable String next() throws IOException, InterruptedException {
    StringBuilder data = new StringBuilder();
    boolean any = false;
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty() && any) {
        return data.toString();
      }
      if (line.startsWith("data:")) {
        String value = line.substring("data:".length());
        data.append(any ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
        any = true;
      }
    }
    // The standard drops an event without its blank line; some servers forget the last one.
    return any ? data.toString() : null;
  }

  /** The next line, ended by CR, LF or both; null at the end. */
  private @Nullable String line() throws IOException, InterruptedException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      ByteBuffer buffer = buffers.peek();
      if (buffer == null) {
        List<ByteBuffer> more = body.next();
        if (more == null) {
          return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
        }
        buffers.addAll(more);
        continue;
      }
      while (buffer.hasRemaining()) {
        if (--left < 0) {
          throw new Strange("an endless answer", null);
        }
        byte next = buffer.get();
        boolean second = next == '\n' && afterReturn;
        afterReturn = next == '\r';
        if (!second && (next == '\n' || next == '\r')) {
          return line.toString(StandardCharsets.UTF_8);
        }
        if (!second) {
          line.write(next);
        }
      }
      buffers.poll();
    }
  }
}
