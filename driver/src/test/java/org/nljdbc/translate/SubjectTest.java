package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.values.ValueHit;

class SubjectTest {

  private static final Schema SCHEMA =
      Schema.of(
          Dialect.SQLITE,
          "SQLite",
          IdentifierRules.INSENSITIVE,
          null,
          null,
          List.of(
              new Table(
                  "OrderItems",
                  false,
                  "what clients buy",
                  List.of(
                      new Column("item_id", "int", false, false, null, List.of()),
                      new Column("kind", "text", false, true, null, List.of("Pizza"))),
                  List.of("item_id"),
                  List.of(),
                  List.of())));

  private static @Nullable String note(String question, String sql, ValueHit... hits) {
    return Subject.note(new Question(question, SCHEMA, List.of(hits)), sql);
  }

  @Test
  void whatTheSchemaDoesNotKnowIsTold() {
    assertEquals(
        "No table, column or value here is called \"starships\"; the SQL reads OrderItems for it.",
        note("how many starships do we have?", "SELECT COUNT(*) FROM OrderItems"));
    assertEquals(
        "No table, column or value here is called \"blue whales\"; the SQL reads x for it.",
        note("list all blue whales", "select * from x where a = 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how many orders are there",
        "how many items does each order have",
        "list all pizzas",
        "how many clients are there",
        "how many different kinds are there",
        "how many people are there",
        "which starships are there",
        "count the number of rows",
        "how many",
      })
  void restIsNot(String question) {
    assertNull(note(question, "SELECT COUNT(*) FROM OrderItems"));
  }

  @Test
  void aValueIsKnown() {
    ValueHit hit = new ValueHit("OrderItems", "kind", "Calzone");
    assertNull(note("how many calzones were sold", "SELECT 1 FROM OrderItems", hit));
    assertNull(note("how many starships are there", "SELECT 1"));
  }
}
