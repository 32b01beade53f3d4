package org.nljdbc.runtime.server.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as callers see it: the members of RFC 9457, a code that never changes, and what else
 * helps.
 *
 * @param status the HTTP status
 * @param code what programs decide by, such as {@code no_sql_found}
 * @param title what kind of error it is
 * @param detail what happened and what to do
 * @param retryAfter seconds after which it may go better, 0 where that is not known
 * @param more further members
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    int retryAfter,
    Map<String, JsonElement> more) {

  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE = "urn:nl-jdbc:problem:";

  /** Keeps its own copy of the members. */
  public Problem {
    more = Map.copyOf(more);
  }

  /** An error without further members. */
  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, 0, Map.of());
  }

  /** The same, that may go better after some seconds. */
  public Problem retryAfter(int seconds) {
    return new Problem(status, code, title, detail, seconds, more);
  }

  /** The same with one more member, unless its value is null. */
  public Problem with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, JsonElement> members = new LinkedHashMap<>(more);
    members.put(name, new JsonPrimitive(value));
    return new Problem(status, code, title, detail, retryAfter, members);
  }

  /** As an exception. */
  public ProblemException asException() {
    return new ProblemException(this, null);
  }

  /** As JSON. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("type", TYPE + code);
    json.addProperty("title", title);
    json.addProperty("status", status);
    json.addProperty("detail", detail);
    json.addProperty("code", code);
    more.forEach(json::add);
    return json;
  }
}
