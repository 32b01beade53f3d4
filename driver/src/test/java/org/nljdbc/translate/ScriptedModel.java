package org.nljdbc.translate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;

/** A model whose answers are written beforehand; remembers what it was asked. */
final class ScriptedModel implements LanguageModel {

  final List<GenerationRequest> requests = new ArrayList<>();
  private final Deque<List<Candidate>> answers = new ArrayDeque<>();
  private final ModelInfo info;
  boolean closed;

  ScriptedModel(String profile, int contextTokens) {
    this("scripted", "f1", profile, contextTokens);
  }

  ScriptedModel(String id, String fingerprint, String profile, int contextTokens) {
    this.info = new ModelInfo(id, fingerprint, profile, contextTokens, "test");
  }

  ScriptedModel() {
    this("direct", 8192);
  }

  /** Adds an answer to one request: one or more candidates, the first held nearly certain. */
  ScriptedModel then(String... candidates) {
    List<Candidate> all = new ArrayList<>();
    for (String text : candidates) {
      double logProbability = -0.01 * text.length() * (1 + 4 * all.size());
      all.add(new Candidate(text, logProbability, text.length(), Candidate.Finish.STOP));
    }
    answers.add(all);
    return this;
  }

  /** Adds an answer to one request: one or more candidates. */
  ScriptedModel thenCandidates(Candidate... candidates) {
    answers.add(List.of(candidates));
    return this;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  /** A token is four characters. */
  @Override
  public int countTokens(Prompt prompt) {
    int length = prompt.messages().stream().mapToInt(message -> message.text().length()).sum();
    return length / 4 + 1;
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    requests.add(request);
    if (cancellation.isCancelled()) {
      throw new LanguageModelException(LanguageModelException.Kind.CANCELLED, "cancelled");
    }
    List<Candidate> next = answers.poll();
    if (next == null) {
      throw new LanguageModelException(LanguageModelException.Kind.FAILED, "nothing more to say");
    }
    List<Candidate> candidates = next.subList(0, Math.min(next.size(), request.candidates()));
    return new Generation(candidates, 1, 0, 1);
  }

  String lastMessage() {
    List<Prompt.Message> messages = requests.get(requests.size() - 1).prompt().messages();
    return messages.get(messages.size() - 1).text();
  }

  @Override
  public void close() {
    closed = true;
  }
}
