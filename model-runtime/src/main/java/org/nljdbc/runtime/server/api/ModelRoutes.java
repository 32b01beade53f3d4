package org.nljdbc.runtime.server.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.sql.SQLException;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.ServedModel;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which model answers, and putting another in its place. */
public final class ModelRoutes implements Routes {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRoutes.class);

  private final ServedModel model;
  private final Limits limits;

  ModelRoutes(ServedModel model, Limits limits) {
    this.model = model;
    this.limits = limits;
  }

  @Override
  public void addTo(Router router) {
    router.get("/api/v1/models/info", Role.ASK, this::info);
    router.post("/api/v1/models/reload", Role.ADMIN, this::reload);
  }

  private void info(Context ctx) throws SQLException {
    Deadline deadline = Deadline.in(limits.timeoutSeconds());
    try (LanguageModel used = model.use(() -> deadline.leftMillis() == 0)) {
      Json.answer(ctx, 200, json(used.info()));
    } catch (LanguageModelException e) {
      deadline.check();
      throw new SQLException(e.getMessage(), "58000", e);
    }
  }

  private static JsonObject json(ModelInfo info) {
    JsonObject json = new JsonObject();
    json.addProperty("id", info.id());
    json.addProperty("fingerprint", info.fingerprint());
    json.addProperty("placement", info.placement());
    json.addProperty("prompt_profile", info.promptProfile());
    json.addProperty("context_tokens", info.contextTokens());
    json.addProperty("calibrated", info.calibration() != null);
    return json;
  }

  private void reload(Context ctx) throws SQLException {
    Fields fields = Json.body(ctx);
    ModelOptions now = model.options();
    ModelOptions to =
        new ModelOptions(
            fields.has("model") ? fields.text("model") : now.model(),
            fields.text("adapter", now.adapter()),
            fields.text("device", now.device()),
            fields.integer("threads", now.threads(), 0, 1024),
            fields.integer("context_tokens", now.contextTokens(), 0, 1_048_576));
    fields.done();
    LOG.info("{} reloads the model", AccessControl.caller(ctx).name());
    model.reload(to);
    info(ctx);
  }
}
