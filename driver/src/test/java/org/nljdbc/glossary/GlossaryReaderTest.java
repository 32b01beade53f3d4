package org.nljdbc.glossary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Hidden;

/** What a glossary file may say, and how slips in it are told. */
class GlossaryReaderTest {

  @Test
  void readsAllThatAFileMaySay() throws GlossaryException {
    Glossary glossary =
        GlossaryReader.read(
            """
            version: 1
            tables:
              customers:
                description: people who have bought
                synonyms: [clients, buyers]
                columns:
                  cst_nm: the customer's name
                  state:
                    synonyms: region
                    values: {TX: [texas, lone star], no: [norway]}
                  password: {hidden: true}
              audit: {hidden: true}
            metrics:
              revenue:
                table: orders
                sql: sum(amount - discount)
                synonyms: [turnover]
              order count: count(*)
            filters:
              orders: status <> 'cancelled'
            joins:
              - orders.cust = customers.id
            """);
    TableTerms customers = glossary.tables().get(0);
    assertEquals("people who have bought", customers.description());
    assertEquals(List.of("clients", "buyers"), customers.synonyms());
    assertEquals(new Place(3, 3), customers.place());
    assertEquals("the customer's name", customers.columns().get(0).description());
    assertEquals(
        Map.of("TX", List.of("texas", "lone star"), "no", List.of("norway")),
        customers.columns().get(1).values());
    assertEquals(new Hidden(Set.of("audit"), Set.of("customers.password")), glossary.hidden());
    Metric revenue = glossary.metrics().get(0);
    assertEquals("orders", revenue.table());
    assertEquals(
        new Fragment("sum(amount - discount)", new Place(16, 10), true), revenue.fragment());
    assertEquals("", glossary.metrics().get(1).table());
    assertEquals("status <> 'cancelled'", glossary.filters().get(0).fragment().sql());
    assertEquals("orders.cust = customers.id", glossary.joins().get(0).sql());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing yet\n", "---\n", "version: 1\n"})
  void aFileMaySayNothing(String text) throws GlossaryException {
    assertTrue(GlossaryReader.read(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tabels: {}|line 1, column 1|did you mean 'tables'?",
        "version: 2|line 1, column 10|of version 2",
        "tables: [customers]|line 1, column 9|names with values (name: value), not a list",
        "tables: {c: {synonims: x}}|line 1, column 14|did you mean 'synonyms'?",
        "tables: {c: {hidden: yes}}|line 1, column 22|true or false, not 'yes'",
        "tables: {c: {columns: {d: {hiden: true}}}}|line 1, column 28|did you mean 'hidden'?",
        "tables: {c: {description: }}|line 1, column 27|a text, not nothing",
        "tables: {c: {synonyms: {a: b}}}|line 1, column 24|a list, not names with values",
        "tables: {c: {}, c: {}}|line 1, column 17|'c' is here twice",
        "metrics: {r: {table: t}}|line 1, column 11|the metric 'r' has no sql",
        "joins: a.b = c.d|line 1, column 8|a list, not 'a.b = c.d'",
        "filters: {t: [a]}|line 1, column 14|a text, not a list",
        "tables: {c: [|line 1|it is not YAML",
        "a: 'b|line 1|it is not YAML",
      })
  void aSlipIsToldWithItsPlace(String text, String place, String problem) {
    GlossaryException e =
        assertThrows(GlossaryException.class, () -> GlossaryReader.read(text), text);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(problem), message);
    assertTrue(
        message.startsWith(place) || problem.contains("YAML") && message.contains("line "),
        message);
  }
}
