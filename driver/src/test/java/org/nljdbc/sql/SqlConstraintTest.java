package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;

class SqlConstraintTest {

  private static final String FENCE = "```sql\n";

  private static final List<String> RIGHT =
      List.of(
          "SELECT count(*) FROM customers",
          "SELECT COUNT (*) FROM customers WHERE name LIKE '%a''b%'",
          "SELECT name AS n FROM customers ORDER BY n",
          "SELECT name n FROM customers ORDER BY n DESC LIMIT 3 OFFSET 2",
          "SELECT c.name, o.total FROM customers c JOIN orders AS o ON o.customer_id = c.id",
          "SELECT T1.name , T2.total FROM customers AS T1 JOIN orders AS T2 ON T2.customer_id = T1.id"
              + " WHERE T2.total > 5 GROUP BY T1.name HAVING count(*) >= 2 ORDER BY T1.name",
          "SELECT customers.name FROM customers, orders WHERE customers.id = orders.customer_id",
          "SELECT * FROM customers",
          "SELECT c.*, count(*) FROM customers c GROUP BY c.id",
          "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)",
          "SELECT name FROM customers c WHERE EXISTS"
              + " (SELECT 1 FROM orders WHERE customer_id = c.id)",
          "SELECT name, (SELECT max(total) FROM orders WHERE customer_id = c.id) FROM customers c",
          "SELECT x.name FROM (SELECT * FROM customers) x",
          "WITH big AS (SELECT customer_id, sum(total) AS s FROM orders GROUP BY customer_id)"
              + " SELECT name, s FROM customers JOIN big ON big.customer_id = customers.id",
          "WITH t (a, b) AS (SELECT id, name FROM customers) SELECT a, b FROM t",
          "SELECT name FROM customers UNION SELECT country FROM cities ORDER BY name",
          "SELECT name FROM customers EXCEPT SELECT name FROM cities",
          "SELECT id FROM customers JOIN (SELECT customer_id AS id, total FROM orders) o USING (id)",
          "SELECT CASE WHEN total > 10 THEN 'big' ELSE 'small' END AS size, count(*) FROM orders"
              + " GROUP BY CASE WHEN total > 10 THEN 'big' ELSE 'small' END",
          "SELECT CAST(total AS INTEGER) / 2.5, -total FROM orders WHERE total BETWEEN 1 AND 2",
          "SELECT name, rank() OVER (PARTITION BY country ORDER BY name DESC) FROM cities",
          "SELECT EXTRACT(YEAR FROM placed_on), CAST(total AS DECIMAL(10, 2)) FROM orders"
              + " WHERE placed_on > DATE '2024-01-01' - INTERVAL 1 DAY",
          "SELECT max(total) FROM orders HAVING max(total) > 3",
          "SELECT name FROM customers GROUP BY name ORDER BY count(*) DESC",
          "SELECT count(DISTINCT name) FROM customers -- all of them",
          "SELECT name FROM customers WHERE NOT name IS NOT NULL AND name NOT IN ('a', 'b');");

