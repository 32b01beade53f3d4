package org.nljdbc.intent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "only those in Spain",
        "Only the ones from 2023.",
        "now by month",
        "and by country?",
        "And what is the average price of the products that they have ordered in the last year?",
        "what about Germany?",
        "How about the year before",
        "sort them by name",
        "the same for 2022",
        "without cancelled orders",
        "in Spain",
        "per month, please",
        "How many of those are active?",
        "their names",
        "Which of them ordered nothing?",
        "top 3",
        "Add the city.",
        "show me these by region",
        "of more than 1000 euros",
        "for each country",
        "of customers who are active",
        "with the count of their orders",
        "with order count over five",
        "how many are they?",
        "How many?",
        "what is the total?",
        "as percentages",
        "show the names too",
        "the city as well, please show it too",
      })
  void goesOn(String question) {
    assertTrue(FollowUp.refersBack(question));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "undo",
        "Undo that!",
        "oops, go back",
        "never mind",
        "back to the previous one",
        "please undo the last change"
      })
  void takesBack(String question) {
    assertTrue(FollowUp.undoes(question));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"undone orders", "go back to the orders", "back orders", "what about that", ""})
  void takesNothingBack(String question) {
    assertFalse(FollowUp.undoes(question));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how many customers are there",
        "how many are there in Spain",
        "what is the total of all orders",
        "In which country does Roberto Almeida live?",
        "Top 5 customers by revenue in 2023",
        "List the names of students and the number of friends of each of them, oldest first",
        "customers in Spain",
        "For each country, count the customers",
        "For every country list the customers",
        "For each department, how many employees?",
        "For all departments, how many employees?",
        "For Spain, count the customers",
        "From which countries are our customers?",
        "By what month are orders counted",
        "From Spain are how many customers",
        "What is the total price of all orders?",
        "Which countries have more than 3 customers?",
        "Find the first name of students who have both cat and dog pets.",
        "show orders of last month",
        "In which year was the most expensive car of each maker that has its seat in Japan built",
        "¿cuántos clientes hay?",
        "???",
        "",
      })
  void standsAlone(String question) {
    assertFalse(FollowUp.refersBack(question));
  }
}
