package org.nljdbc.meaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same in other words, and what only looks like it. */
class MeaningTest {

  private static Meaning meaning(String question) {
    return Meaning.of(question, Synonyms.NONE)
        .orElseThrow(() -> new AssertionError("no meaning: " + question));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "How many shops are there? | Count the number of shops.",
        "How many shops do we have? | What is the total number of shops?",
        "List the names of all shops | What are the shop names?",
        "Show me the name of each shop. | Find the names of the shops",
        "What is the shop's name? | Give the name of the shop",
        "Show names and cities of customers | What are the customers' names and cities?",
        "List names sorted by age | Find the names in ascending order of age.",
        "List names sorted by age descending | Show the names in descending order of age",
        "List names sorted by age in descending order | Show names, ordered by age from high to low",
        "What are the names, in alphabetical order? | List names sorted alphabetically",
        "How many shops are in each city? | For each city, count the number of shops.",
        "Find shops with more than 5 rooms | Which shops have over five rooms?",
        "Show shops with at least 10 rooms | Which shops have 10 or more rooms?",
        "Show the customers without orders | Which customers do not have any orders?",
        "What is the average age of men? | Find the mean age of the man",
        "Find the largest price | What is the maximum price?",
        "Find the shop with the most orders | Which shop has the highest number of orders?",
        "List the unique cities | What are the different cities?",
        "Find the customers who have ordered tea | Which are the customers that ordered tea?",
        "Find customers whose city is 'Rome' | Which customers have the city \"Rome\"?",
        "Show either tea or coffee | Show tea or coffee",
      })
  void otherWordsMeanTheSame(String one, String other) {
    assertEquals(meaning(one), meaning(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Show shops with more than 5 rooms | Show shops with at least 5 rooms",
        "Show shops with more than 5 rooms | Show shops with more than 6 rooms",
        "Show shops with 10 or more rooms | Show shops with 10 or fewer rooms",
        "Show the shops in Rome | Show the shops in Oslo",
        "Show the grade A students | Show the grade B students",
        "Show students whose grade is A | Show students whose grade is an",
        "Find the products called The Show | Find the products called Show",
        "Find sales to US customers | Find sales to us customers",
        "Show \"tea\" | Show \"Tea\"",
        "Show the customers with orders | Show the customers without orders",
        "How many shops are there? | Show the shops.",
        "Are there shops in Rome? | What are the shops in Rome?",
        "Who are the managers? | What are the managers?",
        "What is the average price? | What is the total price?",
        "Find the largest price | Find the smallest price",
        "Find the largest price | Find the longest price",
        "Find the shop with the most orders | Find the shop with the fewest orders",
        "List the cities | List the distinct cities",
        "List names sorted by age | List ages sorted by name",
        "List names sorted by age | List names sorted by age descending",
        "List names by size and age descending | List names by size descending and age",
        "List names sorted by size and age descending | List names sorted by size descending and age",
        "Show average age and total weight | Show total age and average weight",
        "Show the average price of each city | Show the average price of the city",
        "Find the oldest man of each city | Find the oldest man of the city",
        "Show the customers of the shops | Show the shops of the customers",
        "Show flights from Rome to Oslo | Show flights from Oslo to Rome",
        "Show names and ages | Show ages and names",
        "Which workers have managers? | Which workers are managers?",
        "Show workers who managed | Show workers who are managed",
        "Show workers who managed | Show workers who manage",
        "Which workers are managers? | List the managers of workers",
        "Show workers who are managers | Show the workers' managers",
        "Show workers who are not managers | Show workers who do not have managers",
        "Show students who take every course | Show students who take courses",
        "Show students who take the courses of all teachers | Show students who take the courses of teachers",
        "Which students take the courses of each teacher? | Which students take the courses of teachers?",
        "Find all planes | Find all plans",
        "Find tea and coffee | Find tea or coffee",
        "Show not either tea or coffee | Show not tea or coffee",
        "Find the number of phones | Find the phone number of people",
        "Show people who took all courses | Show people who took courses",
        "What is the name of the shop with id 5? | What is the id of the shop with name 5?",
        "Show shops with 5 rooms | Show shops with 5.0 rooms",
        "Show cost over 5% | Show cost over 5",
        "Show what is over -5 | Show what is over 5",
        "Show names that contain a | Show names that contain the",
      })
  void aDifferenceCounts(String one, String other) {
    assertNotEquals(meaning(one), meaning(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "?", "the", "Zeige alle Kunden in Rom", "alle Kunden an Berlin", "顧客の数"})
  void whatIsNotKnownToBeEnglishHasNoMeaning(String question) {
    assertTrue(Meaning.of(question, Synonyms.NONE).isEmpty(), question);
  }

  @Test
  void aLongTextIsNotLookedAt() {
    assertTrue(Meaning.of("Show " + "shops ".repeat(500), Synonyms.NONE).isEmpty());
  }
}
