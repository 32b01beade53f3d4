package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EchoTest {

  private static final int[] NONE = {};

  private static int[] after(List<Integer> other, List<Integer> ids, int most) {
    return Echo.after(ids, List.of(other, ids), most);
  }

  @Test
  void guessesMoreTheMoreIsTheSame() {
    List<Integer> other = List.of(1, 2, 3, 4, 5, 6, 7, 8);
    assertArrayEquals(NONE, after(other, List.of(9), 10));
    assertArrayEquals(new int[] {4}, after(other, List.of(9, 3), 10));
    assertArrayEquals(new int[] {4, 5}, after(other, List.of(9, 2, 3), 10));
    assertArrayEquals(new int[] {5, 6, 7}, after(other, List.of(9, 2, 3, 4), 10));
    assertArrayEquals(new int[] {6, 7, 8}, after(other, List.of(9, 2, 3, 4, 5), 10));
    assertArrayEquals(new int[] {5}, after(other, List.of(9, 2, 3, 4), 1));
    assertArrayEquals(NONE, after(other, List.of(6, 7, 8), 10), "nothing follows");
  }

  @Test
  void ofEqualPlacesTheNearerOneCounts() {
    List<Integer> other = List.of(1, 5, 1, 6, 1, 7);
    assertArrayEquals(new int[] {5}, after(other, List.of(1), 3));
    assertArrayEquals(new int[] {6}, after(other, List.of(9, 9, 1), 3));
    assertArrayEquals(new int[] {7}, after(other, List.of(9, 9, 9, 9, 1), 3));
  }

  @Test
  void whatItHasSaidItselfCountsWhereMoreIsTheSame() {
    List<Integer> other = List.of(2, 5);
    assertArrayEquals(new int[] {5}, after(other, List.of(2), 3));
    assertArrayEquals(new int[] {7, 1}, after(other, List.of(1, 2, 7, 1, 2), 3));
    assertArrayEquals(new int[] {5}, after(other, List.of(1, 2, 7, 3, 2), 3));
  }

  @Test
  void whatIsGuessedStandsBehindTheSameTokenInTheOther() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      List<Integer> other = random.ints(random.nextInt(12), 0, 4).boxed().toList();
      List<Integer> ids = random.ints(1 + random.nextInt(12), 0, 4).boxed().toList();
      int most = 1 + random.nextInt(5);
      int[] guess = Echo.after(ids, List.of(other), most);
      assertTrue(guess.length <= Math.min(most, 3));
      Integer last = ids.get(ids.size() - 1);
      boolean followed = other.indexOf(last) >= 0 && other.indexOf(last) < other.size() - 1;
      assertEquals(followed, guess.length > 0, ids + " after " + other);
      List<Integer> said = new ArrayList<>(List.of(last));
      IntStream.of(guess).forEach(said::add);
      assertTrue(
          guess.length == 0 || Collections.indexOfSubList(other, said) >= 0,
          said + " is not in " + other);
    }
  }
}
