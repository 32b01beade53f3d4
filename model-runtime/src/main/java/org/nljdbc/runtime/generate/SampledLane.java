package org.nljdbc.runtime.generate;

import java.util.List;
import java.util.SplittableRandom;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.spi.Sampling;

/**
 * An answer whose tokens are drawn at random. It takes one random number a token from a generator
 * of its own, so that nothing but the request decides what is drawn.
 */
final class SampledLane extends Lane {

  private final TokenChoice choice;
  private final Sampling sampling;
  private final SplittableRandom random;

  /**
   * Starts an answer.
   *
   * @param row the row
   * @param promptTokens how many tokens the prompt has
   * @param answer its answer
   * @param choice says which tokens may come
   * @param sampling how to draw from them
   * @param index which of the request's answers it is
   */
  SampledLane(
      int row, int promptTokens, Answer answer, TokenChoice choice, Sampling sampling, int index) {
    super(row, promptTokens, answer);
    this.choice = choice;
    this.sampling = sampling;
    SplittableRandom seeds = new SplittableRandom(sampling.seed());
    for (int i = 0; i < index; i++) {
      seeds.nextLong();
    }
    this.random = new SplittableRandom(seeds.nextLong());
  }

  @Override
  boolean choose(TopTokens next, int at) {
    List<TokenStep> steps = choice.steps(answer(), next, at, sampling.topK(), TokenChoice.POSSIBLE);
    double number = random.nextDouble();
    answer().add(steps.isEmpty() ? choice.aside(answer(), next, at).get(0) : draw(steps, number));
    return true;
  }

  /**
   * Draws a token.
   *
   * @param steps what may come, likeliest first; at least one
   * @param number a random number from 0 to 1
   */
  private TokenStep draw(List<TokenStep> steps, double number) {
    double[] weights = weights(steps);
    int count = kept(weights);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i];
    }
    double left = number * sum;
    for (int i = 0; i < count - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return steps.get(i);
      }
    }
    return steps.get(count - 1);
  }

  /** Probabilities at the temperature, the likeliest token's being 1. */
  private double[] weights(List<TokenStep> steps) {
    double best = steps.get(0).logProbability();
    return steps.stream()
        .mapToDouble(step -> Math.exp((step.logProbability() - best) / sampling.temperature()))
        .toArray();
  }

  /** How many of the likeliest tokens may be drawn. */
  private int kept(double[] weights) {
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (i > 0 && (sum >= sampling.topP() * all || weights[i] < sampling.minP())) {
        return i;
      }
      sum += weights[i];
    }
    return weights.length;
  }
}
