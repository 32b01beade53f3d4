package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.util.Properties;
import org.nljdbc.NlDriver;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.databases.Databases;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which databases there are. */
public final class DatabaseRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoutes.class);

  private static final String INVALID_SETTING = "22023";

  private final Databases databases;
  private final boolean registration;

  DatabaseRoutes(Databases databases, boolean registration) {
    this.databases = databases;
    this.registration = registration;
  }

  @Override
  public void addTo(Router router) {
    router.get("/api/v1/databases", Role.ASK, this::list);
    router.post("/api/v1/databases", Role.ADMIN, this::add);
    router.delete("/api/v1/databases/{name}", Role.ADMIN, this::remove);
  }

  private void list(Context ctx) {
    JsonArray all = new JsonArray();
    databases.all().forEach(database -> all.add(database.json()));
    JsonObject json = new JsonObject();
    json.add("databases", all);
    Json.answer(ctx, 200, json);
  }

  private void add(Context ctx) {
    Fields fields = Json.body(ctx);
    DatabaseConfig config = DatabaseConfig.read(fields);
    if (!registration) {
      throw Problem.of(
              403,
              "registration_off",
              "Registration is off",
              "This server takes databases from its settings only. A JDBC URL can make a server"
                  + " run code and read files, so it has to be told to take them from callers:"
                  + " registration: true, or --registration.")
          .asException();
    }
    requireDriver("url", config.url(), config);
    config.replicas().forEach(replica -> requireDriver("replicas", replica, config));
    JsonObject json = databases.add(AccessControl.caller(ctx).name(), config).json();
    LOG.info("{} added {}", AccessControl.caller(ctx).name(), config);
    Json.answer(ctx, 201, json);
  }

  /** A URL that nothing takes is refused now, and not when its pool has tried for a while. */
  private static void requireDriver(String field, String url, DatabaseConfig config) {
    Properties settings = new Properties();
    settings.putAll(config.settings());
    try {
      NlDriver.realDriver(url, settings);
    } catch (SQLException e) {
      boolean elsewhere = isInvalidSetting(e) && hasValidSettings(url);
      throw Problems.invalid(elsewhere ? "settings" : field, String.valueOf(e.getMessage()))
          .asException();
    }
  }

  /** Whether the settings that stand in a URL itself are valid. */
  private static boolean hasValidSettings(String url) {
    try {
      NlDriver.realDriver(url, new Properties());
      return true;
    } catch (SQLException e) {
      return !isInvalidSetting(e);
    }
  }

  private static boolean isInvalidSetting(SQLException e) {
    return INVALID_SETTING.equals(e.getSQLState());
  }

  private void remove(Context ctx) {
    String name = ctx.pathParam("name");
    databases.remove(name);
    LOG.info("{} removed database {}", AccessControl.caller(ctx).name(), name);
    ctx.status(204);
  }
}
