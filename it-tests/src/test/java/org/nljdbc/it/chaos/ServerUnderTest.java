package org.nljdbc.it.chaos;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Map;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.runtime.server.NlServer;
import org.nljdbc.runtime.server.config.ConfigFile;

/**
 * The server as it is deployed: two databases, and the model in a server of its own; between each
 * two of them a proxy.
 */
final class ServerUnderTest implements AutoCloseable {

  private final ChaosModel model = new ChaosModel(KnownQuestion.ANSWERS);
  private final NlServer modelServer;
  private final NlServer server;
  private final Map<Part, FaultProxy> proxies;

  ServerUnderTest(TestDatabase postgres, TestDatabase mariaDb) throws IOException, SQLException {
    String model = "{port: 0, settings: {nl.model: \"%s\"}}".formatted(this.model.name());
    modelServer = new NlServer(ConfigFile.parse(model, Map.of())).start();
    proxies =
        Map.of(
            Part.POSTGRESQL, new FaultProxy(URI.create(postgres.url().substring(5)).getPort()),
            Part.MARIADB, new FaultProxy(URI.create(mariaDb.url().substring(5)).getPort()),
            Part.MODEL, new FaultProxy(modelServer.port()));
    String yaml =
        """
        port: 0
        settings: {nl.runtime: "http://127.0.0.1:%d"}
        limits: {concurrent: 16, queued: 16, drainSeconds: 5, timeoutSeconds: 3}
        databases:
          - {name: pg, url: "%s", user: "%s", pool: {minimumIdle: 3, maximumSize: 8}}
          - {name: maria, url: "%s", user: "%s", pool: {minimumIdle: 3, maximumSize: 8}}
        """
            .formatted(
                proxy(Part.MODEL).port(),
                through(postgres, Part.POSTGRESQL),
                postgres.user(),
                through(mariaDb, Part.MARIADB),
                mariaDb.user());
    server = new NlServer(ConfigFile.parse(yaml, Map.of())).start();
  }

  private String through(TestDatabase database, Part part) {
    URI direct = URI.create(database.url().substring("jdbc:".length()));
    return "jdbc:" + direct.getScheme() + "://127.0.0.1:" + proxy(part).port() + direct.getPath();
  }

  FaultProxy proxy(Part part) {
    FaultProxy proxy = proxies.get(part);
    if (proxy == null) {
      throw new IllegalArgumentException("no proxy for " + part);
    }
    return proxy;
  }

  ChaosModel model() {
    return model;
  }

  URI uri() {
    return server.uri();
  }

  /** What the server says of itself. */
  JsonObject health(HttpClient client) throws IOException, InterruptedException {
    return JsonParser.parseString(get(client, "health")).getAsJsonObject();
  }

  String get(HttpClient client, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri().resolve(path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** Connections that are lent, of all pools. */
  static int active(JsonObject health) {
    int active = 0;
    for (JsonElement database : health.getAsJsonArray("databases")) {
      for (JsonElement pool : database.getAsJsonObject().getAsJsonArray("pools")) {
        active += pool.getAsJsonObject().get("active").getAsInt();
      }
    }
    return active;
  }

  /** Ends both servers, and nothing else. */
  void stop() {
    server.close();
    modelServer.close();
  }

  @Override
  public void close() throws IOException {
    stop();
    for (FaultProxy proxy : proxies.values()) {
      proxy.close();
    }
  }
}
