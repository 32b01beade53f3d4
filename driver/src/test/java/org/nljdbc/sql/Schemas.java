package org.nljdbc.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.IdentifierRules.Fold;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** A small shop in every dialect. */
final class Schemas {

  private Schemas() {}

  static Schema shop(Dialect dialect) {
    boolean upper = dialect == Dialect.H2;
    return Schema.of(
        dialect,
        dialect.title(),
        rules(dialect),
        dialect.isMySqlFamily() ? "shop" : null,
        dialect == Dialect.POSTGRESQL ? "public" : upper ? "PUBLIC" : null,
        List.of(
            table(cased("customers", upper), cased("id name city_id birth_date", upper)),
            table(cased("cities", upper), cased("id name country", upper)),
            table(cased("orders", upper), cased("id customer_id total placed_on", upper)),
            table("PetShop", "PetId PetType weight")));
  }

  /** Customers, their orders and the items of these, linked by keys, and a table without any. */
  static Schema linkedShop() {
    ForeignKey order = new ForeignKey("orders", List.of("customer_id"), "customers", List.of("id"));
    ForeignKey item = new ForeignKey("items", List.of("order_id"), "orders", List.of("id"));
    return Schema.of(
        Dialect.SQLITE,
        "SQLite",
        IdentifierRules.INSENSITIVE,
        null,
        null,
        List.of(
            linked(table("customers", "id name"), List.of(), List.of(order)),
            linked(table("orders", "id customer_id total"), List.of(order), List.of(item)),
            linked(table("items", "order_id product"), List.of(item), List.of()),
            table("loose", "code label")));
  }

  private static Table linked(Table table, List<ForeignKey> keys, List<ForeignKey> referencedBy) {
    return new Table(
        table.name(),
        table.view(),
        table.comment(),
        table.columns(),
        table.primaryKey(),
        keys,
        referencedBy);
  }

  private static String cased(String text, boolean upper) {
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static IdentifierRules rules(Dialect dialect) {
    return switch (dialect) {
      case SQLITE, OTHER -> IdentifierRules.INSENSITIVE;
      case MYSQL, MARIADB -> new IdentifierRules(Fold.INSENSITIVE, false, "`");
      case H2 -> new IdentifierRules(Fold.UPPER, true, "\"");
      case POSTGRESQL -> new IdentifierRules(Fold.LOWER, true, "\"");
    };
  }

  private static Table table(String name, String columns) {
    return new Table(
        name,
        false,
        null,
        Arrays.stream(columns.split(" "))
            .map(column -> new Column(column, "text", true, true, null, List.of()))
            .toList(),
        List.of(),
        List.of(),
        List.of());
  }
}
