package org.nljdbc.runtime.remote;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.http.Exchange;
import org.nljdbc.runtime.http.RetryAfter;
import org.nljdbc.runtime.http.TimedBody;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelServer;
import org.nljdbc.trace.TraceContext;

/**
 * Asks one server, and no other: a redirect is an error. Connections are kept alive. Closing a body
 * that has not ended closes its connection, by which the server learns that it may stop.
 */
final class ServerHttp {

  private static final int MAX_ANSWER = 8 << 20;
  private static final int MAX_REFUSAL = 64 << 10;
  private static final int MAX_VALUES = 500_000;
  private static final Duration ENDING = Duration.ofMillis(300);

  private final ModelServer server;
  private final @Nullable String key;
  private final Patience patience;
  private volatile HttpClient client;

  /**
   * Makes a client.
   *
   * @param server the server
   * @param key goes along with every request; null for none
   * @param patience how long to wait
   */
  ServerHttp(ModelServer server, @Nullable String key, Patience patience) {
    this.server = server;
    this.key = key;
    this.patience = patience;
    this.client = client();
  }

  private HttpClient client() {
    boolean encrypted = server.address().getScheme().equals("https");
    return HttpClient.newBuilder()
        // Without encryption the JDK would ask for HTTP/2 by an upgrade that confuses servers.
        .version(encrypted ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(patience.connecting())
        .build();
  }

  /** Takes the events of an answer, one after the other. */
  @FunctionalInterface
  interface Events {
    /**
     * Takes one.
     *
     * @param event a JSON object of the answer
     * @return whether to go on; if not, the connection is closed
     * @throws IOException if it is not what it must be
     */
    boolean take(JsonObject event) throws IOException;
  }

  /** An address below the API's own, such as {@code /models}. */
  URI api(String path) {
    return URI.create(server.address() + path);
  }

  /** An address beside the API's own, such as {@code /tokenize}. */
  URI beside(String path) {
    return URI.create(server.address().toString().replaceFirst("/v1\\z", "") + path);
  }

  /**
   * Asks for a JSON object.
   *
   * @param address where
   * @param body what to post, or null to get
   * @param waiting who waits
   * @return the answer
   * @throws Refused if its status is not 200
   * @throws Strange if it is no such object
   * @throws IOException if there is none
   */
  JsonObject json(URI address, @Nullable JsonObject body, Waiting waiting)
      throws IOException, InterruptedException {
    HttpResponse<TimedBody> response = send(address, body, "application/json", waiting);
    try (TimedBody content = response.body()) {
      return object(all(content));
    }
  }

  /**
   * Posts, and takes the answer as it comes: a stream of server-sent events, or one object from a
   * server that does not stream.
   *
   * @param address where
   * @param body what to post
   * @param waiting who waits
   * @param events takes what comes
   * @return whether the server said that it was all, or nobody wanted more
   * @throws IOException as {@link #json}, or as the taker does
   */
  boolean events(URI address, JsonObject body, Waiting waiting, Events events)
      throws IOException, InterruptedException {
    HttpResponse<TimedBody> response = send(address, body, "text/event-stream", waiting);
    try (TimedBody content = response.body()) {
      if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-s")) {
        take(object(all(content)), events);
        return true;
      }
      EventLines lines = new EventLines(content, MAX_ANSWER);
      for (String data = lines.next(); data != null; data = lines.next()) {
        if (data.equals("[DONE]")) {
          content.end(ENDING);
          return true;
        }
        if (!take(object(data.getBytes(StandardCharsets.UTF_8)), events)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean take(JsonObject event, Events events) throws IOException {
    if (event.has("error") && !event.has("choices")) {
      JsonElement error = event.get("error");
      int status = 500;
      if (error.isJsonObject()) {
        int code = Answers.number(error.getAsJsonObject(), "code");
        status = code >= 400 && code < 600 ? code : status;
      }
      throw new Refused(status, Refused.message(event), Duration.ZERO);
    }
    return events.take(event);
  }

  private HttpResponse<TimedBody> send(
      URI address, @Nullable JsonObject body, String accepted, Waiting waiting)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("User-Agent", "nl-jdbc").header("Accept", accepted);
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body.toString()));
    }
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    TraceContext.send(request::header);
    HttpResponse<TimedBody> response = send(request.build(), waiting);
    if (response.statusCode() == 200) {
      return response;
    }
    try (TimedBody content = response.body()) {
      String wait = response.headers().firstValue(RetryAfter.HEADER).orElse("");
      throw new Refused(
          response.statusCode(), refusal(content), RetryAfter.of(wait, Instant.now()));
    }
  }

  /**
   * Sends a request. A server that has said nothing until the time was up may have gone without a
   * word, and then each connection that is kept alive would cost another request its time: they are
   * given up.
   */
  private HttpResponse<TimedBody> send(HttpRequest request, Waiting waiting)
      throws IOException, InterruptedException {
    HttpClient used = client;
    try {
      return Exchange.send(used, request, patience.first(), patience.next(), waiting);
    } catch (IOException e) {
      if (isSilence(e)) {
        renew(used);
      }
      throw e;
    }
  }

  private static boolean isSilence(IOException e) {
    return e instanceof HttpTimeoutException
        || e instanceof Stopped stopped && stopped.reason().kind() == Kind.DEADLINE;
  }

  private synchronized void renew(HttpClient used) {
    if (client == used) {
      client = client();
    }
  }

  /** What a refusal says; nothing if it cannot be read, since the status says enough. */
  private static String refusal(TimedBody content) throws IOException, InterruptedException {
    byte[] bytes;
    try {
      bytes = content.bytes(MAX_REFUSAL);
    } catch (Stopped e) {
      throw e;
    } catch (IOException e) {
      return "";
    }
    if (bytes == null || bytes.length == 0) {
      return "";
    }
    try {
      return Refused.message(object(bytes));
    } catch (Strange e) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static byte[] all(TimedBody content) throws IOException, InterruptedException {
    byte[] bytes = content.bytes(MAX_ANSWER);
    if (bytes == null) {
      throw new Strange("more than " + MAX_ANSWER + " bytes", null);
    }
    return bytes;
  }

  private static JsonObject object(byte[] bytes) throws Strange {
    Path name = Path.of("answer.json");
    try {
      JsonElement value =
          BoundedJson.read(
              name,
              new ByteArrayInputStream(bytes),
              json -> BoundedJson.tree(name, json, MAX_VALUES));
      if (value.isJsonObject()) {
        return value.getAsJsonObject();
      }
    } catch (LanguageModelException | IOException e) {
      throw new Strange("text that is no JSON", null);
    }
    throw new Strange("JSON that is no object", null);
  }
}
