package org.nljdbc.it.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server of OpenAI's protocol whose answers a test writes down. It continues texts and tells
 * probabilities, or only holds conversations.
 */
final class ScriptedServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final boolean chatOnly;
  private final Map<String, Deque<String>> script = new ConcurrentHashMap<>();

  /** What was sent with questions: whole bodies. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** The keys that came. */
  final List<String> keys = new CopyOnWriteArrayList<>();

  /** The status of every answer to a question. */
  volatile int status = 200;

  /** Counted down when an endless answer has begun, and when its client has left. */
  final CountDownLatch begun = new CountDownLatch(1);

  final CountDownLatch left = new CountDownLatch(1);

  /** The answer that never ends. */
  static final String ENDLESS = "...";

  ScriptedServer(boolean chatOnly) throws IOException {
    this.chatOnly = chatOnly;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            answer(exchange);
          }
        });
    server.start();
  }

  /** Its address; valid for a while after it has closed, too. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers a question with these texts, one after the other, the last one for ever. */
  ScriptedServer answer(String question, String... texts) {
    script.put(question, new ArrayDeque<>(List.of(texts)));
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean chat = path.equals("/v1/chat/completions");
    if (path.equals("/v1/models")) {
      send(exchange, 200, "{\"data\":[{\"id\":\"scripted\",\"max_model_len\":8192}]}");
    } else if (chat || (path.equals("/v1/completions") && !chatOnly)) {
      JsonObject body = JsonParser.parseString(text).getAsJsonObject();
      String said = next(prompt(body));
      if (said != null) {
        asked.add(text);
      }
      if (said != null && status != 200) {
        send(exchange, status, "{\"error\":{\"message\":\"as the script says\"}}");
      } else if (!body.has("stream")) {
        send(
            exchange,
            200,
            "{\"choices\":[{\"index\":0,\"text\":\"\"}],\"usage\":{\"prompt_tokens\":9}}");
      } else {
        stream(exchange, said == null ? "x" : said, body, chat);
      }
    } else {
      send(exchange, 404, "{}");
    }
  }

  private static String prompt(JsonObject body) {
    if (body.has("prompt")) {
      return body.get("prompt").getAsString();
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement message : body.getAsJsonArray("messages")) {
      texts.add(message.getAsJsonObject().get("content").getAsString());
    }
    return String.join("\n", texts);
  }

  private @Nullable String next(String prompt) {
    for (Map.Entry<String, Deque<String>> one : script.entrySet()) {
      if (prompt.contains(one.getKey())) {
        Deque<String> texts = one.getValue();
        synchronized (texts) {
          return texts.size() > 1 ? texts.pop() : texts.peek();
        }
      }
    }
    return null;
  }

  private void stream(HttpExchange exchange, String text, JsonObject body, boolean chat)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    if (text.equals(ENDLESS)) {
      endless(out);
      return;
    }
    String said = chat ? "```sql\n" + text + "\n```" : text.replaceFirst("(?i)^select", "");
    boolean scored = body.has("logprobs") && !chatOnly;
    for (String token : said.split("(?<=\\s)")) {
      write(out, event(token, chat, scored, null));
    }
    write(out, event("", chat, false, "stop"));
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private void endless(OutputStream out) throws IOException {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        write(out, event("a, ", chatOnly, false, null));
        begun.countDown();
        Thread.sleep(2);
      }
    } catch (IOException e) {
      left.countDown();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonObject event(
      String token, boolean chat, boolean scored, @Nullable String finish) {
    JsonObject choice = new JsonObject();
    choice.addProperty("index", 0);
    choice.addProperty("finish_reason", finish);
    if (chat) {
      JsonObject delta = new JsonObject();
      delta.addProperty("content", token);
      choice.add("delta", delta);
    } else {
      choice.addProperty("text", token);
    }
    if (scored) {
      JsonArray tokens = new JsonArray();
      tokens.add(token);
      JsonArray values = new JsonArray();
      values.add(-0.01);
      JsonObject logprobs = new JsonObject();
      logprobs.add("tokens", tokens);
      logprobs.add("token_logprobs", values);
      choice.add("logprobs", logprobs);
    }
    JsonArray choices = new JsonArray();
    choices.add(choice);
    JsonObject event = new JsonObject();
    event.add("choices", choices);
    return event;
  }

  private static void write(OutputStream out, JsonObject event) throws IOException {
    out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
