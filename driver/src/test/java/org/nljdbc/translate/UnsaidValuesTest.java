package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.AssignedValue;

/** Only what a request says is written. */
class UnsaidValuesTest {

  private static final Schema SCHEMA =
      Schema.of(
          Dialect.SQLITE,
          "SQLite",
          IdentifierRules.INSENSITIVE,
          null,
          null,
          List.of(
              new Table(
                  "orders",
                  false,
                  null,
                  List.of(new Column("status", "text", true, true, null, List.of("in transit"))),
                  List.of(),
                  List.of(),
                  List.of())));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ship order 7 | shipped | true",
        "cancel the order | cancelled | true",
        "send order 7 off | in transit | true",
        "add a customer called Eva Berg | Eva Berg | true",
        "add a customer called Eva Berg | eva.berg@example.com | true",
        "add a customer called Eva Berg | Oslo | false",
        "add a customer called Eva Berg | info@example.com | false",
        "give it five stars | 5 | true",
        "give it five stars | 4 | false",
        "created on May 1 2024 | 2024-05-01 | true",
        "created on May 1 2024 | 1999-12-31 | false",
        "order 007 is done | 7 | true",
        "make her vip | 1 | true",
        "clear the email | john@site.com | false",
        "clear the email | '' | true",
      })
  void saidOrNot(String request, String value, boolean said) {
    boolean text = !value.matches("\\d+");
    AssignedValue assigned = new AssignedValue("status", value.replace("''", ""), text);
    assertEquals(
        said ? List.of() : List.of(assigned),
        UnsaidValues.in(List.of(assigned), request, "orders", SCHEMA));
  }

  @Test
  void numbersThatAreNotUsedAreTold() {
    assertEquals(
        List.of("The request says 99, and the SQL does not."),
        UnsaidValues.unused(
            "add Stool for 25, id 99", "INSERT INTO p (n, v) VALUES ('Stool', 25)"));
    assertEquals(
        List.of(), UnsaidValues.unused("5 percent more", "UPDATE p SET price = price * 1.05"));
  }
}
