package org.nljdbc.runtime.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.GenerationStatistics;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Sampling;

/**
 * One request on its way: its prompt is read in chunks, then its answers grow, token by token, in
 * steps that it shares with other requests.
 *
 * <p>The first answer is greedy. The others leave it at the likeliest branches, each at another
 * token or place, and go on greedily, all of them in one step per token; or all are drawn at
 * random. Rows share the prompt's keys and values by copy.
 *
 * <p>Everything but the outcome is used on the inference thread only.
 */
final class RequestRun {

  private final int[] prompt;
  private final int stable;
  private final GenerationRequest request;
  private final AnswerForm form;
  private final TokenChoice choice;
  private final Limits limits;
  private final AnswerHabits habits;
  private final boolean streams;
  private final Outcome outcome = new Outcome();
  private final long asked = System.nanoTime();
  private final List<Lane> lanes = new ArrayList<>();
  private @Nullable GreedyLane greedy;
  private int[] rows = {};
  private int reused;
  private int read;
  private int told;
  private int steps;
  private long begun;
  private long firstToken;
  private volatile boolean abandoned;

  /**
   * Makes a run.
   *
   * @param prompt the prompt's tokens, at least one
   * @param stable how many of them will come again with other questions
   * @param request what is wanted
   * @param form what is wanted of all its answers; with the prompt they fit into the context
   * @param limits what ends it early
   * @param habits what earlier answers have taught
   * @param streams whether somebody listens to the first answer
   */
  RequestRun(
      int[] prompt,
      int stable,
      GenerationRequest request,
      AnswerForm form,
      Limits limits,
      AnswerHabits habits,
      boolean streams) {
    this.prompt = prompt;
    this.stable = stable;
    this.request = request;
    this.form = form;
    this.choice =
        new TokenChoice(request.constraint(), request.prompt().answerPrefix(), request.scores());
    this.limits = limits;
    this.habits = habits;
    this.streams = streams && request.constraint() == null;
  }

  /** Where the caller waits. */
  Outcome outcome() {
    return outcome;
  }

  /** The caller has given up; from any thread. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  Limits limits() {
    return limits;
  }

  int[] prompt() {
    return prompt;
  }

  /** Rows that it needs. */
  int rowsWanted() {
    return request.candidates();
  }

  /** Tokens that each of its rows needs room for. */
  int room() {
    return prompt.length + form.maxTokens();
  }

  int[] rows() {
    return rows;
  }

  /**
   * Begins.
   *
   * @param itsRows the rows that it may use
   * @param prefixes brings what is known of its prompt into the first
   * @throws LanguageModelException if the runtime fails
   */
  void begin(int[] itsRows, PrefixCache prefixes) throws LanguageModelException {
    begun = System.nanoTime();
    rows = itsRows;
    for (int i = 1; i < rows.length; i++) {
      prefixes.forgetRow(rows[i]);
    }
    reused = prefixes.restore(rows[0], prompt, stable);
    read = reused;
  }

  /** Whether some of its prompt is still to be read. */
  boolean isReading() {
    return read < prompt.length;
  }

  /**
   * Reads the next chunk of its prompt, and with the last one begins its answers.
   *
   * @param chunk most tokens, whole blocks
   * @param decoder the decoder
   * @param prefixes keeps what has been read
   * @param top how many likeliest tokens a step returns
   * @throws LanguageModelException if the runtime fails
   */
  void read(int chunk, Decoder decoder, PrefixCache prefixes, int top)
      throws LanguageModelException {
    int end = Math.min(prompt.length, read + chunk);
    boolean last = end == prompt.length;
    int[] ids = Arrays.copyOfRange(prompt, read, end);
    TopTokens next = decoder.prefill(ids, rows[0], read, last ? top : 0);
    prefixes.keep(rows[0], prompt, read, end);
    read = end;
    if (last) {
      firstToken = System.nanoTime();
      openLanes(decoder);
      for (Lane lane : lanes) {
        lane.take(next, 0);
      }
      goOn(decoder);
    }
  }