  private static SqlConstraint constraint(Dialect dialect) {
    return new SqlConstraint(Schemas.shop(dialect));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyBeginningOfARightQueryIsAllowed(Dialect dialect) {
    SqlConstraint constraint = constraint(dialect);
    for (String sql : RIGHT) {
      String answer = FENCE + sql;
      for (int end = 0; end <= answer.length(); end++) {
        String beginning = answer.substring(0, end);
        assertTrue(constraint.allows(beginning), () -> dialect + ": " + beginning);
      }
      assertTrue(constraint.allowsEnd(answer), () -> dialect + ": " + sql);
      assertTrue(constraint.allows(answer + "\n```"), () -> dialect + ": " + sql);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT namen_",
        "SELECT nothing,",
        "SELECT customers.total",
        "SELECT name FROM custs",
        "SELECT name FROM customers c WHERE c.total",
        "SELECT name FROM customers WHERE placed_on ",
        "SELECT name FROM customers c WHERE d.",
        "SELECT total FROM customers WHERE",
        "SELECT total FROM customers GROUP",
        "SELECT total FROM customers;",
        "SELECT total FROM customers UNION",
        "SELECT T2.total FROM orders AS T1 WHERE",
        "SELECT T1.total FROM customers AS T1 ",
        "SELECT name FROM customers JOIN orders ON customers.id = orders.id WHERE nothing ",
        "SELECT name FROM customers ORDER BY placed_on",
        "SELECT unheard_of(name",
        "SELECT name FROM customers WHERE name = 'a' name",
        "SELECT name FROM customers; SELECT",
        "SELECT name FROM customers ORDER BY name UNION ",
        "SELECT count(*)) FROM customers",
        "SELECT id FROM (SELECT total FROM customers)",
        "SELECT name FROM customers WHERE count(",
        "SELECT name FROM customers WHERE sum(",
        "SELECT name FROM customers ORDER BY count(",
        "SELECT name FROM customers GROUP BY max(",
        "SELECT name FROM customers HAVING",
        "SELECT name FROM customers WHERE year = ",
        "SELECT name FROM customers WHERE integer = ",
        "SELECT name FROM customers (",
        "SELECT name FROM customers c1, customers c2, customers c3, customers c4, customers c5,"
            + " customers c6, customers c7, customers c8, customers c9",
        "DELETE",
        "SELECT name, FROM customers"
      })
  void whatCannotBecomeRightIsRefused(String sql) {
    assertFalse(constraint(Dialect.SQLITE).allows(FENCE + sql), sql);
    assertFalse(constraint(Dialect.POSTGRESQL).allows(FENCE + sql), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT",
        "SELECT name",
        "SELECT name FROM",
        "SELECT name FROM customers WHERE",
        "SELECT name FROM customers WHERE name = ",
        "SELECT name FROM customers WHERE name = 'a",
        "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders",
        "SELECT total FROM customers",
        "SELECT name FROM customers AS",
        "SELECT c. FROM customers c"
      })
  void whatIsNotWholeMayNotEnd(String sql) {
    SqlConstraint constraint = constraint(Dialect.SQLITE);
    assertFalse(constraint.allowsEnd(FENCE + sql), sql);
  }

  @Test
  void aSelectOfAnotherTablesColumnMustJoinIt() {
    SqlConstraint constraint = constraint(Dialect.SQLITE);
    String begun = FENCE + "SELECT name, total FROM customers";
    assertFalse(constraint.allowsEnd(begun));
    assertFalse(constraint.allows(begun + " WHERE"));
    assertTrue(constraint.allows(begun + " JOIN"));
    assertTrue(constraint.allowsEnd(begun + " JOIN orders ON orders.customer_id = customers.id"));
  }

  @ParameterizedTest
  @CsvSource({"POSTGRESQL,false,true", "H2,true,true", "SQLITE,true,true", "MYSQL,true,true"})
  void namesFoldAsTheDatabaseFoldsThem(Dialect dialect, boolean upper, boolean lower) {
    SqlConstraint constraint = constraint(dialect);
    assertEquals(
        lower, constraint.allows(FENCE + "SELECT name FROM customers "), dialect.toString());
    assertTrue(upper || constraint.allows(FENCE + "SELECT NAME FROM CUSTOMERS "));
  }

  @Test
  void doubleQuotesAreStringsOnlyWhereTheDatabaseSaysSo() {
    String sql = FENCE + "SELECT name FROM customers WHERE name = \"Oslo\" ";
    assertTrue(constraint(Dialect.SQLITE).allows(sql));
    assertFalse(constraint(Dialect.POSTGRESQL).allows(sql));
  }

  @Test
  void wordsOutsideOfTheBlockAreFree() {
    SqlConstraint constraint = constraint(Dialect.SQLITE);
    assertTrue(constraint.allows("The table custs has no column nothing."));
    assertTrue(constraint.allows("<think>```sql\nSELECT nothing FROM custs```"));
    assertTrue(constraint.allows("<think>Hm.</think> Here: ```json\n{\"a\": 1}"));
    assertFalse(constraint.allows("<think>Hm.</think> Here: ```sql\nSELECT nothing FROM custs "));
  }

  @Test
  void whatIsNotKnownIsLeftToTheChecker() {
    SqlConstraint constraint = constraint(Dialect.POSTGRESQL);
    assertTrue(constraint.allows(FENCE + "SELECT name FROM other.customers WHERE whatever "));
    assertTrue(constraint.allowsEnd(FENCE + "SELECT name FROM generate_series(1, 3) g"));
    assertTrue(constraint.allowsEnd(FENCE + "VALUES (1)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | JOIN Has_Pet AS h ON s.StuID = h.StuID",
        "true  | JOIN Has_Pet AS h ON h.StuID = s.StuID AND s.Age > 2",
        "true  | JOIN Has_Pet h ON h.StuID = s.StuID JOIN Pets p ON p.PetID = h.PetID",
        "true  | JOIN Students AS t ON t.LName = s.LName",
        "false | JOIN Pets",
        "false | JOIN Has_Pet AS h ON s.Age",
        "false | JOIN Has_Pet AS h ON h.StuID = s.Age",
        "false | JOIN Has_Pet AS h ON h.PetID"
      })
  void joinsFollowTheKeysWhereThereAreSome(boolean allowed, String join) {
    SqlConstraint constraint = new SqlConstraint(Schemas.keyed(Dialect.SQLITE));
    String sql = FENCE + "SELECT s.LName FROM Students AS s " + join + " ";
    assertEquals(allowed, constraint.allows(sql), sql);
  }
}
