package org.nljdbc.runtime.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nljdbc.spi.AnswerListener;
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
import org.nljdbc.spi.RuntimeStatistics;
import org.nljdbc.spi.TokenScore;

/** A model whose answers a test writes down beforehand, found by the driver through its name. */
public final class ScriptedModel implements LanguageModel {

  /** As ChatML's tokenizers do, it counts what structures a conversation as one. */
  private static final Pattern TOKEN = Pattern.compile("<\\|\\w+\\|>|\\w+|\\s|.");

  /** What an answer begins with that has left its grammar. */
  static final String LEFT = "left";

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The setting {@code nl.model} that opens it. */
  public final String name = ScriptedProvider.PREFIX + COUNT.incrementAndGet();

  final CountDownLatch endlessBegan = new CountDownLatch(1);
  final CountDownLatch endlessCancelled = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  final List<GenerationRequest> asked = new CopyOnWriteArrayList<>();

  /** Beginnings of prompts that it was to read ahead. */
  final BlockingQueue<String> prepared = new LinkedBlockingQueue<>();

  /** Whether reading ahead goes on until it is cancelled. */
  volatile boolean preparesForLong;

  final CountDownLatch prepareCancelled = new CountDownLatch(1);

  /** Tokens of each prompt that it says to have known. */
  public volatile int reused;

  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** Publishes it. */
  public ScriptedModel() {
    ScriptedProvider.MODELS.put(name, this);
  }

  /** Answers a question with SQL; several answers have {@code |||} between them. */
  public ScriptedModel answer(String question, String sql) {
    answers.put(question, sql);
    return this;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(name, name, "direct", 1 << 20, "scripted", new Calibration(2, 8));
  }

  @Override
  public int countTokens(Prompt prompt) {
    return (int) TOKEN.matcher(text(prompt)).results().count();
  }

  /** As if each answer had taken one step alone, on a card. */
  @Override
  public RuntimeStatistics statistics() {
    return new RuntimeStatistics(
        List.of((long) asked.size()),
        new RuntimeStatistics.Memory(1_000, 2_000),
        new RuntimeStatistics.Memory(300, 400),
        new RuntimeStatistics.Memory(50_000, 60_000));
  }

  @Override
  public boolean readsAhead() {
    return true;
  }

  @Override
  public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation) {
    prepared.add(text(opening));
    while (preparesForLong && !cancellation.isCancelled()) {
      Thread.onSpinWait();
    }
    if (cancellation.isCancelled()) {
      prepareCancelled.countDown();
    }
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    return generate(request, cancellation, AnswerListener.NONE);
  }

  @Override
  public Generation generate(
      GenerationRequest request, Cancellation cancellation, AnswerListener listener)
      throws LanguageModelException {
    asked.add(request);
    String prompt = text(request.prompt());
    String question =
        answers.keySet().stream()
            .filter(prompt::contains)
            .max((a, b) -> a.length() - b.length())
            .orElseThrow(() -> new LanguageModelException(Kind.FAILED, "no script for this"));
    String script = answers.getOrDefault(question, "");
    boolean endless = script.startsWith("endless");
    List<String> texts =
        Stream.of((endless ? script.substring("endless".length()) : script).split("\\|\\|\\|"))
            .limit(request.candidates())
            .map(text -> afterPrefix(request.prompt(), text))
            .toList();
    String first = texts.get(0);
    if (!first.isEmpty()) {
      listener.grew(first.substring(0, (first.length() + 1) / 2));
    }
    if (endless) {
      endlessBegan.countDown();
      await(request, cancellation);
    }
    if (first.length() > 1) {
      listener.grew(first.substring((first.length() + 1) / 2));
    }
    List<Candidate> candidates =
        texts.stream().map(text -> candidate(text, request.scores())).toList();
    return new Generation(
        candidates, countTokens(request.prompt()), reused, 10 * candidates.size());
  }

  /** What is begun already is not said again. */
  private static String afterPrefix(Prompt prompt, String text) {
    boolean begun = prompt.answerPrefix().endsWith("SELECT") && text.startsWith("SELECT");
    return begun ? text.substring("SELECT".length()) : text;
  }

  private static Candidate candidate(String text, int scores) {
    List<TokenScore> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (scores >= 0 && matcher.find()) {
      TokenScore.Alternative itself = new TokenScore.Alternative(matcher.group(), -0.01);
      TokenScore.Alternative other = new TokenScore.Alternative("?", -5);
      tokens.add(
          new TokenScore(
              itself.text(),
              itself.logProbability(),
              List.of(itself, other).subList(0, Math.min(2, scores))));
    }
    boolean left = text.startsWith(LEFT);
    return new Candidate(text, -0.1, 10, Candidate.Finish.STOP, tokens, left);
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
    return prompt.isText()
        ? prompt.answerPrefix()
        : prompt.messages().stream().map(Prompt.Message::text).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {}
}
