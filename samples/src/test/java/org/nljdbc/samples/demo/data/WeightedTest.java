package org.nljdbc.samples.demo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightedTest {

  @Test
  void drawsInProportionToTheWeights() {
    Weighted<String> weighted =
        Weighted.by(
            List.of("never", "once", "thrice"),
            s -> List.of("never", "once", "", "thrice").indexOf(s));
    Dice dice = new Dice("test");
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 40_000; i++) {
      counts.merge(weighted.draw(dice), 1, Integer::sum);
    }
    assertEquals(List.of("once", "thrice"), counts.keySet().stream().sorted().toList());
    assertEquals(10_000, counts.getOrDefault("once", 0), 500);
  }

  @Test
  void followsZipfsLaw() {
    Weighted<Integer> zipf = Weighted.zipf(List.of(1, 2, 3, 4), 1);
    Dice dice = new Dice("test");
    int[] counts = new int[5];
    for (int i = 0; i < 25_000; i++) {
      counts[zipf.draw(dice)]++;
    }
    // 1, 1/2, 1/3 and 1/4 of the sum 25/12.
    assertEquals(12_000, counts[1], 500);
    assertEquals(6_000, counts[2], 500);
    assertEquals(3_000, counts[4], 500);
  }

  @Test
  void shufflesWithoutLosingAny() {
    List<Integer> sorted = Collections.nCopies(3, 7);
    assertEquals(sorted, Weighted.shuffled(sorted, new Dice("test")));
    List<Integer> numbers = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    List<Integer> shuffled = Weighted.shuffled(numbers, new Dice("test"));
    assertNotEquals(numbers, shuffled);
    assertEquals(new HashSet<>(numbers), new HashSet<>(shuffled));
    assertEquals(numbers.size(), shuffled.size());
  }

  @Test
  void countsEventsAroundTheirMean() {
    Dice dice = new Dice("test");
    int sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += dice.times(2.5);
    }
    assertEquals(25_000, sum, 700);
  }

  @Test
  void namesAMissingList() {
    IllegalStateException missing =
        assertThrows(IllegalStateException.class, () -> Lists.read("nothing.txt"));
    assertTrue(String.valueOf(missing.getMessage()).contains("nothing.txt"));
  }

  @Test
  void makesMailboxesOfAnyName() {
    assertEquals("elodie.o.connor", Names.mailbox("Élodie O'Connor"));
    assertEquals("soren.straussle.wolski", Names.mailbox("Søren Sträußle Wołski"));
  }

  @Test
  void namesWhatAListLacks() {
    assertTrue(
        String.valueOf(
                assertThrows(IllegalStateException.class, () -> new Geography().country("XX"))
                    .getMessage())
            .contains("XX"));
    assertTrue(
        String.valueOf(
                assertThrows(
                        IllegalStateException.class,
                        () -> new Names().person("martian", new Dice("test")))
                    .getMessage())
            .contains("martian"));
  }
}
