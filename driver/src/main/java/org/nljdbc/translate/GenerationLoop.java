package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Example;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.PromptProfile;
import org.nljdbc.prompt.Turn;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;
import org.nljdbc.sql.SqlParameters;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.TokenCounts;
import org.nljdbc.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model until an answer holds: several answers where one is not enough, each judged, and
 * what was wrong told to the model. One question on one connection.
 */
final class GenerationLoop {

  private static final Logger LOG = LoggerFactory.getLogger(GenerationLoop.class);

  /**
   * How many answers are looked at where one is not enough: in a repair, since a model told of a
   * mistake tends to repeat it, and where the only answer is doubtful or unsure.
   */
  private static final int CANDIDATES_IN_DOUBT = 4;

  private final Registry registry;
  private final Settings settings;
  private final LanguageModel model;
  private final AnswerJudge judge;
  private final Watch watch;
  private final @Nullable AnswerConstraint constraint;

  /**
   * A loop.
   *
   * @param registry keeps what comes of it
   * @param settings the connection's settings
   * @param model who is asked
   * @param judge judges the answers
   * @param constraint keeps the model to what may be right while it writes, or null
   * @param watch ends the loop
   */
  GenerationLoop(
      Registry registry,
      Settings settings,
      LanguageModel model,
      AnswerJudge judge,
      @Nullable AnswerConstraint constraint,
      Watch watch) {
    this.registry = registry;
    this.settings = settings;
    this.model = model;
    this.judge = judge;
    this.watch = watch;
    this.constraint = constraint;
  }

  /**
   * What came of it.
   *
   * @param conversation the conversation as it has ended
   * @param attempt an attempt that holds
   * @param others all that hold, where several answers were looked at
   */
  record Found(Conversation conversation, Attempt attempt, List<Attempt> others) {
    Found {
      others = List.copyOf(others);
    }
  }

  /**
   * Asks.
   *
   * @param begun the conversation so far
   * @return SQL that holds
   * @throws NoAnswer if nl.tries is used up, or the model repeats itself
   */
  Found run(Conversation begun) throws SQLException, LanguageModelException, NoAnswer {
    Conversation conversation = begun;
    String state = "42000";
    while (true) {
      watch.check();
      Attempt.Judged judged = attempt(conversation);
      Attempt attempt = judged.best();
      if (attempt == null) {
        throw NoAnswer.after(conversation, "the model repeats itself", state);
      }
      state = attempt.verdict().state();
      conversation = conversation.answered(attempt.answer());
      if (attempt.verdict().holds()) {
        return new Found(conversation, attempt, judged.holding());
      }
      registry.tally().refused.increment();
      LOG.debug("try {}: {}", conversation.failed().size() + 1, attempt.verdict().problem());
      conversation =
          conversation.failedWith(
              new FailedTry(
                  attempt.answer(), attempt.verdict().sql(), attempt.verdict().problem()));
      int most = settings.getInt(Setting.TRIES) + Rejections.count(conversation);
      if (conversation.failed().size() > most) {
        throw NoAnswer.after(conversation, "nl.tries is used up", state);
      }
    }
  }

  /** The answers of one try; there is no best one if the model has nothing new to say. */
  private Attempt.Judged attempt(Conversation conversation)
      throws SQLException, LanguageModelException {
    List<Candidate> candidates = generate(conversation, candidates(conversation));
    Attempt.Judged judged = judged(candidates, conversation);
    Attempt attempt = judged.best();
    return attempt != null && deservesSecondLook(attempt, conversation)
        ? secondLook(conversation, attempt)
        : judged;
  }

  private Attempt.Judged judged(List<Candidate> candidates, Conversation conversation)
      throws SQLException {
    try (Trace.Timing timed = watch.trace().begin(Phase.CHECK)) {
      return Attempt.best(candidates, conversation, judge);
    }
  }

  /** A model that thinks is not asked twice: its time and its probability lie in the thinking. */
  private boolean deservesSecondLook(Attempt attempt, Conversation conversation) {
    boolean hesitant =
        attempt.isDoubtful() || attempt.isUnsure() && !conversation.profile().thinks();
    return hesitant && settings.getInt(Setting.CANDIDATES) == 0 && conversation.failed().isEmpty();
  }

  /** Asks for several answers; the first stands if none is better. */
  private Attempt.Judged secondLook(Conversation conversation, Attempt first)
      throws SQLException, LanguageModelException {
    try {
      List<Candidate> candidates = generate(conversation, CANDIDATES_IN_DOUBT);
      Attempt.Judged again = judged(candidates, conversation);
      List<Attempt> holding = new ArrayList<>();
      if (first.verdict().holds()) {
        holding.add(first);
      }
      holding.addAll(again.holding());
      return new Attempt.Judged(Attempt.better(first, again.best()), holding);
    } catch (LanguageModelException e) {
      if (e.kind() == LanguageModelException.Kind.CANCELLED) {
        throw e;
      }
      LOG.debug("the second look failed, the first answer stands: {}", e.getMessage());
      return new Attempt.Judged(first, List.of());
    }
  }

