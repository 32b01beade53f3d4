package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.Locale;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.databases.Database.Health;
import org.nljdbc.runtime.server.databases.Databases;
import org.nljdbc.runtime.server.http.Drain;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.ServedModel;

/** How the server is, for those who run it. */
public final class HealthRoutes implements Routes {

  private final Databases databases;
  private final ServedModel model;
  private final Drain drain;
  private final PrometheusMeterRegistry meters;

  HealthRoutes(
      Databases databases, ServedModel model, Drain drain, PrometheusMeterRegistry meters) {
    this.databases = databases;
    this.model = model;
    this.drain = drain;
    this.meters = meters;
  }

  @Override
  public void addTo(Router router) {
    router.open("/health/live", this::live);
    router.open("/health/ready", this::ready);
    router.get("/health", Role.ASK, this::health);
    router.get("/metrics", Role.ASK, this::metrics);
  }

  private void live(Context ctx) {
    JsonObject json = new JsonObject();
    json.addProperty("status", "up");
    Json.answer(ctx, 200, json);
  }

  /** Without names, since everyone may look. */
  private void ready(Context ctx) {
    JsonObject json = new JsonObject();
    String status = status();
    json.addProperty("status", status);
    json.addProperty("model", model.state());
    JsonObject counts = new JsonObject();
    for (Health health : Health.values()) {
      long count = databases.all().stream().filter(each -> each.health() == health).count();
      counts.addProperty(health.name().toLowerCase(Locale.ROOT), count);
    }
    json.add("databases", counts);
    Json.answer(ctx, isReady() ? 200 : 503, json);
  }

  private void health(Context ctx) {
    JsonObject json = new JsonObject();
    json.addProperty("status", status());
    json.addProperty("model", model.state());
    JsonArray all = new JsonArray();
    databases.all().forEach(database -> all.add(database.json()));
    json.add("databases", all);
    Json.answer(ctx, isReady() ? 200 : 503, json);
  }

  /** Some database can be asked, or there is none to ask. */
  private boolean isReady() {
    Collection<Database> all = databases.all();
    boolean askable =
        all.isEmpty() || all.stream().anyMatch(database -> database.health() != Health.DOWN);
    return !drain.isClosed() && model.isReady() && askable;
  }

  private String status() {
    if (drain.isClosed()) {
      return "shutting_down";
    }
    boolean well =
        databases.all().stream()
            .allMatch(each -> each.health() == Health.UP || each.health() == Health.UNKNOWN);
    return !isReady() ? "down" : well ? "up" : "degraded";
  }

  private void metrics(Context ctx) {
    ctx.contentType("text/plain;version=0.0.4;charset=utf-8").result(meters.scrape());
  }
}
