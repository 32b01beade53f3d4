package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final List<Question> ALL =
      IntStream.range(0, 200)
          .mapToObj(i -> new Question(i, "db" + i % 7, "?", "SELECT 1"))
          .toList();

  @Test
  void theSameSeedDrawsTheSame() {
    List<Question> drawn = Sampling.draw(ALL, 50, 3);
    assertEquals(drawn, Sampling.draw(ALL, 50, 3));
    assertNotEquals(drawn, Sampling.draw(ALL, 50, 4));
    assertEquals(50, new HashSet<>(drawn).size());
  }

  @Test
  void keepsDatabasesTogether() {
    List<String> names = Sampling.draw(ALL, 50, 3).stream().map(Question::database).toList();
    assertEquals(names.stream().sorted(Comparator.naturalOrder()).toList(), names);
  }

  @Test
  void drawsAllWhereThereAreNoMore() {
    assertEquals(new HashSet<>(ALL), new HashSet<>(Sampling.draw(ALL, 999, 1)));
  }
}
