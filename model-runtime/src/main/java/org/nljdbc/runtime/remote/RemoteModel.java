package org.nljdbc.runtime.remote;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.GenerationStatistics;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Sampling;
import org.nljdbc.sql.SqlConstraint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model at a server. Constraints to a schema are sent to runtimes of ours; elsewhere answers are
 * as the model makes them. The same request gives the same answers as far as the server keeps to
 * that.
 */
final class RemoteModel implements LanguageModel {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteModel.class);

  /** Where several answers are wanted, the others are drawn so: different, but seldom wild. */
  private static final double TEMPERATURE_OF_OTHERS = 0.7;

  /** A beginning that takes longer is read as far as it came. */
  private static final int MOST_SECONDS_AHEAD = 120;

  private final ServerApi api;
  private final RemoteErrors errors;
  private final Traits traits;
  private final TokenCounter counter;
  private final ModelInfo info;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Puts a model together.
   *
   * @param api asks the server
   * @param errors words for what goes wrong
   * @param traits what the server does
   * @param counter counts tokens
   * @param info what the model is
   */
  RemoteModel(
      ServerApi api, RemoteErrors errors, Traits traits, TokenCounter counter, ModelInfo info) {
    this.api = api;
    this.errors = errors;
    this.traits = traits;
    this.counter = counter;
    this.info = info;
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  /** What the server was found to do. */
  Traits traits() {
    return traits;
  }

  @Override
  public int countTokens(Prompt prompt) throws LanguageModelException {
    return countTokens(prompt, Cancellation.NEVER);
  }

  @Override
  public int countTokens(Prompt prompt, Cancellation cancellation) throws LanguageModelException {
    try {
      return counter.count(prompt, new Waiting(cancellation, null, closed::get));
    } catch (IOException e) {
      throw errors.of(e, traits.model(), sent(prompt));
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
    if (request.prompt().isText() && traits.form() == null) {
      throw errors.noTexts();
    }
    Waiting waiting = new Waiting(cancellation, request.deadline(), closed::get);
    long start = System.nanoTime();
    Sampling sampling = request.sampling();
    boolean atOnce = sampling == null && traits.does(Ability.GREEDY_FIRST);
    int others = request.candidates() - 1;
    try {
      Draw draw =
          sampling == null || sampling.greedyFirst()
              ? draw(request, atOnce ? 1 + others : 1, 0, 1, 0)
              : draw(request, 1, sampling.temperature(), sampling.topP(), sampling.seed());
      Telling telling = new Telling(traits, draw, listener);
      Answers first = api.generate(traits, draw, waiting, telling);
      List<Candidate> candidates = new ArrayList<>(candidates(first, draw, request));
      if (candidates.isEmpty()) {
        throw new Strange("an answer without choices", null);
      }
      telling.finish(candidates.get(0).text());
      if (others > 0 && !atOnce) {
        candidates.addAll(others(request, others, waiting));
      }
      int prompt = first.promptTokens();
      counter.learn(request.prompt(), prompt, waiting);
      return generation(
          sampling == null ? different(candidates) : candidates,
          prompt > 0 ? prompt : counter.count(request.prompt(), waiting),
          first.reusedTokens(),
          new GenerationStatistics(
              Duration.ZERO,
              Duration.ofNanos(telling.nanosToFirst()),
              Duration.ofNanos(System.nanoTime() - start - telling.nanosToFirst()),
              0,
              0,
              0));
    } catch (IOException e) {
      throw errors.of(e, traits.model(), sent(request.prompt()));
    }
  }

  @Override
  public boolean readsAhead() {
    return traits.does(Ability.PREFIXES);
  }

  @Override
  public void prepare(Prompt opening, boolean keepPrefix, Cancellation cancellation)
      throws LanguageModelException {
    if (!traits.does(Ability.PREFIXES) || opening.isText()) {
      return;
    }
    int seconds = Math.max(1, Math.min(MOST_SECONDS_AHEAD, traits.longestSeconds()));
    Instant end = Instant.now().plusSeconds(seconds + 1L);
    try {
      boolean read =
          api.readAhead(
              Wire.prefix(traits, opening, keepPrefix, seconds),
              new Waiting(cancellation, end, closed::get));
      if (!read) {
        throw new LanguageModelException(
            LanguageModelException.Kind.OVERLOADED, "The server does not read ahead now.");
      }
    } catch (Stopped e) {
      // Nobody waits for it any more.
    } catch (IOException e) {
      throw errors.of(e, traits.model(), List.of());
    }
  }

  private Draw draw(
      GenerationRequest request, int answers, double temperature, double topP, long seed) {
    return new Draw(
        request.prompt(),
        request.maxTokens(),
        request.stop(),
        answers,
        temperature,
        topP,
        seed,
        Math.max(0, request.scores()),
        constraint(request),
        seconds(request),
        request.keepPrefix());
  }

  /** Otherwise a server of ours would end a question by its own, usual time. */
  private int seconds(GenerationRequest request) {
    int longest = traits.longestSeconds();
    Instant deadline = request.deadline();
    if (longest == 0 || deadline == null) {
      return longest;
    }
    long left = Duration.between(Instant.now(), deadline).toSeconds() + 1;
    return (int) Math.max(1, Math.min(longest, left));
  }

  private @Nullable SentConstraint constraint(GenerationRequest request) {
    // Of a conversation the server does not know what the answer was made to begin with.
    return traits.does(Ability.CONSTRAINTS)
            && traits.form() != null
            && request.constraint() instanceof SqlConstraint constraint
        ? api.sent(constraint, request.prompt().isText() ? "" : request.prompt().answerPrefix())
        : null;
  }

  private List<Candidate> candidates(Answers answers, Draw draw, GenerationRequest request) {
    return answers.candidates(traits, draw, request.scores() != GenerationRequest.NO_SCORES);
  }

  /** The answers besides the first: by one request, or by as many with seeds of their own. */
  private List<Candidate> others(GenerationRequest request, int count, Waiting waiting)
      throws IOException, LanguageModelException {
    Sampling sampling = request.sampling();
    double temperature = sampling == null ? TEMPERATURE_OF_OTHERS : sampling.temperature();
    double topP = sampling == null ? 1 : sampling.topP();
    long seed = sampling == null ? 0 : sampling.seed();
    List<Candidate> others = new ArrayList<>();
    boolean together = traits.has(Field.N);
    try {
      while (others.size() < count) {
        int more = together ? count - others.size() : 1;
        Draw draw = draw(request, more, temperature, topP, ++seed);
        Answers answers = api.generate(traits, draw, waiting, ServerApi.Grown.UNSEEN);
        List<Candidate> came = candidates(answers, draw, request);
        if (came.isEmpty()) {
          break;
        }
        others.addAll(came);
      }
    } catch (Stopped e) {
      throw e;
    } catch (IOException e) {
      String why =
          String.valueOf(errors.of(e, traits.model(), sent(request.prompt())).getMessage());
      LOG.debug("{} of {} further answers came: {}", others.size(), count, why);
    }
    return others.size() > count ? others.subList(0, count) : others;
  }

  /** The first, then those that differ, by likelihood where it is known. */
  private static List<Candidate> different(List<Candidate> candidates) {
    List<Candidate> kept = new ArrayList<>();
    Stream<Candidate> rest = candidates.stream().skip(1);
    Comparator<Candidate> likeliest =
        Comparator.comparingDouble(
            one -> Double.isNaN(one.logProbability()) ? 0 : -one.logProbability());
    kept.add(candidates.get(0));
    rest.sorted(likeliest)
        .filter(one -> kept.stream().noneMatch(other -> other.text().equals(one.text())))
        .forEachOrdered(kept::add);
    return kept;
  }

  private static Generation generation(
      List<Candidate> candidates,
      int promptTokens,
      int reusedTokens,
      GenerationStatistics statistics) {
    int generated = candidates.stream().mapToInt(Candidate::tokens).sum();
    return new Generation(candidates, promptTokens, reusedTokens, generated, statistics);
  }

  private static List<String> sent(Prompt prompt) {
    return prompt.isText()
        ? List.of(prompt.answerPrefix())
        : prompt.messages().stream().map(Prompt.Message::text).toList();
  }

  /** Ends running requests as cancelled; the server goes on for others. */
  @Override
  public void close() {
    closed.set(true);
  }
}
