package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Draws questions. */
final class Sampling {

  private Sampling() {}

  /**
   * Draws questions without putting any back; the same seed draws the same ones.
   *
   * @param questions to draw from
   * @param most how many are wanted; all if there are no more
   * @param seed which draw
   * @return the questions, those of one database together, so that its schema is read once
   */
  static List<Question> draw(List<Question> questions, int most, long seed) {
    List<Question> shuffled = new ArrayList<>(questions);
    Collections.shuffle(shuffled, new Random(seed));
    List<Question> drawn = new ArrayList<>(shuffled.subList(0, Math.min(most, shuffled.size())));
    drawn.sort(Comparator.comparing(Question::database).thenComparingInt(Question::number));
    return List.copyOf(drawn);
  }
}
