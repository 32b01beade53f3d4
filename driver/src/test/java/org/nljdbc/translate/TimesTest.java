package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void withoutQuestionsThereAreNone() {
    assertTrue(new Times(3).within(50).isEmpty());
  }

  /** So it is defined: enough of the latest are as short, and with the next shorter too few. */
  @Property(tries = 300)
  void thatShareOfTheLatestIsDoneWithin(
      @ForAll @NotEmpty List<@IntRange(min = 0, max = 50) Integer> all,
      @ForAll @IntRange(min = 1, max = 20) int most,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    Times times = new Times(most);
    all.forEach(times::add);
    List<Integer> latest = all.subList(Math.max(0, all.size() - most), all.size());
    long within = times.within(percent).orElseThrow();
    long needed = (percent * latest.size() + 99L) / 100;
    assertTrue(latest.contains((int) within));
    assertTrue(latest.stream().filter(time -> time <= within).count() >= needed);
    assertTrue(latest.stream().filter(time -> time < within).count() < needed);
    assertEquals(
        Arrays.stream(latest.toArray(Integer[]::new)).mapToInt(i -> i).max().orElseThrow(),
        times.within(100).orElseThrow());
  }
}
