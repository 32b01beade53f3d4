package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.ModelCall;
import org.nljdbc.runtime.server.work.ModelCalls;
import org.nljdbc.runtime.server.work.ServedModel;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;

/**
 * {@code /v1/tokenize}: how many tokens the model reads for a conversation or a text, in the shape
 * that vLLM has. It takes no place from a question, since it takes milliseconds and questions wait
 * for it.
 */
final class TokenCounts {

  /** More wait for their turn. */
  private static final int MOST = 4;

  /** Some tens of times what models read, so that a longer one need not be counted. */
  private static final int LONGEST = 4_000_000;

  private final Limits limits;
  private final ServedModel model;
  private final ModelCalls calls;
  private final Semaphore places = new Semaphore(MOST, true);

  TokenCounts(Limits limits, ServedModel model, ModelCalls calls) {
    this.limits = limits;
    this.model = model;
    this.calls = calls;
  }

  /** Answers with the number. */
  void count(Context ctx) throws IOException {
    Fields fields = Json.body(ctx);
    String wanted = fields.optionalText("model");
    Prompt prompt = prompt(fields);
    fields.done();
    Deadline deadline = Deadline.in(limits.timeoutSeconds());
    int count;
    int context;
    try (ModelCall call = calls.openBeside(ctx, deadline);
        LanguageModel used = model.use(call)) {
      OpenAiRoutes.check(used.info(), wanted);
      context = used.info().contextTokens();
      enter(deadline);
      try {
        call.check();
        count = used.countTokens(prompt);
      } finally {
        places.release();
      }
      call.answered();
    } catch (LanguageModelException e) {
      throw Problems.of(e).asException();
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("count", count);
    answer.addProperty("max_model_len", context);
    Json.answer(ctx, 200, answer);
  }

  private static Prompt prompt(Fields fields) {
    if (fields.has("messages") && fields.has("prompt")) {
      throw new InvalidFieldException("prompt", "cannot stand beside messages");
    }
    Prompt prompt =
        fields.has("messages")
            ? ChatEndpoint.begun(fields)
            : Prompt.ofText(TextEndpoint.prompt(fields));
    long length =
        prompt.messages().stream()
            .mapToLong(message -> message.text().length())
            .reduce(prompt.answerPrefix().length(), Long::sum);
    if (length > LONGEST) {
      throw Problem.of(
              413,
              "request_too_large",
              "Too long to be counted",
              "At most " + LONGEST + " characters are counted.")
          .asException();
    }
    return prompt;
  }

  private void enter(Deadline deadline) {
    try {
      if (!places.tryAcquire(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
        throw Problems.overloaded("Too many prompts are being counted.").asException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.overloaded("The server is about to end.").asException();
    }
  }
}
