package org.nljdbc.runtime.server.openai;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.OpenAiError;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.http.RequestId;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.work.ModelCall;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One request from its reading to the last byte of its answer. */
final class Answering {

  private static final Logger AUDIT = LoggerFactory.getLogger("org.nljdbc.audit");

  private final Context ctx;
  private final Endpoint endpoint;
  private final Order order;
  private final ModelCall call;
  private final MeterRegistry meters;

  Answering(Context ctx, Endpoint endpoint, Order order, ModelCall call, MeterRegistry meters) {
    this.ctx = ctx;
    this.endpoint = endpoint;
    this.order = order;
    this.call = call;
    this.meters = meters;
  }

  /**
   * Answers.
   *
   * @param model the model
   * @throws ProblemException if there is no answer, and nothing of one was sent
   * @throws IOException if the caller has gone
   */
  void run(LanguageModel model) throws IOException {
    EventStream stream = new EventStream(ctx);
    try {
      Reply reply = new Reply(endpoint, order, model.info());
      if (order.stream()) {
        stream(model, reply, stream);
      } else {
        Generation generation = generate(model, AnswerListener.NONE);
        call.answered();
        Json.answer(ctx, 200, reply.whole(generation));
      }
    } catch (ProblemException e) {
      audit().addKeyValue("code", e.problem().code()).log("failed");
      if (!stream.hasBegun()) {
        throw e;
      }
      call.answered();
      stream.send(OpenAiError.of(e.problem()));
    } catch (UncheckedIOException e) {
      call.abandon();
      throw e.getCause();
    }
  }

  /** Only the first answer is told while it grows; the others follow, each in one piece. */
  private void stream(LanguageModel model, Reply reply, EventStream stream) throws IOException {
    // What must be within its grammar is sent only when that is known.
    Generation generation =
        generate(model, order.strict() ? AnswerListener.NONE : text -> tell(reply, stream, text));
    int index = 0;
    for (Candidate candidate : generation.candidates()) {
      boolean told = index == 0 && stream.hasBegun();
      if (endpoint.beginsEmpty() && !told) {
        stream.send(reply.beginning(index));
      }
      if (!told && !candidate.text().isEmpty()) {
        stream.send(reply.piece(index, candidate.text()));
      }
      stream.send(reply.ending(index, candidate));
      index++;
    }
    if (order.usage()) {
      stream.send(reply.cost(generation));
    }
    call.answered();
    stream.done();
  }

  private void tell(Reply reply, EventStream stream, String text) {
    try {
      if (endpoint.beginsEmpty() && !stream.hasBegun()) {
        stream.send(reply.beginning(0));
      }
      stream.send(reply.piece(0, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Generation generate(LanguageModel model, AnswerListener listener) {
    long begun = System.nanoTime();
    try {
      Generation generation = model.generate(request(model), call, listener);
      call.phases().add("generate", System.nanoTime() - begun);
      meters.counter("nl.tokens.generated").increment(generation.generatedTokens());
      Generation kept = order.strict() ? withinGrammar(generation) : generation;
      audit()
          .addKeyValue("prompt_tokens", generation.promptTokens())
          .addKeyValue("tokens", generation.generatedTokens())
          .log("generated");
      return kept;
    } catch (LanguageModelException e) {
      throw problem(e).asException();
    }
  }

  /** A grammar is a promise: an answer that had to leave it is not given. */
  private static Generation withinGrammar(Generation generation) {
    List<Candidate> kept =
        generation.candidates().stream().filter(each -> !each.unconstrained()).toList();
    if (kept.isEmpty()) {
      throw Problem.of(
              422,
              "grammar_not_met",
              "No answer within the grammar",
              "The model finds nothing likely that the grammar allows. Loosen the grammar, say in"
                  + " the prompt what it allows, or ask another model.")
          .with("field", "grammar")
          .asException();
    }
    return new Generation(
        kept,
        generation.promptTokens(),
        generation.reusedTokens(),
        generation.generatedTokens(),
        generation.statistics());
  }

  /** What a failure means, unless the call had ended before. */
  private Problem problem(LanguageModelException e) {
    call.check();
    return Problems.of(e);
  }

  private GenerationRequest request(LanguageModel model) throws LanguageModelException {
    int tokens = order.maxTokens();
    if (tokens == 0) {
      Prompt prompt = order.prompt();
      tokens = Math.max(1, model.info().contextTokens() - model.countTokens(prompt));
    }
    return GenerationRequest.builder(order.prompt(), tokens)
        .candidates(order.answers())
        .stop(order.stop())
        .constraint(order.constraint())
        .sampling(order.sampling())
        .scores(order.scores())
        .deadline(call.end())
        .keepPrefix(order.keepPrefix())
        .build();
  }

  /** A line of the audit log: who, and how much; never what the prompt or the answer says. */
  private LoggingEventBuilder audit() {
    return AUDIT
        .atInfo()
        .addKeyValue("request_id", RequestId.of(ctx))
        .addKeyValue("caller", AccessControl.caller(ctx).name())
        .addKeyValue("route", ctx.path())
        .addKeyValue("millis", call.phases().totalMillis());
  }
}
