package org.nljdbc.meaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that a team has for its tables and columns, and what only looks like them. */
class SynonymsTest {

  private static final Synonyms SHOP =
      new Synonyms.Builder()
          .name("cst.", "cst")
          .name("cst.nm", "nm")
          .name("cst.rgn", "rgn")
          .name("orders.", "orders")
          .name("orders.client_code", "client_code")
          .name("orders.state", "state")
          .name("bills.", "bills")
          .name("bills.total", "total")
          .name("bills.amount", "amount")
          .synonym("cst.", "customers")
          .synonym("cst.", "clients")
          .synonym("cst.", "business partners")
          .synonym("cst.nm", "full name")
          .synonym("cst.rgn", "country")
          .synonym("cst.rgn", "state")
          .synonym("cst.rgn=E", "Spain")
          .synonym("cst.rgn=E", "España")
          .synonym("orders.", "purchases")
          .synonym("orders.", "placed")
          .synonym("orders.", "ordering")
          .synonym("bills.", "invoices")
          .synonym("bills.total", "sum")
          .synonym("metric revenue", "turnover")
          .synonym("metric profit", "gain")
          .synonym("metric loss", "gain")
          .name("metric revenue", "revenue")
          .build();

  private static Optional<Meaning> meaning(String question) {
    return Meaning.of(question, SHOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How many customers are there? | How many clients are there?",
        "How many cst are there? | What is the number of business partners?",
        "What is the full name of each client? | Show the customers' nm",
        "Show the customers in Spain | List the clients in españa",
        "What is the revenue of each country? | Show the turnover for each rgn",
        "Show the purchases of clients | List the orders of customers",
        "Find the largest amount of the invoices | What is the maximum amount of bills?"
      })
  void wordsForTheSameMeanTheSame(String one, String other) {
    assertEquals(meaning(one), meaning(other));
    assertNotEquals(Meaning.of(one, Synonyms.NONE), Meaning.of(other, Synonyms.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Show the client code | Show the customer code", // there is a column client_code
        "Show the country of clients | Show the state of clients", // orders have a state
        "What is the gain? | What is the profit?", // or is it the loss?
        "Show the purchases | Show the placed",
        "Who placed the orders? | Who purchases the orders?",
        "Show what clients are ordering | Show what clients are purchases",
        "Show customers without orders | Show clients with orders",
        "Show customers with orders | Show clients with invoices",
        "Show the customers in Spain | Show the customers in Norway",
        "Show the customers in Spain | Show the customers not in España",
        "Show the name of clients | Show the full name of clients",
        "Show the customers of each bill | Show the bills of each client",
        "Show the business of partners | Show the clients"
      })
  void whatIsInDoubtMeansItself(String one, String other) {
    assertNotEquals(meaning(one), meaning(other));
  }

  @Test
  void namesAloneSayNothing() {
    assertSame(Synonyms.NONE, new Synonyms.Builder().name("pets.", "pets").build());
    assertEquals(
        new Synonyms.Builder().synonym("a", "b c").build(),
        new Synonyms.Builder().synonym("a", "b c").build());
  }

  @Property
  void otherWordsAreAsTheyWere(
      @ForAll @Size(max = 6) List<@From("words") String> one,
      @ForAll @Size(max = 6) List<@From("words") String> other) {
    String first = "show the " + String.join(" ", one);
    String second = "show the " + String.join(" ", other);
    assertEquals(
        Meaning.of(first, Synonyms.NONE).equals(Meaning.of(second, Synonyms.NONE)),
        meaning(first).equals(meaning(second)));
  }

  @Provide
  static Arbitrary<String> words() {
    return Arbitraries.of(
        "customers",
        "orders",
        "bills",
        "country",
        "of",
        "the",
        "each",
        "not",
        "with",
        "more",
        "than",
        "3",
        "largest",
        "Spain",
        "sum",
        "revenue",
        "and",
        "by",
        "sorted",
        "code");
  }
}