  private int candidates(Conversation conversation) {
    int wanted = Math.max(1, settings.getInt(Setting.CANDIDATES));
    return conversation.failed().isEmpty() ? wanted : Math.max(wanted, CANDIDATES_IN_DOUBT);
  }

  private List<Candidate> generate(Conversation conversation, int count)
      throws LanguageModelException {
    PromptProfile profile = conversation.profile();
    Prompt prompt = profile.prompt(conversation.question(), conversation.failed());
    GenerationRequest request =
        GenerationRequest.builder(prompt, Prompter.answerTokens(profile, model, settings))
            .candidates(count)
            .stop(profile.stops())
            .constraint(constraint)
            .deadline(watch.deadline())
            .keepPrefix(settings.get(Setting.PREFIX_CACHE).equals(Setting.ON_DISK))
            .build();
    List<Candidate> whole = new ArrayList<>();
    for (Candidate candidate : generate(request).candidates()) {
      whole.add(candidate.withText(prompt.answerPrefix() + candidate.text()));
    }
    return whole;
  }

  private Generation generate(GenerationRequest request) throws LanguageModelException {
    try (Trace.Timing timed = watch.trace().begin(Phase.MODEL)) {
      Generation made = model.generate(request, watch.cancellation());
      watch.trace().generated(model.info().id(), TokenCounts.of(made));
      return made;
    }
  }

  /**
   * Makes a translation of what was found, and remembers it.
   *
   * @param found what was found
   * @param readings other ways to read the question
   * @param start when the question came, as {@link System#nanoTime}
   */
  Translation keep(Found found, List<Reading> readings, long start) {
    List<Turn> earlier = found.conversation.question().earlier();
    Translation translation = translation(found, start);
    Translation bounded =
        earlier.isEmpty() ? translation : translation.asSureAtMostAs(sure(earlier));
    return keep(found.conversation, bounded.readAlsoAs(readings));
  }

  /** How sure the SQL was that is gone on from; NaN if that is not known any more. */
  double sure(List<Turn> earlier) {
    String sql = earlier.get(earlier.size() - 1).sql();
    return registry.translations().asMap().values().stream()
        .filter(each -> each.sql().equals(sql))
        .mapToDouble(Translation::confidence)
        .filter(confidence -> !Double.isNaN(confidence))
        .min()
        .orElse(Double.NaN);
  }

  private Translation keep(Conversation conversation, Translation translation) {
    registry.translations().put(conversation.key(), translation);
    new SharedRecall(registry).keep(conversation.key(), translation);
    registry.conversations().put(translation.id(), conversation);
    return translation;
  }

  /**
   * Makes a translation of what was made of the SQL before without a model, and remembers it.
   *
   * @param begun the question
   * @param verdict what the judge says of it
   * @param note what was changed
   * @param start when the question came, as {@link System#nanoTime}
   */
  Translation keep(Conversation begun, Judge.Verdict verdict, String note, long start) {
    Attempt attempt = new Attempt(verdict.sql(), Double.NaN, 0, verdict);
    Translation made =
        translation(new Found(begun.answered(verdict.sql()), attempt, List.of()), start);
    double sure = sure(begun.question().earlier());
    return keep(begun.answered(verdict.sql()), made.continued(note, sure));
  }

  /**
   * Makes a translation of what was found.
   *
   * @param found what was found
   * @param start when the question came, as {@link System#nanoTime}
   */
  Translation translation(Found found, long start) {
    Conversation conversation = found.conversation;
    Attempt attempt = found.attempt;
    int tries = conversation.failed().size() - Rejections.count(conversation) + 1;
    SqlParameters.Jdbc jdbc =
        SqlParameters.jdbc(attempt.verdict().sql(), conversation.schema().dialect());
    Translation translation =
        new Translation(
            conversation.key().id(tries),
            conversation.question().text(),
            jdbc.sql(),
            model.info().id(),
            attempt.logProbability(),
            attempt.tokens(),
            attempt.confidence(model.info().calibration()),
            tries,
            attempt.verdict().absent(),
            Stream.concat(conversation.notes().stream(), attempt.verdict().notes().stream())
                .distinct()
                .toList(),
            jdbc.numbers(),
            conversation.question().shownTerms(),
            conversation.question().shownExamples().stream().map(Example::question).toList(),
            List.of(),
            "",
            Watch.millisSince(start),
            Translation.Source.MODEL);
    LOG.debug("{} after {} tries: {}", translation.id(), tries, translation.sql());
    return translation;
  }
}
