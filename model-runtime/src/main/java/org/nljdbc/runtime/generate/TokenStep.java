package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.runtime.tokenizer.TokenDecoder;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.TokenScore;
import org.nljdbc.spi.TokenScore.Alternative;

/**
 * One token of an answer.
 *
 * @param id the token
 * @param logProbability natural logarithm of its probability
 * @param likeliest the likeliest tokens in its place, as many as are told of
 */
record TokenStep(int id, double logProbability, List<TokenStep> likeliest) {

  /**
   * A token among the likeliest.
   *
   * @param tokens the likeliest tokens
   * @param row which row of them
   * @param rank which token of it
   * @param likeliest how many of the likeliest are told of; none if negative
   */
  static TokenStep of(TopTokens tokens, int row, int rank, int likeliest) {
    List<TokenStep> others = new ArrayList<>();
    for (int i = 0; i < Math.min(likeliest, tokens.width()); i++) {
      others.add(new TokenStep(tokens.id(row, i), tokens.logProbability(row, i), List.of()));
    }
    return new TokenStep(tokens.id(row, rank), tokens.logProbability(row, rank), others);
  }

  /** What is told of an answer's tokens. */
  static List<TokenScore> scores(List<TokenStep> steps, Tokenizer tokenizer) {
    TokenDecoder decoder = new TokenDecoder(tokenizer);
    List<TokenScore> scores = new ArrayList<>();
    for (TokenStep step : steps) {
      List<Alternative> likeliest =
          step.likeliest().stream()
              .map(other -> new Alternative(decoder.peek(other.id()), other.logProbability()))
              .toList();
      scores.add(new TokenScore(decoder.add(step.id()), step.logProbability(), likeliest));
    }
    return scores;
  }
}
