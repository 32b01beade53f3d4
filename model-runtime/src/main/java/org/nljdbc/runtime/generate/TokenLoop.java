package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.LanguageModelException;

/**
 * Reads a prompt and generates its answers, on the inference thread.
 *
 * <p>The first answer is greedy. The others leave it at the likeliest branches, each at another
 * token or place, and go on greedily, all of them in one step per token: rows share the prompt's
 * keys and values by copy, and four rows cost little more than one.
 *
 * <p>Where the constraint allows none of the likely tokens, the first answer goes back to its
 * likeliest branch: the cache still holds what comes before it.
 */
final class TokenLoop {

  /** Tokens that are reserved at a time. */
  private static final int ROOM = 256;

  /** Tokens that are looked at for each token of an answer: more never come among the best. */
  private static final int WIDTH = 8;

  /** How often an answer goes back to its likeliest branch when the constraint ends its way. */
  private static final int RETREATS = 6;

  /** Tokens that an answer may go on for where the constraint has stepped aside. */
  private static final int TOKENS_ASIDE = 40;

  /** Most memory of the cache that is kept for later requests. */
  private static final long KEPT_BYTES = 512L << 20;

  private final Decoder decoder;
  private final Tokenizer tokenizer;
  private final PrefixCache prefixes;
  private final Threads threads;
  private final int top;

  /** Sets the number of threads before a step. */
  @FunctionalInterface
  interface Threads {
    void choose() throws LanguageModelException;
  }

  TokenLoop(Decoder decoder, Tokenizer tokenizer, PrefixCache prefixes, Threads threads, int top) {
    this.decoder = decoder;
    this.tokenizer = tokenizer;
    this.prefixes = prefixes;
    this.threads = threads;
    this.top = top;
  }

  /**
   * Generates.
   *
   * @param prompt the prompt's tokens; at least one
   * @param stable how many of its first tokens will come again with other questions
   * @param candidates how many answers, 1 or more
   * @param maxTokens most tokens of each, 1 or more; with the prompt they fit into the context
   * @param stops strings that end an answer
   * @param choice chooses the next token among the likeliest
   * @param limits what ends the request early
   * @return the greedy answer first, the others by likelihood
   * @throws LanguageModelException if the request was ended or the runtime fails
   */
  Generation generate(
      int[] prompt,
      int stable,
      int candidates,
      int maxTokens,
      StopStrings stops,
      TokenChoice choice,
      Limits limits)
      throws LanguageModelException {
    limits.check();
    reserve(candidates, prompt.length + maxTokens);
    int reused = prefixes.restore(prompt, stable);
    TopTokens next = read(prompt, reused, limits);
    Branches branches = new Branches();
    Answer greedy = new Answer(tokenizer, stops, maxTokens);
    int retreats = 0;
    while (true) {
      int wanted = choice.isFree() && candidates == 1 ? 1 : WIDTH;
      List<Integer> ranks = choice.ranks(greedy, next, 0, wanted, TokenChoice.LIKELY);
      Branches.Branch back = null;
      if (ranks.isEmpty() && retreats++ < RETREATS) {
        back = branches.takeBest();
      }
      if (ranks.isEmpty() && back == null) {
        ranks = choice.ranks(greedy, next, 0, wanted, TokenChoice.POSSIBLE);
      }
      if (back != null) {
        greedy = leaveAt(back, greedy, stops, maxTokens);
      } else {
        List<Integer> taken = orAside(ranks, greedy);
        branches.note(greedy.ids().size(), greedy.logProbability(), next, taken);
        greedy.add(next.id(0, taken.get(0)), next.logProbability(0, taken.get(0)));
      }
      if (greedy.isFinished()) {
        break;
      }
      limits.check();
      threads.choose();
      int position = prompt.length + greedy.ids().size() - 1;
      next = decoder.step(new int[] {greedy.lastId()}, new int[] {0}, new int[] {position}, top);
    }
    List<Answer> others =
        others(
            prompt.length, greedy, branches.best(candidates - 1), maxTokens, stops, choice, limits);
    return new Generation(different(greedy, others), prompt.length, reused, tokens(greedy, others));
  }

