package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordIndexTest {

  private static List<Integer> found(WordIndex index, String... words) {
    return index.find(List.of(words)).stream().map(WordIndex.Hit::text).toList();
  }

  @Test
  void aRareWordTellsMoreThanCommonOnes() {
    WordIndex index =
        new WordIndex(
            List.of(
                List.of("name", "of", "pet"),
                List.of("name", "of", "owner"),
                List.of("age", "of", "pet")));
    assertEquals(List.of(1, 0, 2), found(index, "name", "of", "owner"));
    assertEquals(List.of(2), found(index, "age"));
    assertEquals(List.of(), found(index, "toy"));
    assertEquals(List.of(), found(new WordIndex(List.of()), "pet"));
  }

  @Property
  void whatIsIndexedIsFoundByItself(
      @ForAll @Size(min = 1, max = 8)
          List<@NotEmpty @Size(max = 6) List<@AlphaChars @StringLength(min = 1, max = 2) String>>
              texts) {
    WordIndex index = new WordIndex(texts);
    for (List<String> text : texts) {
      List<WordIndex.Hit> hits = index.find(text);
      assertTrue(hits.stream().anyMatch(hit -> texts.get(hit.text()).equals(text)));
      for (int i = 1; i < hits.size(); i++) {
        assertTrue(hits.get(i - 1).share() >= hits.get(i).share());
      }
    }
  }
}