  private void openLanes(Decoder decoder) throws LanguageModelException {
    Sampling sampling = request.sampling();
    if (sampling == null || sampling.greedyFirst()) {
      boolean others = sampling == null && request.candidates() > 1;
      Drafts drafts = new Drafts(prompt, rules(), habits);
      greedy = new GreedyLane(rows[0], prompt.length, new Answer(form), choice, others, drafts);
      lanes.add(greedy);
    }
    while (sampling != null && lanes.size() < request.candidates()) {
      int row = rows[lanes.size()];
      if (row != rows[0]) {
        decoder.copyRow(rows[0], row, 0, prompt.length);
      }
      Answer answer = new Answer(form);
      lanes.add(new SampledLane(row, prompt.length, answer, choice, sampling, lanes.size()));
    }
  }

  private KnownAnswer.Rules rules() {
    return new KnownAnswer.Rules(
        request.constraint(), request.prompt().answerPrefix(), request.stop(), form.maxTokens());
  }

  /** The answers that want another token. */
  List<Lane> openLanes() {
    return lanes.stream().filter(lane -> !lane.answer().isFinished()).toList();
  }

  /**
   * Goes on after each of its answers has taken a token: ends the run, or begins other answers.
   *
   * @param decoder copies rows
   * @throws LanguageModelException if the runtime fails
   */
  void goOn(Decoder decoder) throws LanguageModelException {
    tell();
    boolean ended = openLanes().isEmpty();
    boolean branches = request.sampling() == null && lanes.size() < request.candidates();
    if (ended && branches && greedy != null && lanes.size() == 1) {
      branch(greedy, decoder);
    }
    if (openLanes().isEmpty()) {
      habits.learn(lanes.get(0).answer().ids());
      if (greedy != null) {
        habits.remember(prompt, greedy.remembered());
      }
      outcome.answered(generation());
    }
  }

  /** Notes a step that it had part in. */
  void countStep() {
    steps++;
  }

  private void branch(GreedyLane from, Decoder decoder) throws LanguageModelException {
    List<Branches.Branch> best = from.branches().best(request.candidates() - 1);
    for (int i = 0; i < best.size(); i++) {
      Branches.Branch branch = best.get(i);
      int row = rows[i + 1];
      decoder.copyRow(rows[0], row, 0, prompt.length + branch.position());
      Answer answer = from.answer().leaveAt(branch.position(), branch.step());
      lanes.add(new BranchLane(row, prompt.length, answer, choice, lanes, form.maxTokens()));
    }
  }

  private void tell() {
    if (!streams) {
      return;
    }
    Answer first = lanes.get(0).answer();
    int certain = first.certainLength();
    if (certain > told) {
      outcome.grew(first.text().subSequence(told, certain));
      told = certain;
    }
  }

  /** Whether it has ended. */
  boolean isOver() {
    return !isReading() && openLanes().isEmpty();
  }

  private Generation generation() {
    int tokens = lanes.stream().mapToInt(lane -> lane.answer().ids().size()).sum();
    return new Generation(candidates(), prompt.length, reused, tokens, statistics());
  }

  private List<Candidate> candidates() {
    List<Candidate> all = lanes.stream().map(lane -> lane.answer().candidate()).toList();
    if (request.sampling() != null) {
      return all;
    }
    // Tokens may differ where the text does not.
    Map<String, Candidate> different = new LinkedHashMap<>();
    different.put(all.get(0).text(), all.get(0));
    all.stream()
        .skip(1)
        .sorted(Comparator.comparingDouble(Candidate::logProbability).reversed())
        .forEach(candidate -> different.putIfAbsent(candidate.text(), candidate));
    return List.copyOf(different.values());
  }

  private GenerationStatistics statistics() {
    return new GenerationStatistics(
        Duration.ofNanos(begun - asked),
        Duration.ofNanos(firstToken - begun),
        Duration.ofNanos(System.nanoTime() - firstToken),
        steps,
        lanes.stream().mapToInt(Lane::drafted).sum(),
        lanes.stream().mapToInt(Lane::accepted).sum());
  }
}
