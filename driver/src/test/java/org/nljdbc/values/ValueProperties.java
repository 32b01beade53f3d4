package org.nljdbc.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class ValueProperties {

  private static final int WORDS = 12;

  private static Known known(List<String> values, List<String> synonyms) {
    Known known = new Known().column("t.first", values.toArray(String[]::new));
    return synonyms.isEmpty()
        ? known
        : known.called("t.first", "declared", synonyms.toArray(String[]::new));
  }

  @Property
  void aHitIsAlwaysAValueAndNoTextIsTooStrange(
      @ForAll String question,
      @ForAll @Size(max = 20) List<@StringLength(max = 20) String> values,
      @ForAll @Size(max = 5) List<@StringLength(max = 20) String> synonyms) {
    Set<String> allowed = new HashSet<>(values);
    allowed.add("declared");
    List<ValueHit> hits = known(values, synonyms).index().hits(question);
    assertTrue(hits.size() <= 5);
    hits.forEach(hit -> assertTrue(allowed.contains(hit.value()), hit::toString));
  }

  @Property
  void ofWordsLikeThoseOfTheValuesTheSameHolds(@ForAll("phrases") String question) {
    List<ValueHit> hits = known(VALUES, List.of("lone star")).index().hits(question);
    Set<String> allowed = new HashSet<>(VALUES);
    allowed.add("declared");
    assertEquals(new HashSet<>(hits).size(), hits.size(), "no hit twice");
    hits.forEach(hit -> assertTrue(allowed.contains(hit.value()), hit::toString));
  }

  @Property
  void whatIsQuotedIsFound(@ForAll("phrases") String value) {
    if (Words.of(value).size() <= WORDS) {
      List<String> hits = known(List.of(value), List.of()).hits("rows with \"" + value + "\" only");
      assertEquals(List.of("t.first=" + value), hits);
    }
  }

  @Property
  void oneSlipIsWithinOne(
      @ForAll("words") String word, @ForAll @IntRange(max = 30) int place, @ForAll char letter) {
    int at = place % word.length();
    String without = word.substring(0, at) + word.substring(at + 1);
    assertTrue(Edits.within(word, without, 1));
    assertTrue(Edits.within(without, word, 1));
    assertTrue(Edits.within(word, word.substring(0, at) + letter + word.substring(at), 1));
    assertTrue(Edits.within(word, word.substring(0, at) + letter + word.substring(at + 1), 1));
    if (at > 0) {
      char[] swapped = word.toCharArray();
      swapped[at - 1] = word.charAt(at);
      swapped[at] = word.charAt(at - 1);
      assertTrue(Edits.within(word, new String(swapped), 1));
    }
  }

  @Property
  void slipsCountTheSameFromBothSides(
      @ForAll("words") String a, @ForAll("words") String b, @ForAll @IntRange(max = 3) int most) {
    assertEquals(Edits.within(a, b, most), Edits.within(b, a, most));
    assertEquals(a.equals(b), Edits.within(a, b, 0));
  }

  private static final List<String> VALUES =
      List.of("Lone", "New York", "york", "the state of Texas", "IN", "7", "Nový Jičín", "new");

  @Provide
  Arbitrary<String> phrases() {
    return Arbitraries.of(
            "new", "New", "york", "York", "yrok", "texas", "state", "of", "the", "in", "IN", "7",
            "lone", "star", "Jičín", "jicin", "novy", "a", "first")
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(9);
  }
}
