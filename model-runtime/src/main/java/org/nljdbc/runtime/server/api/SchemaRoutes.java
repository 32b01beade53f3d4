package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.databases.Databases;
import org.nljdbc.runtime.server.databases.DdlReader;
import org.nljdbc.runtime.server.databases.SchemaDefinition;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.Session;
import org.nljdbc.runtime.server.work.Sessions;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** What questions can be about, and schemas without a database. */
public final class SchemaRoutes implements Routes {

  private static final int LONGEST_DDL = 500_000;

  private final Databases databases;
  private final Sessions sessions;
  private final Limits limits;

  SchemaRoutes(Databases databases, Sessions sessions, Limits limits) {
    this.databases = databases;
    this.sessions = sessions;
    this.limits = limits;
  }

  @Override
  public void addTo(Router router) {
    router.get("/api/v1/schema", Role.ASK, this::schema);
    router.post("/api/v1/schema/register", Role.ADMIN, this::register);
  }

  private void schema(Context ctx) throws SQLException {
    Database database = databases.get(ctx.queryParam("database"));
    Deadline deadline = Deadline.in(limits.timeoutSeconds());
    try (Session session = sessions.open(ctx, database, deadline)) {
      Schema schema = session.run("schema", () -> session.questions().schema());
      JsonObject json = Questions.about(ctx, session);
      json.addProperty("dialect", schema.dialect().title());
      json.addProperty("product", schema.product());
      json.addProperty("fingerprint", schema.fingerprint());
      JsonArray tables = new JsonArray();
      schema.tables().forEach(table -> tables.add(json(table)));
      json.add("tables", tables);
      Json.answer(ctx, 200, json);
    }
  }

  /** Names, types, keys and comments; no sample values, which are rows. */
  private static JsonObject json(Table table) {
    JsonObject json = new JsonObject();
    json.addProperty("name", table.name());
    json.addProperty("view", table.view());
    json.addProperty("comment", table.comment());
    JsonArray columns = new JsonArray();
    for (Column column : table.columns()) {
      JsonObject each = new JsonObject();
      each.addProperty("name", column.name());
      each.addProperty("type", column.type());
      each.addProperty("nullable", column.nullable());
      each.addProperty("comment", column.comment());
      columns.add(each);
    }
    json.add("columns", columns);
    json.add("primaryKey", Questions.list(table.primaryKey()));
    JsonArray keys = new JsonArray();
    for (ForeignKey key : table.foreignKeys()) {
      JsonObject each = new JsonObject();
      each.add("columns", Questions.list(key.fromColumns()));
      each.addProperty("table", key.toTable());
      each.add("references", Questions.list(key.toColumns()));
      keys.add(each);
    }
    json.add("foreignKeys", keys);
    return json;
  }

  private void register(Context ctx) throws SQLException, IOException {
    Fields fields = Json.body(ctx);
    String name = DatabaseConfig.checkedName("name", fields.text("name"));
    boolean described = SchemaDefinition.isIn(fields);
    if (described == fields.has("ddl")) {
      throw new InvalidFieldException("", "must have either ddl or tables");
    }
    SchemaDefinition schema;
    if (described) {
      schema = SchemaDefinition.read(fields);
    } else {
      String ddl = fields.text("ddl");
      if (ddl.length() > LONGEST_DDL) {
        throw new InvalidFieldException("ddl", "is longer than " + LONGEST_DDL + " characters");
      }
      schema = DdlReader.read(ddl);
    }
    fields.done();
    Database database = databases.add(AccessControl.caller(ctx).name(), name, schema);
    JsonObject json = database.json();
    List<String> tables =
        schema.tables().stream().map(SchemaDefinition.TableDefinition::name).toList();
    json.add("tables", Questions.list(tables));
    Json.answer(ctx, 201, json);
  }
}
