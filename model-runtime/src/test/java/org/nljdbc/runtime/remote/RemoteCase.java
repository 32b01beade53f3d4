package org.nljdbc.runtime.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.ModelServer;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;

/** A test with servers of its own, and a client that is not patient. */
abstract class RemoteCase {

  static final String QUESTION = "who earns the most in Wonderland";
  static final Prompt PROMPT =
      new Prompt(
          List.of(
              new Message(Role.SYSTEM, "CREATE TABLE salaries (person text, euros integer)"),
              new Message(Role.USER, QUESTION)),
          "```sql\nSELECT");

  final Map<String, String> environment = new HashMap<>();
  final Patience patience =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMillis(2));
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  /** A server that continues texts, streams, and does what else is named. */
  FakeServer server(String... does) throws IOException {
    FakeServer server = new FakeServer(does);
    opened.add(server);
    return server;
  }

  FakeServer texts() throws IOException {
    return server("completions", "stream", "usage", "logprobs");
  }

  RemoteModelProvider provider(Patience how) {
    return new RemoteModelProvider(how, environment::get);
  }

  RemoteModel open(FakeServer server) throws LanguageModelException {
    return open(server, "", ModelOptions.EMBEDDED, 0);
  }

  RemoteModel open(FakeServer server, String key, String model, int context)
      throws LanguageModelException {
    ModelOptions options =
        ModelOptions.at(ModelServer.of(server.url(), key, false), model, context);
    LanguageModel opening = provider(patience).open(options, Progress.NONE);
    opened.add(opening);
    return (RemoteModel) opening;
  }

  static GenerationRequest.Builder request() {
    return GenerationRequest.builder(PROMPT, 100).stop(List.of("```", ";"));
  }

  static Generation ask(LanguageModel model) throws LanguageModelException {
    return model.generate(request().build(), Cancellation.NEVER);
  }

  static LanguageModelException refused(Kind kind, LanguageModel model) {
    LanguageModelException e = assertThrows(LanguageModelException.class, () -> ask(model));
    assertEquals(kind, e.kind(), e::toString);
    return e;
  }
}
