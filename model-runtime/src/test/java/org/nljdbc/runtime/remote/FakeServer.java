package org.nljdbc.runtime.remote;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server of OpenAI's protocol on this machine. It does what it is told to know, refuses the rest,
 * and makes the mistakes it is told to; those begin after the client has found out what it does.
 */
final class FakeServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Fault> faults = new ArrayDeque<>();

  /** What was asked, in order. */
  final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** Counted down when a client has left before its answer was whole. */
  final CountDownLatch left = new CountDownLatch(1);

  /** Answers to GET, by path. */
  final Map<String, String> pages = new HashMap<>();

  /** Paths that are refused, by status. */
  final Map<String, Integer> statuses = new HashMap<>();

  /** Parts of requests that are refused, with the message. */
  final Map<String, String> refuses = new HashMap<>();

  /**
   * What is done, of {@code completions, chat, stream, n, logprobs, content-logprobs, usage,
   * cached}.
   */
  final Set<String> does = new HashSet<>();

  /** Tokens that a ChatML sample is read as; 0 tells none. */
  int sampleTokens = 9;

  /** Tells the tokens of an answer to a request, by its number among those of one. */
  volatile Function<JsonObject, List<String>> answers = request -> List.of("ok");

  /** A request. */
  record Seen(String path, @Nullable String key, @Nullable JsonObject body) {
    /** Whether it is no question what the server does. */
    boolean isReal() {
      return body != null && body.has("stream") && tokens(body) > 2;
    }
  }

  /** Answers once in place of the server. */
  @FunctionalInterface
  interface Fault {
    void answer(HttpExchange exchange) throws IOException;
  }

  FakeServer(String... does) throws IOException {
    this.does.addAll(List.of(does));
    pages.put("/v1/models", "{\"data\":[{\"id\":\"tiny\"}]}");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer(exchange);
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  FakeServer fault(Fault fault) {
    synchronized (faults) {
      faults.add(fault);
    }
    return this;
  }

  /** The real requests. */
  List<JsonObject> asked() {
    List<JsonObject> bodies = new ArrayList<>();
    for (Seen one : seen) {
      if (one.isReal() && one.body() != null) {
        bodies.add(one.body());
      }
    }
    return bodies;
  }

  private static int tokens(JsonObject body) {
    JsonElement most =
        body.has("max_tokens") ? body.get("max_tokens") : body.get("max_completion_tokens");
    int extra = body.has("messages") ? 64 : 0;
    return most == null ? 0 : most.getAsInt() - extra;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    JsonObject body =
        bytes.length == 0
            ? null
            : JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
    Seen one = new Seen(path, exchange.getRequestHeaders().getFirst("Authorization"), body);
    seen.add(one);
    Fault fault = null;
    if (one.isReal()) {
      synchronized (faults) {
        fault = faults.poll();
      }
    }
    boolean text = path.equals("/v1/completions") && does.contains("completions");
    boolean chat = path.equals("/v1/chat/completions") && does.contains("chat");
    if (fault != null) {
      fault.answer(exchange);
    } else if (body != null && (text || chat)) {
      generate(exchange, body, chat);
    } else if (statuses.containsKey(path)) {
      send(exchange, statuses.get(path), "text/plain", "");
    } else if (pages.containsKey(path)) {
      send(exchange, 200, "application/json", pages.get(path));
    } else if (body != null && path.equals("/tokenize") && does.contains("tokenize")) {
      send(exchange, 200, "application/json", tokenized(body));
    } else {
      send(exchange, 404, "text/plain", "Not Found");
    }
  }

  private static String tokenized(JsonObject body) {
    return "{\"count\":" + (body.get("prompt").getAsString().length() / 4 + 1) + "}";
  }

  private void generate(HttpExchange exchange, JsonObject body, boolean chat) throws IOException {
    for (Map.Entry<String, String> refused : refuses.entrySet()) {
      if (body.has(refused.getKey())) {
        JsonObject error = new JsonObject();
        error.addProperty("message", refused.getValue());
        JsonObject answer = new JsonObject();
        answer.add("error", error);
        send(exchange, 400, "application/json", answer.toString());
        return;
      }
    }
    boolean stream =
        body.has("stream") && body.get("stream").getAsBoolean() && does.contains("stream");
    int n = does.contains("n") && body.has("n") ? body.get("n").getAsInt() : 1;
    List<String> events = new ArrayList<>();
    for (int index = 0; index < n; index++) {
      JsonObject asked = body.deepCopy();
      asked.addProperty("index", index);
      for (String token : answers.apply(asked)) {
        events.add(event(choice(index, token, body, chat, null)));
      }
      events.add(event(choice(index, "", body, chat, "stop")));
    }
    if (does.contains("usage")) {
      events.add("{\"choices\":[],\"usage\":" + usage(body) + "}");
    }
    if (stream) {
      stream(exchange, events, true);
      return;
    }
    JsonObject whole = new JsonObject();
    JsonArray choices = new JsonArray();
    for (int index = 0; index < n; index++) {
      JsonObject asked = body.deepCopy();
      asked.addProperty("index", index);
      JsonObject choice = new JsonObject();
      choice.addProperty("index", index);
      choice.addProperty("finish_reason", "stop");
      String text = String.join("", answers.apply(asked));
      if (chat) {
        JsonObject message = new JsonObject();
        message.addProperty("content", text);
        choice.add("message", message);
      } else {
        choice.addProperty("text", text);
      }
      choices.add(choice);
    }
    whole.add("choices", choices);
    if (does.contains("usage")) {
      whole.add("usage", JsonParser.parseString(usage(body)));
    }
    send(exchange, 200, "application/json", whole.toString());
  }

  private String usage(JsonObject body) {
    boolean sample = body.has("prompt") && !new Seen("", null, body).isReal();
    int tokens = sample ? sampleTokens : 1234;
    String details =
        does.contains("cached") ? ",\"prompt_tokens_details\":{\"cached_tokens\":1200}" : "";
    return "{\"prompt_tokens\":" + tokens + ",\"completion_tokens\":7" + details + "}";
  }

  private JsonObject choice(
      int index, String token, JsonObject body, boolean chat, @Nullable String finish) {
    JsonObject choice = new JsonObject();
    choice.addProperty("index", index);
    choice.addProperty("finish_reason", finish);
    if (chat) {
      JsonObject delta = new JsonObject();
      delta.addProperty("content", token);
      choice.add("delta", delta);
    } else {
      choice.addProperty("text", token);
    }
    boolean wanted = body.has("logprobs") && finish == null;
    if (wanted && does.contains("content-logprobs")) {
      choice.add(
          "logprobs",
          JsonParser.parseString(
              "{\"content\":[{\"token\":"
                  + quoted(token)
                  + ",\"logprob\":-0.25,\"top_logprobs\":[{\"token\":\"x\",\"logprob\":-2}]}]}"));
    } else if (wanted && does.contains("logprobs")) {
      choice.add(
          "logprobs",
          JsonParser.parseString(
              "{\"tokens\":["
                  + quoted(token)
                  + "],\"token_logprobs\":[-0.5],\"top_logprobs\":[{\"x\":-2}]}"));
    }
    return choice;
  }

  private static String quoted(String text) {
    return new com.google.gson.JsonPrimitive(text).toString();
  }

  private static String event(JsonObject choice) {
    return "{\"choices\":[" + choice + "]}";
  }

  static void stream(HttpExchange exchange, List<String> events, boolean done) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (String event : events) {
      out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    if (done) {
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  static Fault status(int status, String text, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      send(exchange, status, "application/json", text);
    };
  }

  /** Streams these events, without an end. */
  static Fault events(String... events) {
    return exchange -> stream(exchange, List.of(events), false);
  }

  /** Streams this text as it is. */
  static Fault raw(String type, String text) {
    return exchange -> send(exchange, 200, type, text);
  }

  /** Breaks off in the middle of a chunk. */
  static Fault cut(String... events) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 100_000);
      OutputStream out = exchange.getResponseBody();
      for (String event : events) {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      // Closing the exchange breaks the promise of its length.
    };
  }

  /** Streams a token each millisecond for ever, until the client leaves. */
  Fault endless(CountDownLatch begun) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      try {
        while (closing.getCount() > 0) {
          out.write(
              "data: {\"choices\":[{\"index\":0,\"text\":\"x \"}]}\n\n"
                  .getBytes(StandardCharsets.UTF_8));
          out.flush();
          begun.countDown();
          Thread.sleep(1);
        }
      } catch (IOException e) {
        left.countDown();
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Sends nothing until the server closes. */
  Fault mute() {
    return exchange -> {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
