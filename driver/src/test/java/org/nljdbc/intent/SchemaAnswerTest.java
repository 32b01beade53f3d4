package org.nljdbc.intent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.schema.Schema;

class SchemaAnswerTest {

  private static final Schema SHOP = IntentSchemas.shop();

  private static SchemaAnswer ask(String question) {
    Intent.AboutSchema about =
        assertInstanceOf(Intent.AboutSchema.class, Intent.of(question, SHOP), question);
    return SchemaAnswer.to(about.request(), SHOP);
  }

  private static List<String> names(SchemaAnswer answer) {
    return answer.headings().stream().map(SchemaAnswer.Heading::name).toList();
  }

  @Test
  void tables() {
    SchemaAnswer answer = ask("what tables are there");
    assertEquals(List.of("TABLE", "TYPE", "COLUMNS", "COMMENT"), names(answer));
    assertEquals(6, answer.rows().size());
    assertEquals(Arrays.asList("CUSTOMERS", "TABLE", 3, null), answer.rows().get(0));
    assertEquals(List.of("BIG_ORDERS", "VIEW", 2, "over a thousand"), answer.rows().get(5));
    assertEquals(1, ask("what views are there").rows().size());
    assertEquals(List.of(List.of(5, 1)), ask("how many tables are there").rows());
  }

  @Test
  void columns() {
    SchemaAnswer answer = ask("columns of order items");
    assertEquals(
        List.of("COLUMN", "TYPE", "NULLABLE", "KEY", "REFERENCES", "COMMENT"), names(answer));
    assertEquals(
        List.of(
            Arrays.asList("ORDER_ID", "text", "YES", "PRIMARY, FOREIGN", "ORDERS.ID", null),
            Arrays.asList("PRODUCT_ID", "text", "YES", "PRIMARY, FOREIGN", "PRODUCTS.ID", null),
            Arrays.asList("QUANTITY", "text", "YES", null, null, null)),
        answer.rows());
    assertEquals("NO", ask("describe orders").rows().get(0).get(2));
    assertEquals(List.of(List.of(5)), ask("how many columns does orders have").rows());
    assertEquals(2, ask("what is the primary key of order_items").rows().size());
    assertEquals(0, ask("what is the primary key of big_orders").rows().size());
  }

  @Test
  void keys() {
    List<Object> ofCustomer = List.of("ORDERS", "CUSTOMER_ID", "CUSTOMERS", "ID");
    List<Object> ofOrder = List.of("ORDER_ITEMS", "ORDER_ID", "ORDERS", "ID");
    List<Object> ofProduct = List.of("ORDER_ITEMS", "PRODUCT_ID", "PRODUCTS", "ID");
    SchemaAnswer answer = ask("foreign keys of orders");
    assertEquals(
        List.of("TABLE", "COLUMNS", "REFERENCED_TABLE", "REFERENCED_COLUMNS"), names(answer));
    assertEquals(List.of(ofCustomer), answer.rows());
    assertEquals(List.of(ofCustomer, ofOrder, ofProduct), ask("list all foreign keys").rows());
    assertEquals(List.of(ofCustomer), ask("how are customers and orders related").rows());
    assertEquals(
        List.of(ofCustomer, ofOrder, ofProduct),
        ask("how are customers and products related").rows());
    assertEquals(List.of(), ask("how are customers and suppliers related").rows());
  }

  @Test
  void places() {
    SchemaAnswer answer = ask("where would I find the price");
    assertEquals(
        List.of("TABLE", "COLUMN", "TYPE", "NULLABLE", "KEY", "REFERENCES", "COMMENT"),
        names(answer));
    assertEquals(
        List.of(Arrays.asList("PRODUCTS", "PRICE", "text", "YES", null, null, null)),
        answer.rows());
    assertEquals(2, ask("which tables have a total").rows().size());
    assertEquals(
        List.of("ORDERS", "PLACED_ON"),
        ask("where is the placed on kept").rows().get(0).subList(0, 2));
  }

  @Test
  void references() {
    assertEquals(
        List.of(List.of("ORDERS", "CUSTOMER_ID", "CUSTOMERS", "ID")),
        ask("which tables reference customers").rows());
  }

  @Test
  void cannotBeChanged() {
    SchemaAnswer answer = ask("what tables are there");
    assertThrows(UnsupportedOperationException.class, () -> answer.rows().remove(0));
    assertThrows(UnsupportedOperationException.class, () -> answer.rows().get(0).set(0, ""));
  }
}
