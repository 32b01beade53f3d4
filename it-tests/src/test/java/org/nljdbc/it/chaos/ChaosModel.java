package org.nljdbc.it.chaos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nljdbc.it.script.Stall;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.TokenScore;

/** A model that knows a few questions, and fails or stalls when it is told to. */
final class ChaosModel implements LanguageModel {

  /** How it is at the moment. */
  enum Mood {
    WELL,
    /** Every request ends with an error. */
    FAILS,
    /** Every request waits until it is cancelled, out of time, or the mood changes. */
    STALLS
  }

  private static final String PREFIX = "chaos:";
  private static final Map<String, ChaosModel> MODELS = new ConcurrentHashMap<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** As ChatML's tokenizers do, it counts what structures a conversation as one. */
  private static final Pattern TOKEN = Pattern.compile("<\\|\\w+\\|>|\\w+|\\s|.");

  private final String name = PREFIX + COUNT.incrementAndGet();
  private final Map<String, String> answers;
  private volatile Mood mood = Mood.WELL;

  /**
   * Makes it known by its name.
   *
   * @param answers the SQL by words of the questions
   */
  ChaosModel(Map<String, String> answers) {
    this.answers = Map.copyOf(answers);
    MODELS.put(name, this);
  }

  /** Opens the models of this JVM by their names. */
  public static final class Provider implements LanguageModelProvider {

    @Override
    public boolean accepts(ModelOptions options) {
      return options.model().startsWith(PREFIX);
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress)
        throws LanguageModelException {
      ChaosModel model = MODELS.get(options.model());
      if (model == null) {
        throw new LanguageModelException(Kind.NOT_FOUND, "no model " + options.model());
      }
      return model;
    }
  }

  /** The setting {@code nl.model} that opens it. */
  String name() {
    return name;
  }

  /** Is so from now on. */
  void be(Mood next) {
    mood = next;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(name, name, "direct", 1 << 20, "scripted");
  }

  @Override
  public int countTokens(Prompt prompt) {
    return (int) TOKEN.matcher(text(prompt)).results().count();
  }

  @Override
  public Generation generate(GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    Stall.await(request, cancellation, () -> mood == Mood.STALLS);
    if (mood == Mood.FAILS) {
      throw new LanguageModelException(Kind.FAILED, "the model has failed");
    }
    String prompt = text(request.prompt());
    String sql =
        answers.entrySet().stream()
            .filter(each -> prompt.contains(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("1");
    boolean begun = request.prompt().answerPrefix().endsWith("SELECT");
    String text = begun && sql.startsWith("SELECT") ? sql.substring("SELECT".length()) : sql;
    List<TokenScore> scores =
        request.scores() < 0
            ? List.of()
            : TOKEN
                .matcher(text)
                .results()
                .map(token -> new TokenScore(token.group(), -0.01, List.of()))
                .toList();
    Candidate candidate = new Candidate(text, -0.1, 10, Candidate.Finish.STOP, scores, false);
    return new Generation(List.of(candidate), countTokens(request.prompt()), 0, 10);
  }

  private static String text(Prompt prompt) {
    return prompt.isText()
        ? prompt.answerPrefix()
        : prompt.messages().stream().map(Prompt.Message::text).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {}
}
