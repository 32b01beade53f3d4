package org.nljdbc.runtime.hub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hub with one model, on this machine: it redirects large files to a second server, as the real
 * one does, and makes the mistakes it is told to.
 */
public final class FakeHub implements AutoCloseable {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer hub;
  private final HttpServer store;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What was asked, in order. */
  final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** The revision's description; null for the right one. */
  volatile @Nullable String listing;

  /** ETags that replace the right ones, by file. */
  final Map<String, String> etags = new ConcurrentHashMap<>();

  /** A request. */
  record Seen(
      boolean store, String method, String path, @Nullable String range, @Nullable String token) {}

  /** Answers once in place of the hub or the store. */
  @FunctionalInterface
  interface Fault {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  /** Starts an empty one. */
  public FakeHub() throws IOException {
    hub = start(false);
    store = start(true);
  }

  private HttpServer start(boolean isStore) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Headers headers = exchange.getRequestHeaders();
            seen.add(
                new Seen(
                    isStore,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("Range"),
                    headers.getFirst("Authorization")));
            answer(exchange, isStore);
          }
        });
    server.start();
    return server;
  }

  /** Has a file. */
  public FakeHub with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** Has the files of a folder. */
  public FakeHub with(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        with(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /**
   * Makes a mistake at the next request; several are made one after the other.
   *
   * @param what {@code listing}, or a method and a file: {@code GET config.json}. A large file's
   *     content comes from the store
   */
  FakeHub fault(String what, Fault fault) {
    faults.computeIfAbsent(what, key -> new ArrayDeque<>()).add(fault);
    return this;
  }

  /** Its address, for {@link HubEnvironment}. */
  public String address() {
    return address(hub);
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often a file's content was asked for where it is. */
  long gets(String name) {
    return contentRequests(name).size();
  }

  /** The ranges with which a file's content was asked for where it is, "null" for all of it. */
  public List<String> contentRequests(String name) {
    return seen.stream()
        .filter(one -> one.method.equals("GET") && one.path.endsWith("/" + name))
        .filter(one -> one.store == isLarge(name))
        .map(one -> String.valueOf(one.range))
        .toList();
  }

  private void answer(HttpExchange exchange, boolean isStore) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean api = path.startsWith("/api/");
    byte[] content = api ? listing().getBytes(StandardCharsets.UTF_8) : files.get(name);
    boolean redirects = !api && !isStore && isLarge(name);
    Fault fault = next(api ? "listing" : exchange.getRequestMethod() + " " + name, redirects);
    if (fault != null) {
      fault.answer(exchange, content == null ? new byte[0] : content);
    } else if (content == null) {
      exchange.getResponseHeaders().add("X-Error-Code", "EntryNotFound");
      exchange.sendResponseHeaders(404, -1);
    } else if (redirects) {
      Headers headers = exchange.getResponseHeaders();
      headers.add("X-Linked-Etag", '"' + etag(name) + '"');
      headers.add("X-Linked-Size", Integer.toString(content.length));
      headers.add("Location", address(store) + "/signed/" + name + "?signature=secret");
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.getResponseHeaders().add("ETag", "W/\"" + etag(name) + '"');
      send(exchange, content);
    }
  }

  private @Nullable Fault next(String what, boolean redirects) {
    // The hub itself answers a HEAD, the store a GET.
    Deque<Fault> waiting = redirects && what.startsWith("GET") ? null : faults.get(what);
    if (waiting == null) {
      return null;
    }
    synchronized (waiting) {
      return waiting.poll();
    }
  }

  /** Sends content, or what a range asks of it. */
  static void send(HttpExchange exchange, byte[] content) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replace("bytes=", "").replace("-", ""));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content, from, content.length - from);
    }
  }

  /** Answers with a status alone. */
  static Fault status(int status, String... headers) {
    return (exchange, content) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Sends the first half, and breaks off. */
  static Fault cut() {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, content.length / 2);
      exchange.getResponseBody().flush();
    };
  }

  /**
   * Sends half of a file once, and then nothing until the hub closes.
   *
   * @param name the file
   * @return completed when that much has been sent
   */
  public CompletableFuture<Void> stall(String name) {
    CompletableFuture<Void> stalled = new CompletableFuture<>();
    Fault silent = silent(() -> stalled.complete(null));
    fault("GET " + name, silent);
    return stalled;
  }

  /** Sends the first half, and then nothing until the hub closes. */
  Fault silent() {
    return silent(() -> {});
  }

  private Fault silent(Runnable sent) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, content.length / 2);
      exchange.getResponseBody().flush();
      sent.run();
      untilClosed();
    };
  }

  /** Sends nothing until the hub closes. */
  Fault mute() {
    return (exchange, content) -> untilClosed();
  }

  private void untilClosed() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends everything, in pieces with pauses between. */
  static Fault slow(int pieces, long millis) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      for (int i = 0; i < pieces; i++) {
        int from = content.length / pieces * i;
        int to = i + 1 == pieces ? content.length : content.length / pieces * (i + 1);
        exchange.getResponseBody().write(content, from, to - from);
        exchange.getResponseBody().flush();
        try {
          Thread.sleep(millis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  /** Takes no notice of a range. */
  static Fault whole() {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  private static boolean isLarge(String name) {
    return name.endsWith(".safetensors") || name.endsWith(".gguf");
  }

  private String etag(String name) {
    byte[] content = Objects.requireNonNullElse(files.get(name), new byte[0]);
    return etags.getOrDefault(name, isLarge(name) ? sha256(content) : gitSha1(content));
  }

  private String listing() {
    String other = listing;
    if (other != null) {
      return other;
    }
    StringBuilder json = new StringBuilder("{\"id\":\"org/tiny\",\"tags\":[[1]],\"siblings\":[");
    files.keySet().forEach(name -> json.append("{\"rfilename\":\"").append(name).append("\"},"));
    if (!files.isEmpty()) {
      json.setLength(json.length() - 1);
    }
    return json.append("],\"sha\":\"").append(COMMIT).append("\"}").toString();
  }

  static String sha256(byte[] content) {
    return hex("SHA-256", content);
  }

  static String gitSha1(byte[] content) {
    byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + content.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return hex("SHA-1", all);
  }

  private static String hex(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    hub.stop(0);
    store.stop(0);
    threads.shutdownNow();
  }
}
