package org.nljdbc.runtime.server;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;

/** A model whose answers a test writes down beforehand, found by the driver through its name. */
final class ScriptedModel implements LanguageModel {

  private static final AtomicInteger COUNT = new AtomicInteger();

  final String name = ScriptedProvider.PREFIX + COUNT.incrementAndGet();
  final CountDownLatch endlessBegan = new CountDownLatch(1);
  final CountDownLatch endlessCancelled = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  ScriptedModel() {
    ScriptedProvider.MODELS.put(name, this);
  }

  /** Answers a question with SQL. */
  ScriptedModel answer(String question, String sql) {
    answers.put(question, sql);
    return this;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(name, name, "direct", 1 << 20, "scripted", new Calibration(2, 8));
  }

  @Override
  public int countTokens(Prompt prompt) {
    return 1 + text(prompt).length() / 4;
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    String prompt = text(request.prompt());
    String question =
        answers.keySet().stream()
            .filter(prompt::contains)
            .max((a, b) -> a.length() - b.length())
            .orElseThrow(() -> new LanguageModelException(Kind.FAILED, "no script for this"));
    String sql = answers.getOrDefault(question, "");
    if (sql.startsWith("endless")) {
      endlessBegan.countDown();
      await(request, cancellation);
      sql = sql.substring("endless".length());
    }
    String text = sql.startsWith("SELECT") ? sql.substring("SELECT".length()) : sql;
    Candidate candidate = new Candidate(text, -0.1, 10, Candidate.Finish.STOP);
    return new Generation(java.util.List.of(candidate), 100, 0, 10);
  }

  /** Until cancelled, out of time, or released by the test. */
  private void await(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    while (released.getCount() > 0) {
      if (cancellation.isCancelled()) {
        endlessCancelled.countDown();
        throw new LanguageModelException(Kind.CANCELLED, "cancelled");
      }
      if (request.deadline() != null && Instant.now().isAfter(request.deadline())) {
        throw new LanguageModelException(Kind.DEADLINE, "the deadline passed");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LanguageModelException(Kind.CANCELLED, "interrupted");
      }
    }
  }

  private static String text(Prompt prompt) {
    return prompt.messages().stream().map(Prompt.Message::text).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {}
}
