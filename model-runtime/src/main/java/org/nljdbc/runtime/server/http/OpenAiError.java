package org.nljdbc.runtime.server.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** An error as OpenAI's clients read it: {@code error} with message, type, parameter and code. */
public final class OpenAiError {

  /** Paths that answer errors in this form. */
  static final String PATH = "/v1/";

  private OpenAiError() {}

  /** An error as JSON. */
  public static JsonObject of(Problem problem) {
    JsonElement field = problem.more().get("field");
    JsonObject error = new JsonObject();
    error.addProperty("message", problem.detail());
    error.addProperty("type", type(problem.status()));
    error.add("param", field == null ? JsonNull.INSTANCE : field);
    error.addProperty("code", problem.code());
    JsonObject json = new JsonObject();
    json.add("error", error);
    return json;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
