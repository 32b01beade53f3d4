package org.nljdbc.runtime.remote;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.sql.SqlConstraint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of a server, with another try where that may help. */
final class ServerApi {

  private static final Logger LOG = LoggerFactory.getLogger(ServerApi.class);

  private final ServerHttp http;
  private final Attempts attempts;
  private final KnownSchemas schemas = new KnownSchemas();

  /**
   * Makes one.
   *
   * @param http asks
   * @param attempts tries again
   */
  ServerApi(ServerHttp http, Attempts attempts) {
    this.http = http;
    this.attempts = attempts;
  }

  /** The constraint as this server is told it. */
  SentConstraint sent(SqlConstraint constraint, String answerBegins) {
    return schemas.sent(constraint, answerBegins);
  }

  /** Asks for an object below the API's own address; posts the body if there is one. */
  JsonObject json(String path, @Nullable JsonObject body, Waiting waiting)
      throws IOException, LanguageModelException {
    return attempts.run(waiting, () -> http.json(http.api(path), body, waiting));
  }

  /**
   * Has a server of ours read ahead what prompts begin with. Tried once: it is a hint.
   *
   * @param body what {@link Wire#prefix} writes
   * @param waiting who waits; when nobody does, the connection closes, and the server stops
   * @return false if it says that it has not read it, as where its model is not loaded
   * @throws IOException if the server has failed to
   */
  boolean readAhead(JsonObject body, Waiting waiting) throws IOException, LanguageModelException {
    JsonObject answer = attempts.once(() -> http.json(http.api("/prefixes"), body, waiting));
    return !new JsonPrimitive(false).equals(answer.get("read"));
  }

  /**
   * Has a server of ours count the tokens of a conversation.
   *
   * @param body what {@link Wire#count} writes
   * @param waiting who waits
   * @return the tokens, 1 or more
   * @throws IOException if the server does not say
   */
  int count(JsonObject body, Waiting waiting) throws IOException, LanguageModelException {
    JsonObject answer =
        attempts.run(waiting, () -> http.json(http.api("/tokenize"), body, waiting));
    int tokens = Answers.number(answer, "count");
    if (tokens == 0) {
      throw new Strange("a count of tokens that is none", null);
    }
    return tokens;
  }

  /**
   * Asks for what only some servers have, and only once: what is missing is done without.
   *
   * @param path beside the API's own
   * @return the object, or null if there is none, whatever the reason
   * @throws Stopped if nobody waits
   */
  @Nullable JsonObject ifThere(String path, @Nullable JsonObject body, Waiting waiting)
      throws Stopped, LanguageModelException {
    URI address = http.beside(path);
    try {
      return attempts.once(() -> http.json(address, body, waiting));
    } catch (Stopped e) {
      throw e;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Lets the model generate.
   *
   * @param traits what the server does
   * @param draw what is wanted
   * @param waiting who waits; when nobody does, the connection closes, and the server may stop
   * @param grown called with the answers so far as often as more has come
   * @return the answers
   * @throws IOException if there are none, or they broke off after something had been told
   */
  Answers generate(Traits traits, Draw draw, Waiting waiting, Grown grown)
      throws IOException, LanguageModelException {
    SentConstraint constraint = draw.constraint();
    if (constraint == null) {
      return generate(traits, Wire.body(traits, draw, false), waiting, grown);
    }
    if (schemas.isRefused(constraint)) {
      return generate(traits, Wire.body(traits, draw.unconstrained(), false), waiting, grown);
    }
    if (schemas.isTold(constraint)) {
      try {
        return generate(traits, Wire.body(traits, draw, false), waiting, grown);
      } catch (Refused e) {
        if (!e.isOfUnknownSchema()) {
          throw e;
        }
        schemas.forgotten(constraint); // a server that has begun anew, or another one behind it
      }
    }
    try {
      Answers answers = generate(traits, Wire.body(traits, draw, true), waiting, grown);
      schemas.told(constraint);
      return answers;
    } catch (Refused e) {
      if (!e.mayBeOfTheConstraint()) {
        throw e;
      }
      schemas.refused(constraint);
      LOG.warn(
          "The server takes no schema of {} tables as a constraint (HTTP {}), so answers over it"
              + " are checked only when they are whole. Raise its limits.requestBytes.",
          constraint.tables(),
          e.status());
      return generate(traits, Wire.body(traits, draw.unconstrained(), false), waiting, grown);
    }
  }

  private Answers generate(Traits traits, JsonObject body, Waiting waiting, Grown grown)
      throws IOException, LanguageModelException {
    return attempts.run(
        waiting,
        () -> {
          Answers answers = new Answers();
          boolean ended;
          try {
            ended =
                http.events(
                    http.api(traits.path()),
                    body,
                    waiting,
                    event -> {
                      answers.add(event);
                      return grown.goesOn(answers);
                    });
          } catch (Stopped | Refused | Strange e) {
            throw e;
          } catch (IOException e) {
            throw grown.hasTold() ? new BrokenOff(e) : e;
          }
          if (!ended && !answers.isWhole()) {
            throw new IOException("the answer ended in its middle");
          }
          return answers;
        });
  }

  /** Looks at answers as they grow. */
  interface Grown {

    /** Nobody looks. */
    Grown UNSEEN = answers -> true;

    /** Sees the answers so far, and says whether more of them is wanted. */
    boolean goesOn(Answers answers);

    /** Whether something was told that cannot be taken back, so that it must not begin anew. */
    default boolean hasTold() {
      return false;
    }
  }
}
