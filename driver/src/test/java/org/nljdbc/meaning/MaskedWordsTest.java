package org.nljdbc.meaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedWordsTest {

  private static List<String> words(String question, String... values) {
    return MaskedWords.of(question, List.of(values));
  }

  @Test
  void questionsThatDifferInTheirValuesHaveTheSameWords() {
    List<String> five =
        words("List the names of customers in New York born after 1990", "New York");
    assertEquals(
        five, words("show me names of the customers in texas born after 1985", "York", "Texas"));
    assertEquals(five, words("List the names of customers in 'Oslo' born after 3"));
    assertNotEquals(five, words("List the names of customers in Texas born before 3", "Texas"));
    assertEquals(List.of("#count", "pet", "#value"), words("How many pets are there in \"x\"?"));
  }

  @Test
  void aValueIsNotLookedForWithinWords() {
    assertEquals(words("show parts"), words("show parts", "art"));
    assertEquals(List.of(), words("", "x"));
  }

  @Test
  void anotherLanguageKeepsAllItsWords() {
    assertEquals(List.of("wie", "viele", "kunden"), words("Wie viele Kunden?"));
  }
}
