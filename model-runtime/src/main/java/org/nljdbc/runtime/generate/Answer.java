package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.tokenizer.TokenDecoder;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.Candidate;

/** One answer as it grows. */
final class Answer {

  private final Tokenizer tokenizer;
  private final StopStrings stops;
  private final int maxTokens;
  private final TokenDecoder decoder;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> ids = new ArrayList<>();
  private double logProbability;
  private Candidate.Finish finish = Candidate.Finish.LENGTH;
  private boolean finished;

  /**
   * Starts an answer.
   *
   * @param tokenizer decodes its tokens, and knows those that end it
   * @param stops strings that end it
   * @param maxTokens most tokens, 1 or more
   */
  Answer(Tokenizer tokenizer, StopStrings stops, int maxTokens) {
    this.tokenizer = tokenizer;
    this.stops = stops;
    this.maxTokens = maxTokens;
    this.decoder = new TokenDecoder(tokenizer);
  }

  /**
   * Takes the next token.
   *
   * @param id the token
   * @param itsLogProbability natural logarithm of its probability
   */
  void add(int id, double itsLogProbability) {
    logProbability += itsLogProbability;
    if (tokenizer.stopIds().contains(id)) {
      end(Candidate.Finish.STOP);
      return;
    }
    int known = text.length();
    ids.add(id);
    text.append(decoder.add(id));
    int stop = stops.find(text, known);
    if (stop >= 0) {
      text.setLength(stop);
      finished = true;
      finish = Candidate.Finish.STOP;
    } else if (ids.size() >= maxTokens) {
      end(Candidate.Finish.LENGTH);
    }
  }

  private void end(Candidate.Finish how) {
    int known = text.length();
    text.append(decoder.finish());
    int stop = stops.find(text, known);
    if (stop >= 0) {
      text.setLength(stop);
    }
    finished = true;
    finish = how;
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

  /** Natural logarithm of its probability so far. */
  double logProbability() {
    return logProbability;
  }

  /** What it has become. */
  Candidate candidate() {
    return new Candidate(text.toString(), logProbability, ids.size(), finish);
  }
}