  /** Reads what is not known of the prompt, by chunks; returns what follows its last token. */
  private TopTokens read(int[] prompt, int from, Limits limits) throws LanguageModelException {
    int start = from;
    try {
      while (true) {
        limits.check();
        threads.choose();
        int end = Math.min(prompt.length, start + decoder.chunk());
        int[] chunk = Arrays.copyOfRange(prompt, start, end);
        boolean last = end == prompt.length;
        TopTokens next = decoder.prefill(chunk, 0, start, last ? top : 0);
        prefixes.keep(prompt, start, end);
        if (last) {
          return next;
        }
        start = end;
      }
    } catch (LanguageModelException | RuntimeException e) {
      prefixes.forgetRow();
      throw e;
    }
  }

  /**
   * The greedy answer, then the others by likelihood; tokens may differ where the text does not.
   */
  private static List<Candidate> different(Answer greedy, List<Answer> others) {
    Map<String, Candidate> different = new LinkedHashMap<>();
    different.put(greedy.candidate().text(), greedy.candidate());
    others.stream()
        .map(Answer::candidate)
        .sorted(Comparator.comparingDouble(Candidate::logProbability).reversed())
        .forEach(candidate -> different.putIfAbsent(candidate.text(), candidate));
    return List.copyOf(different.values());
  }

  private static int tokens(Answer greedy, List<Answer> others) {
    return greedy.ids().size() + others.stream().mapToInt(answer -> answer.ids().size()).sum();
  }

  private List<Answer> others(
      int promptTokens,
      Answer greedy,
      List<Branches.Branch> branches,
      int maxTokens,
      StopStrings stops,
      TokenChoice choice,
      Limits limits)
      throws LanguageModelException {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      Branches.Branch branch = branches.get(i);
      limits.check();
      decoder.copyRow(0, i + 1, 0, promptTokens + branch.position());
      answers.add(leaveAt(branch, greedy, stops, maxTokens));
    }
    while (true) {
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        if (!answers.get(i).isFinished()) {
          open.add(i);
        }
      }
      if (open.isEmpty()) {
        return answers;
      }
      limits.check();
      threads.choose();
      int[] ids = open.stream().mapToInt(i -> answers.get(i).lastId()).toArray();
      int[] rows = open.stream().mapToInt(i -> i + 1).toArray();
      int[] positions =
          open.stream().mapToInt(i -> promptTokens + answers.get(i).ids().size() - 1).toArray();
      TopTokens next = decoder.step(ids, rows, positions, top);
      for (int i = 0; i < ids.length; i++) {
        Answer answer = answers.get(open.get(i));
        int rank = orAside(choice.ranks(answer, next, i, 1, TokenChoice.POSSIBLE), answer).get(0);
        answer.add(next.id(i, rank), next.logProbability(i, rank));
      }
    }
  }

  /** What is allowed; if nothing is, the constraint steps aside and the answer has to hurry. */
  private static List<Integer> orAside(List<Integer> ranks, Answer answer) {
    if (!ranks.isEmpty()) {
      return ranks;
    }
    answer.hurry(TOKENS_ASIDE);
    return List.of(0);
  }

  /** An answer that begins like another one and leaves it at a branch. */
  private Answer leaveAt(Branches.Branch branch, Answer other, StopStrings stops, int maxTokens) {
    Answer answer = new Answer(tokenizer, stops, maxTokens);
    for (int id : other.ids().subList(0, branch.position())) {
      answer.add(id, 0);
    }
    answer.add(branch.id(), branch.logProbability());
    return answer;
  }

  /** Makes room; what earlier requests needed is kept unless it would take too much together. */
  private void reserve(int rows, int tokens) throws LanguageModelException {
    int capacity = (tokens + ROOM - 1) / ROOM * ROOM;
    int moreRows = Math.max(rows, decoder.rows());
    int moreCapacity = Math.max(capacity, decoder.capacity());
    if (decoder.cacheBytes(moreRows, moreCapacity) <= KEPT_BYTES) {
      decoder.reserve(moreRows, moreCapacity);
    } else if (rows > decoder.rows() || capacity > decoder.capacity()) {
      prefixes.forgetRow();
      decoder.reserve(rows, capacity);
    }
  }
}
