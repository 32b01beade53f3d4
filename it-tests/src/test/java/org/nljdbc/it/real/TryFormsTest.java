package org.nljdbc.it.real;
import java.sql.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.nljdbc.*;
import org.nljdbc.it.databases.*;
@OnDatabase(Kind.SQLITE)
class TryFormsTest extends DatabaseTest {
  @Test
  void tries() throws Exception {
    String[] hints = {"", "-- NAMES: parameters, to be written as they are", "-- NAMES are values"};
    String[] questions = {
      "orders of customer ? since ?", "names of customers in country ?", "how many orders were placed between ? and ?",
      "products that cost more than ?", "total amount of payments by method ?", "employees hired after ? with a salary above ?",
      "names of customers in ? or ?", "the ? most expensive products", "customers whose name contains ?", "orders with status ? of customers from ?",
      "average salary in department ?", "customers with a credit limit of at least ? who live in ?", "how many products of category ? have a stock below ?",
      "which customers ordered product ?", "total quantity sold of product ? since ?"};
    for (String hint : hints) {
      System.setProperty("nl.try.hint", hint);
      System.out.println("=== " + hint);
      int ok = 0;
      try (Connection c = database.open(Map.of("nl.tries", hint.isEmpty() ? "2" : "2", "nl.maxTokens", hint.length() == 0 ? "300" : hint.length() < 25 ? "299" : "298"))) {
        for (String q : questions) {
          try (PreparedStatement s = c.prepareStatement("NL: " + q)) {
            var t = s.unwrap(NlStatement.class).lastTranslation().orElseThrow();
            System.out.println("TRY " + q + " => " + t.sql() + "   " + t.parameters() + " tries " + t.tries());
            ok++;
          } catch (SQLException e) { System.out.println("TRY " + q + " => FAILED " + e.getMessage()); }
        }
      }
      System.out.println("TRY OK " + ok);
    }
  }
}
