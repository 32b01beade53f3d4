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
    boolean upper = rules(dialect).unquoted() == Fold.UPPER;
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

  /**
   * People who play poker, and students with pets; flights have two keys to airports. As each
   * dialect stores names that were written without quotes.
   */
  static Schema keyed(Dialect dialect) {
    List<ForeignKey> keys =
        List.of(
            key(dialect, "Poker_Player", "People_ID", "People", "People_ID"),
            key(dialect, "Has_Pet", "StuID", "Students", "StuID"),
            key(dialect, "Has_Pet", "PetID", "Pets", "PetID"),
            key(dialect, "Flights", "Source", "Airports", "Code"),
            key(dialect, "Flights", "Target", "Airports", "Code"));
    List<Table> tables =
        List.of(
            keyed(dialect, keys, "People", "People_ID Name Height Country"),
            keyed(dialect, keys, "Poker_Player", "Poker_Player_ID People_ID Earnings Money_Rank"),
            keyed(dialect, keys, "Students", "StuID LName Age"),
            keyed(dialect, keys, "Has_Pet", "StuID PetID"),
            keyed(dialect, keys, "Pets", "PetID PetType Weight Pet_Age"),
            keyed(dialect, keys, "Airports", "Code City"),
            keyed(dialect, keys, "Flights", "Flight_No Source Target"));
    return Schema.of(dialect, dialect.title(), rules(dialect), null, null, tables);
  }

  private static Table keyed(Dialect dialect, List<ForeignKey> keys, String name, String columns) {
    Table bare = table(stored(dialect, name), stored(dialect, columns));
    return new Table(
        bare.name(),
        false,
        null,
        bare.columns(),
        List.of(),
        keys.stream().filter(key -> key.fromTable().equals(bare.name())).toList(),
        keys.stream().filter(key -> key.toTable().equals(bare.name())).toList());
  }

  private static ForeignKey key(Dialect dialect, String from, String column, String to, String id) {
    return new ForeignKey(
        stored(dialect, from),
        List.of(stored(dialect, column)),
        stored(dialect, to),
        List.of(stored(dialect, id)));
  }

  private static String stored(Dialect dialect, String name) {
    return switch (rules(dialect).unquoted()) {
      case UPPER -> name.toUpperCase(Locale.ROOT);
      case LOWER -> name.toLowerCase(Locale.ROOT);
      case EXACT, INSENSITIVE -> name;
    };
  }

  private static String cased(String text, boolean upper) {
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static IdentifierRules rules(Dialect dialect) {
    return switch (dialect) {
      case SQLITE, CALCITE, OTHER -> IdentifierRules.INSENSITIVE;
      case MYSQL, MARIADB -> new IdentifierRules(Fold.INSENSITIVE, false, "`");
      case H2, HSQLDB, DERBY, DB2, ORACLE -> new IdentifierRules(Fold.UPPER, true, "\"");
      case DUCKDB, SQLSERVER -> new IdentifierRules(Fold.INSENSITIVE, false, "\"");
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
