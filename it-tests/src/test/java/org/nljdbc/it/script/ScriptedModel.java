package org.nljdbc.it.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;

/**
 * A model that answers each question with what was written down for it: first the first answer,
 * when asked again the next, and the last one for ever. It remembers what it was asked.
 */
public final class ScriptedModel implements LanguageModel {

  private final String id;
  private final String promptProfile;
  private final Map<String, List<Answer>> script = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final List<GenerationRequest> requests = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  ScriptedModel(String id, String promptProfile) {
    this.id = id;
    this.promptProfile = promptProfile;
  }

  /** Answers a question with texts, one after the other. */
  public ScriptedModel answer(String question, String... texts) {
    return answer(question, Arrays.stream(texts).map(Answer.Text::new).toArray(Answer[]::new));
  }

  /** Answers a question in these ways, one after the other; forgets an earlier script for it. */
  public ScriptedModel answer(String question, Answer... answers) {
    script.put(question, List.of(answers));
    asked.remove(question);
    return this;
  }

  /** Forgets every script, and what the model was asked. */
  public void forget() {
    script.clear();
    asked.clear();
    requests.clear();
  }

  /** What the model was asked, oldest first. */
  public List<GenerationRequest> requests() {
    return List.copyOf(requests);
  }

  /** The messages of the latest request as one text. */
  public String latestPrompt() {
    return text(requests.get(requests.size() - 1).prompt());
  }

  /** Whether a thread is inside {@link #generate} now. */
  public boolean isBusy() {
    return !waiting.isEmpty();
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(id, id, promptProfile, 1 << 20, "scripted");
  }

  @Override
  public int countTokens(Prompt prompt) {
    return 1 + text(prompt).length() / 4;
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    requests.add(request);
    waiting.add(Thread.currentThread());
    try {
      if (closed.get()) {
        throw new LanguageModelException(Kind.FAILED, id + " is closed");
      }
      return say(next(text(request.prompt())), request, cancellation);
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  private Answer next(String prompt) throws LanguageModelException {
    String question =
        script.keySet().stream()
            .filter(prompt::contains)
            .max((a, b) -> a.length() - b.length())
            .orElseThrow(
                () ->
                    new LanguageModelException(Kind.FAILED, id + " has no script for: " + prompt));
    List<Answer> answers = script.getOrDefault(question, List.of());
    int turn = asked.merge(question, 1, Integer::sum) - 1;
    return answers.get(Math.min(turn, answers.size() - 1));
  }

  private static Generation say(Answer answer, GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    if (answer instanceof Answer.Text text) {
      return generation(continuation(text.text(), request.prompt().answerPrefix()));
    }
    if (answer instanceof Answer.Slow slow) {
      pause(slow.time());
      return say(new Answer.Text(slow.text()), request, cancellation);
    }
    if (answer instanceof Answer.Failure failure) {
      throw new LanguageModelException(failure.kind(), failure.message());
    }
    if (answer instanceof Answer.Endless endless) {
      endless.started().countDown();
      Stall.await(request, cancellation, () -> true);
      throw new AssertionError("an endless answer has ended");
    }
    Throwable thrown = ((Answer.Crash) answer).thrown();
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Generation generation(String text) {
    int tokens = 1 + text.length() / 4;
    Candidate candidate = new Candidate(text, -0.01 * tokens, tokens, Candidate.Finish.STOP);
    return new Generation(List.of(candidate), 100, 0, tokens);
  }

  /**
   * The text as the continuation of what the prompt made the answer begin with: a direct model was
   * made to begin with SELECT, a thinking one with its thoughts.
   */
  private static String continuation(String text, String prefix) {
    String start = "SELECT";
    if (prefix.endsWith(start)) {
      return text.regionMatches(true, 0, start, 0, start.length())
          ? text.substring(start.length())
          : text;
    }
    return " That is easy. </think>\n<answer>\n" + (text.contains("```") ? text : fenced(text));
  }

  private static String fenced(String sql) {
    return "```sql\n" + sql + "\n```\n";
  }

  private static String text(Prompt prompt) {
    List<String> texts = new ArrayList<>();
    for (Prompt.Message message : prompt.messages()) {
      texts.add(message.text());
    }
    return String.join("\n", texts);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
