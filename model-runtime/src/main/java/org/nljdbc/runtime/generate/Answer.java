package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.tokenizer.TokenDecoder;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.Candidate;

/** One answer as it grows. */
final class Answer {

  /** Fewest tokens of a circle: shorter repetitions occur in lists and indentation. */
  private static final int SHORTEST_CIRCLE = 8;

  private static final int LONGEST_CIRCLE = 80;

  private final AnswerForm form;
  private final TokenDecoder decoder;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> ids = new ArrayList<>();
  private final List<TokenStep> steps = new ArrayList<>();
  private int maxTokens;
  private double logProbability;
  private Candidate.Finish finish = Candidate.Finish.LENGTH;
  private boolean finished;
  private boolean unconstrained;

  /**
   * Starts an answer.
   *
   * @param form what its request wants of all its answers
   */
  Answer(AnswerForm form) {
    this.form = form;
    this.maxTokens = form.maxTokens();
    this.decoder = new TokenDecoder(form.tokenizer());
  }

  /** An answer that begins with the first tokens of this one and leaves it with another token. */
  Answer leaveAt(int position, TokenStep other) {
    Answer answer = new Answer(form);
    steps.subList(0, position).forEach(answer::add);
    answer.add(other);
    return answer;
  }

  /** Takes the next token. */
  void add(TokenStep step) {
    logProbability += step.logProbability();
    steps.add(step);
    if (tokenizer().stopIds().contains(step.id())) {
      end(Candidate.Finish.STOP);
      return;
    }
    int known = text.length();
    ids.add(step.id());
    text.append(decoder.add(step.id()));
    int stop = form.stops().find(text, known);
    if (stop >= 0) {
      text.setLength(stop);
      finished = true;
      finish = Candidate.Finish.STOP;
    } else if (ids.size() >= maxTokens || goesInCircles()) {
      end(Candidate.Finish.LENGTH);
    }
  }

  /** Whether it ends with the same tokens three times over: then more of them would follow. */
  private boolean goesInCircles() {
    int size = ids.size();
    for (int n = SHORTEST_CIRCLE; n <= Math.min(LONGEST_CIRCLE, size / 3); n++) {
      List<Integer> last = ids.subList(size - n, size);
      if (last.equals(ids.subList(size - 2 * n, size - n))
          && last.equals(ids.subList(size - 3 * n, size - 2 * n))) {
        return true;
      }
    }
    return false;
  }

  private void end(Candidate.Finish how) {
    int known = text.length();
    text.append(decoder.finish());
    int stop = form.stops().find(text, known);
    if (stop >= 0) {
      text.setLength(stop);
    }
    finished = true;
    finish = how;
  }

  /**
   * Notes that the constraint has stepped aside; the answer may go on for a few tokens more at
   * most. What was said first holds.
   *
   * @param tokens how many
   */
  void stepAside(int tokens) {
    if (!unconstrained) {
      unconstrained = true;
      maxTokens = Math.min(maxTokens, ids.size() + tokens);
    }
  }

  /**
   * What it would become with another token; its text ends in front of a stop string.
   *
   * @param id the token
   * @return null if the token may not come under a constraint, whatever that allows: one that ends
   *     nothing and has no text, or one that would end the answer inside a character
   */
  @Nullable Outlook with(int id) {
    if (tokenizer().stopIds().contains(id)) {
      return decoder.isInsideCharacter() ? null : new Outlook(text.toString(), true);
    }
    TokenDecoder.Peek peek = decoder.look(id);
    boolean last = ids.size() + 1 >= maxTokens;
    if (peek.bytes() == 0 || last && peek.insideCharacter()) {
      return null;
    }
    StringBuilder longer = new StringBuilder(text).append(peek.text());
    int stop = form.stops().find(longer, text.length());
    if (stop >= 0) {
      longer.setLength(stop);
    }
    return new Outlook(longer.toString(), stop >= 0);
  }

  /**
   * What an answer would become.
   *
   * @param text its text
   * @param ended whether that would be all of it
   */
  record Outlook(String text, boolean ended) {}

  private Tokenizer tokenizer() {
    return form.tokenizer();
  }

  /** Whether it has ended. */
  boolean isFinished() {
    return finished;
  }

  /** Its tokens so far, without the one that ended it. */
  List<Integer> ids() {
    return ids;
  }

  /** Its last token. */
  int lastId() {
    return ids.get(ids.size() - 1);
  }

  /** Its text so far. */
  CharSequence text() {
    return text;
  }

  /** How much of its text no stop string can take away again. */
  int certainLength() {
    return finished ? text.length() : form.stops().certainLength(text);
  }

  /** Natural logarithm of its probability so far. */
  double logProbability() {
    return logProbability;
  }

  /** What it has become. */
  Candidate candidate() {
    return new Candidate(
        text.toString(),
        logProbability,
        ids.size(),
        finish,
        form.scores() ? TokenStep.scores(steps, tokenizer()) : List.of(),
        unconstrained);
  }
}
