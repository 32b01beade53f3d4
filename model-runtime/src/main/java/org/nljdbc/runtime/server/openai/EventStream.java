package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.nljdbc.runtime.server.http.Json;

/**
 * Server-sent events. Nothing is sent before the first one, so that until then an error can have a
 * status of its own.
 */
final class EventStream {

  private final Context ctx;
  private boolean begun;

  EventStream(Context ctx) {
    this.ctx = ctx;
  }

  /** Whether something was sent. */
  boolean hasBegun() {
    return begun;
  }

  /** Sends JSON at once. */
  void send(JsonObject json) throws IOException {
    write(Json.write(json));
  }

  /** Says that nothing more comes. */
  void done() throws IOException {
    write("[DONE]");
  }

  private void write(String data) throws IOException {
    if (!begun) {
      begun = true;
      ctx.status(200).contentType("text/event-stream; charset=utf-8");
    }
    OutputStream out = ctx.res().getOutputStream();
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
