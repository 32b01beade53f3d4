package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.ModelCall;
import org.nljdbc.runtime.server.work.ModelCalls;
import org.nljdbc.runtime.server.work.ServedModel;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;

/**
 * OpenAI's protocol: the model itself, without a database. The driver's own remote client speaks
 * it, too.
 */
public final class OpenAiRoutes implements Routes {

  /** Names of tables and columns, of all schemas that are kept. */
  private static final long MOST_NAMES = 1_000_000;

  /** Of one caller's; a request has room for fewer. */
  private static final long MOST_NAMES_OF_CALLER = 250_000;

  private final Limits limits;
  private final ServedModel model;
  private final ModelCalls calls;
  private final MeterRegistry meters;
  private final CallerSchemas schemas =
      new CallerSchemas(MOST_NAMES, MOST_NAMES_OF_CALLER, System::nanoTime);
  private final long created = System.currentTimeMillis() / 1000;

  /**
   * Makes them.
   *
   * @param limits what a request may cost
   * @param model the model
   * @param calls gives requests their place
   * @param meters the figures
   */
  public OpenAiRoutes(Limits limits, ServedModel model, ModelCalls calls, MeterRegistry meters) {
    this.limits = limits;
    this.model = model;
    this.calls = calls;
    this.meters = meters;
  }

  @Override
  public void addTo(Router router) {
    router.get("/v1/models", Role.ASK, this::list);
    router.get("/v1/models/{id}", Role.ASK, this::one);
    router.post("/v1/completions", Role.ASK, answering(new TextEndpoint()));
    router.post("/v1/chat/completions", Role.ASK, answering(new ChatEndpoint()));
    router.post("/v1/prefixes", Role.ASK, new Prefixes(limits, model, calls)::read);
    router.post("/v1/tokenize", Role.ASK, new TokenCounts(limits, model, calls)::count);
  }

  private Handler answering(Endpoint endpoint) {
    return ctx -> answer(ctx, endpoint);
  }

  private void answer(Context ctx, Endpoint endpoint) throws IOException {
    Constraints constraints = new Constraints(schemas, AccessControl.caller(ctx).name());
    Order order = endpoint.read(Json.body(ctx), limits, constraints);
    try (ModelCall call = calls.open(ctx, order.deadline());
        LanguageModel used = loaded(call)) {
      check(used.info(), order.model());
      new Answering(ctx, endpoint, order, call, meters).run(used);
    }
  }

  private LanguageModel loaded(ModelCall call) {
    try {
      return model.use(call);
    } catch (LanguageModelException e) {
      call.check();
      throw Problems.of(e).asException();
    }
  }

  /**
   * Refuses a request that names another model.
   *
   * @param wanted the name, or null for the one that is served
   */
  static void check(ModelInfo info, @Nullable String wanted) {
    if (wanted != null && !wanted.equals(info.id())) {
      throw Problem.of(
              404,
              "model_not_found",
              "No such model",
              "There is no such model here; this server has " + info.id() + ".")
          .with("field", "model")
          .asException();
    }
  }

  private void list(Context ctx) {
    JsonArray data = new JsonArray();
    data.add(json(served()));
    JsonObject json = new JsonObject();
    json.addProperty("object", "list");
    json.add("data", data);
    Json.answer(ctx, 200, json);
  }

  private void one(Context ctx) {
    Served served = served();
    check(served.info(), ctx.pathParam("id"));
    Json.answer(ctx, 200, json(served));
  }

  /**
   * What is told of the model.
   *
   * @param info what it is
   * @param here whether it runs in this process
   * @param prefixes whether it reads ahead
   */
  private record Served(ModelInfo info, boolean here, boolean prefixes) {}

  private Served served() {
    Deadline deadline = Deadline.in(limits.timeoutSeconds());
    try (LanguageModel used = model.use(() -> deadline.leftMillis() == 0)) {
      return new Served(used.info(), model.loadedHere() != null, used.readsAhead());
    } catch (LanguageModelException e) {
      deadline.check();
      throw Problems.of(e).asException();
    }
  }

  /** {@code nljdbc} tells the driver's own client what OpenAI has no words for. */
  private JsonObject json(Served served) {
    ModelInfo info = served.info();
    JsonObject json = new JsonObject();
    json.addProperty("id", info.id());
    json.addProperty("object", "model");
    json.addProperty("created", created);
    json.addProperty("owned_by", "nl-jdbc");
    json.addProperty("max_model_len", info.contextTokens());
    JsonObject own = new JsonObject();
    own.addProperty("fingerprint", info.fingerprint());
    own.addProperty("prompt_profile", info.promptProfile());
    own.addProperty("greedy_first", true);
    own.addProperty("constraints", true);
    own.addProperty("conversations", true);
    own.addProperty("counts", served.here());
    own.addProperty("prefixes", served.here() && served.prefixes());
    own.addProperty("maximum_timeout_seconds", limits.maximumTimeoutSeconds());
    Calibration calibration = info.calibration();
    if (calibration != null) {
      JsonObject curve = new JsonObject();
      curve.addProperty("intercept", calibration.intercept());
      curve.addProperty("slope", calibration.slope());
      curve.addProperty("power", calibration.power());
      own.add("calibration", curve);
    }
    json.add("nljdbc", own);
    return json;
  }
}
