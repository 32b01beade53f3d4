package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.ModelCall;
import org.nljdbc.runtime.server.work.ModelCalls;
import org.nljdbc.runtime.server.work.ServedModel;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;

/**
 * {@code /v1/prefixes}: what prompts of the caller will begin with is read ahead, while nobody asks
 * anything. It takes no place from a question, loads no model, and ends when the caller goes.
 */
final class Prefixes {

  /** More may ask; they are told that it is too much, since a hint is not worth waiting for. */
  private static final int MOST = 4;

  private final Limits limits;
  private final ServedModel model;
  private final ModelCalls calls;
  private final Semaphore places = new Semaphore(MOST);

  Prefixes(Limits limits, ServedModel model, ModelCalls calls) {
    this.limits = limits;
    this.model = model;
    this.calls = calls;
  }

  /** Answers when the beginning has been read, or it is of no use to go on. */
  void read(Context ctx) throws IOException {
    Fields fields = Json.body(ctx);
    String wanted = fields.optionalText("model");
    Prompt opening = new Prompt(ChatEndpoint.messages(fields), "");
    boolean keep = fields.flag("keep_prefix", false);
    int most = limits.maximumTimeoutSeconds();
    int seconds =
        fields.integer("timeout_seconds", Math.min(limits.timeoutSeconds(), most), 1, most);
    fields.done();
    boolean read = false;
    if (model.loadedHere() != null) {
      if (!places.tryAcquire()) {
        throw Problems.overloaded("Too many beginnings are being read ahead.").asException();
      }
      try (ModelCall call = calls.openBeside(ctx, Deadline.in(seconds));
          LanguageModel used = model.use(call)) {
        OpenAiRoutes.check(used.info(), wanted);
        used.prepare(opening, keep, call);
        call.check();
        call.answered();
        read = used.readsAhead();
      } catch (LanguageModelException e) {
        throw Problems.of(e).asException();
      } finally {
        places.release();
      }
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("object", "prefix");
    answer.addProperty("read", read);
    Json.answer(ctx, 200, answer);
  }
}
