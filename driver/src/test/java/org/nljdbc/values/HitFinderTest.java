package org.nljdbc.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitFinderTest {

  private static final Known SHOP =
      new Known()
          .column("customers.city", "San José", "Rome", "Chicago", "New York", "O'Hara", "東京")
          .column("customers.state", "TX", "IN", "NY", "OR")
          .column("customers.active", "yes", "no")
          .column("orders.status", "shipped", "Order placed", "order")
          .column("orders.year", "2014")
          .column("orders.batch", "7")
          .column("products.name", "JetBlue Airways", "Teas", "Delta 7", "Hunter", "No");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "who lives in san jose | customers.city=San José",
        "who lives in ROME? | customers.city=Rome",
        "people of new york | customers.city=New York",
        "customers in o'hara's town | customers.city=O'Hara",
        "shipped orders since 2014 | orders.status=shipped, orders.year=2014",
        "how much tea is left | products.name=Teas",
        "東京に住んでいる人 | customers.city=東京",
      })
  void aValueIsFoundWithoutCaseAccentsAndPlurals(String question, String hits) {
    assertEquals(List.of(hits.split(", ")), SHOP.hits(question));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customers of chicgo | customers.city=Chicago",
        "how many in Chciago | customers.city=Chicago",
        "people of Nwe York | customers.city=New York",
        "flights of JetBlue | products.name=JetBlue Airways",
        "flights of 'jetblue' | products.name=JetBlue Airways",
      })
  void aSlipOrAPartOfANameIsEnough(String question, String hit) {
    assertEquals(List.of(hit), SHOP.hits(question));
  }

  @ParameterizedTest
  @CsvSource({
    "how many orders are there",
    "customers in a state or a city",
    "is there no name in the list",
    "the 7 best customers",
    "customers whose name contains the word JetBlue",
    "the hunted ones",
    "the HUNGER Huntre",
    "roma",
    "'?'",
  })
  void everydayWordsAndThoseOfTheSchemaNameNothing(String question) {
    assertEquals(List.of(), SHOP.hits(question));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customers who live in IN | customers.state=IN",
        "customers whose active is no | customers.active=no",
        "orders of batch 7 | orders.batch=7",
        "the status 'order' | orders.status=order",
        "those with an Order placed | orders.status=Order placed",
      })
  void theyDoWhereTheyAreWrittenAsAValue(String question, String hit) {
    assertTrue(SHOP.hits(question).contains(hit), SHOP.hits(question)::toString);
  }

  @Test
  void theColumnThatTheQuestionNamesGoesFirstAndFewAreTold() {
    Known known = new Known();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      known.column("t." + name, "Lima");
    }
    assertEquals(List.of("t.d=Lima", "t.a=Lima", "t.b=Lima"), known.hits("those whose d is lima"));
    Known many = new Known().column("t.x", "Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg");
    assertEquals(5, many.hits("aa bb cc dd ee ff gg").size());
  }

  @Test
  void aLongerNameHidesThoseWithinIt() {
    Known known = new Known().column("t.city", "York", "New York", "New York City");
    assertEquals(List.of("t.city=New York City"), known.hits("people in new york city"));
    assertEquals(
        List.of("t.city=New York", "t.city=York"), known.hits("from new york to york today"));
  }

  @Test
  void whatAGlossaryCallsAValueIsFoundWithASlip() {
    Known known = new Known().column("t.state", "TX").called("t.state", "TX", "Texas");
    assertEquals(List.of("t.state=TX"), known.hits("stores in Texsa"));
    assertEquals(List.of(), known.hits("stores in Texas"), "a line of the glossary says it");
  }
}
