package org.nljdbc.glossary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

class UsualMeasuresTest {

  private static Schema schema(String... tables) {
    List<Table> all = new ArrayList<>();
    for (String each : tables) {
      List<String> words = List.of(each.split(" "));
      List<Column> columns =
          words.subList(1, words.size()).stream()
              .map(
                  word -> {
                    String[] parts = word.split(":");
                    boolean text = parts[1].startsWith("varchar");
                    return new Column(parts[0], parts[1], true, text, null, List.of());
                  })
              .toList();
      all.add(new Table(words.get(0), false, null, columns, List.of(), List.of(), List.of()));
    }
    return Schema.of(
        Dialect.SQLITE, "SQLite", IdentifierRules.usual(Dialect.SQLITE), null, null, all);
  }

  private static List<String> said(String question, Schema schema) {
    return UsualMeasures.added(List.of(), question, schema).stream().map(Term::text).toList();
  }

  private static final Schema SHOP =
      schema(
          "orders id:int ordered:date total_amount:decimal(10,2)",
          "order_items order_id:int amount:decimal(10,2)",
          "payments id:int amount:decimal(10,2)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "top 5 customers by revenue in 2023 | revenue",
        "what was our Turnover last month? | turnover",
        "total sales per store | sales",
        "sales revenue by month | sales revenue",
      })
  void aUsualWordMeansTheTotal(String question, String word) {
    assertEquals(List.of(word + " means SUM(orders.total_amount) of orders"), said(question, SHOP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how many sales were there?",
        "number of sales by store",
        "orders of 2023",
        "",
        "sales support agents",
        "employees of the Sales department",
        "staff turnover rate",
        "customers without sales"
      })
  void otherQuestionsAreLeftAlone(String question) {
    assertEquals(List.of(), said(question, SHOP));
  }

  @Test
  void aNameOfTheSchemaNeedsNoExplanation() {
    Schema named = schema("orders id:int amount:decimal(10,2)", "stores id:int yearly_revenue:int");
    assertEquals(List.of(), said("total revenue", named));
    assertEquals(1, said("total turnover", named).size());
    assertEquals(List.of(), said("total sales", schema("sales id:int amount:real")));
    assertEquals(
        List.of("revenue means SUM(sales.amount) of sales"),
        said("total revenue", schema("sales id:int amount:real")));
  }

  @Test
  void whatIsInDoubtIsNotSaid() {
    assertEquals(
        List.of(),
        said("revenue", schema("orders id:int total:real", "invoices id:int total:real")));
    assertEquals(List.of(), said("revenue", schema("orders id:int total:varchar(20)")));
    assertEquals(
        List.of(),
        said(
            "revenue",
            schema("purchase_orders id:int total:real", "work_orders id:int total:real")));
    assertEquals(List.of(), said("revenue", schema("employees id:int amount:real")));
  }

  @Test
  void aGlossaryGoesFirst() {
    List<Term> own =
        List.of(new Term(Term.Kind.METRIC, "payments", "", "revenue", "SUM(amount) of payments"));
    assertEquals(own, UsualMeasures.added(own, "total revenue", SHOP));
  }

  @Test
  void theColumnThatSaysMostIsTaken() {
    assertEquals(
        List.of("revenue means SUM(orders.total_price) of orders"),
        said("revenue", schema("orders id:int amount:real total_price:real")));
  }

  @Test
  void withoutATotalItIsTheSumOfTheLines() {
    Schema lines =
        schema(
            "orders id:int ordered:date",
            "order_line order_id:int quantity:int unit_price:decimal(8,2)",
            "product_return id:int amount:decimal(8,2)");
    assertEquals(
        List.of("revenue means SUM(order_line.quantity * order_line.unit_price) of order_line"),
        said("revenue by month", lines));
    assertEquals(List.of(), said("revenue by month", schema("order_line quantity:int")));
  }
}
