package org.nljdbc.runtime.remote;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** A server answered that it will not, or cannot now. */
final class Refused extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;
  private final Duration wait;

  /**
   * Makes one.
   *
   * @param status the status, 300 or more
   * @param text what the server says, possibly empty; may repeat parts of the request
   * @param wait how long the server wants to be left alone, or zero
   */
  Refused(int status, String text, Duration wait) {
    super("HTTP " + status);
    this.status = status;
    this.text = text;
    this.wait = wait;
  }

  int status() {
    return status;
  }

  /** What the server says. It may repeat parts of the request, so it is not for people as it is. */
  String text() {
    return text;
  }

  Duration pause() {
    return wait;
  }

  /** Whether the server may do it later. */
  boolean isBusy() {
    return status == 429 || status == 503;
  }

  /** Whether there is no such path. */
  boolean isNotThere() {
    return status == 404 || status == 405 || status == 501;
  }

  /** Whether the request is at fault, or the server says that something of it fails. */
  boolean isOfTheRequest() {
    return status == 400 || status == 404 || status == 422 || status == 500 || status == 501;
  }

  /** Whether the server does not know the schema that a constraint names. */
  boolean isOfUnknownSchema() {
    return status == 409 && text.contains("unknown_schema");
  }

  /** Whether a constraint is at fault, or may be: it may be what makes the request too large. */
  boolean mayBeOfTheConstraint() {
    return status == 413 || (status == 400 || status == 422) && text.contains("constraint");
  }

  /** Whether the prompt is longer than what the model reads. */
  boolean isTooLong() {
    return status == 413
        || (status == 400 || status == 422 || status == 500)
            && text.matches(
                "(?is).*(context_length_exceeded|exceed_context_size|context (length|size|window)"
                    + "|maximum context|exceeds? the (available )?context|too many tokens).*");
  }

  /** The message of an error as servers write it: in an object, as a text, or as detail. */
  static String message(JsonObject answer) {
    JsonElement error = answer.get("error");
    if (error == null) {
      error = answer.has("detail") ? answer.get("detail") : answer.get("message");
    }
    if (error == null) {
      return "";
    }
    if (!error.isJsonObject()) {
      return error.isJsonPrimitive() ? error.getAsString() : error.toString();
    }
    StringBuilder text = new StringBuilder();
    for (String name : new String[] {"message", "type", "code", "param"}) {
      JsonElement part = error.getAsJsonObject().get(name);
      if (part != null && part.isJsonPrimitive()) {
        text.append(text.isEmpty() ? "" : ", ").append(part.getAsString());
      }
    }
    return text.toString();
  }
}
