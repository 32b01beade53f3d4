package org.nljdbc.it.chaos;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A complete answer: a result or an error.
 *
 * @param code the error's code, {@code ok} if there is none
 * @param text the body
 */
record Reply(String code, String text) {

  /** The code of a result. */
  static final String OK = "ok";

  /** The code of an answer in CSV that broke off, as it has no other way to tell an error. */
  static final String BROKEN_OFF = "broken_off";

  /** Thrown where an answer is not as it must be. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * Reads an answer.
   *
   * @param response what came
   * @param id the request's id, which has to come back
   * @throws Malformed if it is neither a complete result nor a complete error
   */
  static Reply read(HttpResponse<String> response, String id) throws Malformed {
    String text = response.body();
    check(id, response.headers().firstValue("X-Request-Id").orElse(""), "id");
    String type = response.headers().firstValue("Content-Type").orElse("");
    int status = response.statusCode();
    if (status != 200) {
      check("application/problem+json", type, "type");
      JsonObject problem = problem(object(text), id);
      check(Integer.toString(status), problem.get("status").getAsString(), "status");
      Optional<String> retry = response.headers().firstValue("Retry-After");
      if ((status == 503 || status == 429) && retry.isEmpty()) {
        throw new Malformed("no Retry-After: " + text);
      }
      return new Reply(problem.get("code").getAsString(), text);
    }
    if (type.startsWith("text/csv")) {
      return new Reply(OK, text);
    }
    JsonElement error = object(text).get("error");
    return error == null
        ? new Reply(OK, text)
        : new Reply(problem(error.getAsJsonObject(), id).get("code").getAsString(), text);
  }

  private static JsonObject problem(JsonObject problem, String id) throws Malformed {
    for (String member : List.of("type", "title", "status", "detail", "code")) {
      if (!problem.has(member)) {
        throw new Malformed("an error without " + member + ": " + problem);
      }
    }
    check(id, problem.get("request_id").getAsString(), "request_id");
    return problem;
  }

  private static JsonObject object(String text) throws Malformed {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonSyntaxException | IllegalStateException e) {
      throw new Malformed("no complete JSON: " + end(text));
    }
  }

  private static String end(String text) {
    return text.length() < 200 ? text : "..." + text.substring(text.length() - 200);
  }

  private static void check(String expected, String actual, String what) throws Malformed {
    if (!expected.equals(actual)) {
      throw new Malformed("the " + what + " is " + actual + " and not " + expected);
    }
  }

  boolean isOk() {
    return code.equals(OK);
  }

  JsonObject json() {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  /** The rows, each as text, in the form of {@code Rows}. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (JsonElement row : json().getAsJsonArray("rows")) {
      List<String> cells = new ArrayList<>();
      for (JsonElement cell : row.getAsJsonArray()) {
        cells.add(cell.isJsonNull() ? "null" : cell.getAsString());
      }
      rows.add(String.join("|", cells));
    }
    return rows;
  }
}
