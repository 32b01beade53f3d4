package org.nljdbc.meaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** A change of what counts is another meaning, wherever it is made in whatever question. */
class MeaningProperties {

  private static final List<String> WORDS =
      List.of(
          "the",
          "a",
          "of",
          "for",
          "in",
          "on",
          "with",
          "have",
          "has",
          "had",
          "who",
          "that",
          "which",
          "are",
          "is",
          "do",
          "did",
          "does",
          "not",
          "no",
          "any",
          "all",
          "each",
          "every",
          "and",
          "or",
          "either",
          "more",
          "less",
          "than",
          "least",
          "most",
          "at",
          "how",
          "many",
          "number",
          "total",
          "average",
          "highest",
          "lowest",
          "sorted",
          "by",
          "order",
          "ascending",
          "descending",
          "distinct",
          "shops",
          "city",
          "names",
          "customer",
          "opened",
          "price",
          "older",
          "without",
          "from",
          "to",
          "show",
          "list",
          "what",
          ",",
          ".",
          "5",
          "12",
          "'Rome'",
          "Oslo",
          "between");

  private static final List<String> COMPARISONS =
      List.of("more than", "less than", "at least", "at most", "exactly", "before", "after");

  private static final List<String> AGGREGATES =
      List.of("average", "total", "highest", "lowest", "the number of", "distinct", "most common");

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(WORDS).list().ofMinSize(0).ofMaxSize(9);
  }

  private static Optional<Meaning> meaning(List<String> before, String middle, List<String> after) {
    List<String> all = new ArrayList<>(List.of("show", "the"));
    all.addAll(before);
    all.add(middle);
    all.addAll(after);
    return Meaning.of(String.join(" ", all).strip(), Synonyms.NONE);
  }

  /** Two questions that differ in one place: the same words stand around it. */
  private static void differ(List<String> before, String one, String other, List<String> after) {
    assertNotEquals(meaning(before, one, after), meaning(before, other, after));
  }

  @Property(tries = 3000)
  void notIsADifference(@ForAll("words") List<String> before, @ForAll("words") List<String> after) {
    differ(before, "zebras", "not zebras", after);
  }

  @Property(tries = 3000)
  void anotherNumberIsADifference(
      @ForAll("words") List<String> before,
      @ForAll("words") List<String> after,
      @ForAll @IntRange(min = 0, max = 3000) int one,
      @ForAll @IntRange(min = 0, max = 3000) int other) {
    if (one != other) {
      differ(before, Integer.toString(one), Integer.toString(other), after);
    }
  }

  @Property(tries = 3000)
  void anotherQuotedValueIsADifference(
      @ForAll("words") List<String> before,
      @ForAll("words") List<String> after,
      @ForAll @StringLength(min = 1, max = 8) String one,
      @ForAll @StringLength(min = 1, max = 8) String other) {
    String first = one.replaceAll("[\"\u201c\u201d\u2018\u2019']", "x");
    String second = other.replaceAll("[\"\u201c\u201d\u2018\u2019']", "x");
    if (!first.equals(second)) {
      differ(before, '"' + first + '"', '"' + second + '"', after);
    }
  }

  @Property(tries = 3000)
  void anotherComparisonIsADifference(
      @ForAll("words") List<String> before, @ForAll("words") List<String> after) {
    for (String one : COMPARISONS) {
      for (String other : COMPARISONS) {
        if (!one.equals(other)) {
          differ(before, one + " 77", other + " 77", after);
        }
      }
      differ(before, "77", one + " 77", after);
    }
  }

  @Property(tries = 3000)
  void anotherAggregateIsADifference(
      @ForAll("words") List<String> before, @ForAll("words") List<String> after) {
    for (String one : AGGREGATES) {
      for (String other : AGGREGATES) {
        if (!one.equals(other)) {
          differ(before, "big " + one + " zebras", "big " + other + " zebras", after);
        }
      }
    }
  }

  @Property(tries = 3000)
  void anotherWordIsADifference(
      @ForAll("words") List<String> before, @ForAll("words") List<String> after) {
    differ(before, "zebras", "lions", after);
    differ(before, "", "zebras", after);
  }

  @Property(tries = 3000)
  void itDependsOnTheTextAlone(@ForAll @StringLength(max = 60) String text) {
    assertEquals(Meaning.of(text, Synonyms.NONE), Meaning.of(text + " ?", Synonyms.NONE));
  }
}
