package org.nljdbc.intent;

import java.util.Arrays;
import java.util.List;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** Schemas for the tests of this package. */
final class IntentSchemas {

  private static final ForeignKey OF_CUSTOMER =
      new ForeignKey("ORDERS", List.of("CUSTOMER_ID"), "CUSTOMERS", List.of("ID"));
  private static final ForeignKey OF_ORDER =
      new ForeignKey("ORDER_ITEMS", List.of("ORDER_ID"), "ORDERS", List.of("ID"));
  private static final ForeignKey OF_PRODUCT =
      new ForeignKey("ORDER_ITEMS", List.of("PRODUCT_ID"), "PRODUCTS", List.of("ID"));

  private IntentSchemas() {}

  /** Customers, orders, their items, products, a view, and suppliers that nothing refers to. */
  static Schema shop() {
    return schema(
        table("CUSTOMERS", "ID NAME CITY", List.of("ID"), List.of(), List.of(OF_CUSTOMER)),
        table(
            "ORDERS",
            "ID CUSTOMER_ID TOTAL STATUS PLACED_ON",
            List.of("ID"),
            List.of(OF_CUSTOMER),
            List.of(OF_ORDER)),
        table(
            "ORDER_ITEMS",
            "ORDER_ID PRODUCT_ID QUANTITY",
            List.of("ORDER_ID", "PRODUCT_ID"),
            List.of(OF_ORDER, OF_PRODUCT),
            List.of()),
        table("PRODUCTS", "ID NAME PRICE", List.of("ID"), List.of(), List.of(OF_PRODUCT)),
        table("SUPPLIERS", "ID NAME", List.of("ID"), List.of(), List.of()),
        new Table(
            "BIG_ORDERS",
            true,
            "over a thousand",
            columns("ID TOTAL"),
            List.of(),
            List.of(),
            List.of()));
  }

  /** Tables with columns and no keys: {@code "name column column"}. */
  static Schema plain(String... tables) {
    return schema(
        Arrays.stream(tables)
            .map(
                line ->
                    table(
                        line.substring(0, line.indexOf(' ')),
                        line.substring(line.indexOf(' ') + 1),
                        List.of(),
                        List.of(),
                        List.of()))
            .toArray(Table[]::new));
  }

  private static Schema schema(Table... tables) {
    return Schema.of(
        Dialect.H2, "H2", IdentifierRules.INSENSITIVE, null, "PUBLIC", List.of(tables));
  }

  private static Table table(
      String name,
      String columns,
      List<String> primaryKey,
      List<ForeignKey> keys,
      List<ForeignKey> referencedBy) {
    return new Table(name, false, null, columns(columns), primaryKey, keys, referencedBy);
  }

  private static List<Column> columns(String names) {
    return Arrays.stream(names.split(" "))
        .map(name -> new Column(name, "text", !name.equals("ID"), true, null, List.of()))
        .toList();
  }
}
