package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlParameters.Jdbc;

class SqlParametersTest {

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void becomeQuestionMarksInTheOrderOfTheSql(Dialect dialect) {
    String sql =
        "SELECT ':p1', \"a:p2\" FROM orders WHERE total > :p2 AND id = :P1 OR total<:p2 -- :p3";
    Jdbc jdbc = SqlParameters.jdbc(sql, dialect);
    assertEquals(List.of(2, 1, 2), jdbc.numbers());
    assertEquals(
        "SELECT ':p1', \"a:p2\" FROM orders WHERE total > ? AND id = ? OR total<? -- :p3",
        jdbc.sql());
    assertEquals(sql.replace(":P1", ":p1"), SqlParameters.named(jdbc, dialect));
  }

  @Test
  void castsAreNoParameters() {
    Jdbc jdbc = SqlParameters.jdbc("SELECT name::p1, :p1::text, x[1:p1]", Dialect.POSTGRESQL);
    assertEquals("SELECT name::p1, ?::text, x[1?]", jdbc.sql());
  }

  @Test
  void eachIsUsedAndThereIsNoOther() {
    Dialect sqlite = Dialect.SQLITE;
    assertEquals("", SqlParameters.problem("SELECT :p1 + :p2 + :p1", 2, sqlite));
    assertEquals("", SqlParameters.problem("SELECT 1", 0, sqlite));
    assertTrue(SqlParameters.problem("SELECT :p1", 2, sqlite).contains("does not use :p2"));
    assertTrue(SqlParameters.problem("SELECT ':p1'", 1, sqlite).contains("does not use :p1"));
    assertTrue(SqlParameters.problem("SELECT :p3, :p1", 1, sqlite).contains(":p3"));
    assertFalse(SqlParameters.problem("SELECT ?", 0, sqlite).isEmpty());
    assertFalse(SqlParameters.problem("SELECT :name", 0, sqlite).isEmpty());
    assertFalse(SqlParameters.problem("SELECT @name", 0, sqlite).isEmpty());
    assertFalse(SqlParameters.problem("SELECT ?1", 1, Dialect.H2).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void passTheCheckerLikeValues(Dialect dialect) {
    for (String sql :
        List.of(
            "SELECT name FROM customers WHERE id = :p1 AND birth_date >= :p2",
            "SELECT name FROM customers WHERE id IN (:p1, :p2) ORDER BY name LIMIT :p3",
            "SELECT name FROM customers WHERE lower(name) LIKE lower(:p1)",
            "SELECT count(*) FROM orders WHERE placed_on BETWEEN :p1 AND :p2")) {
      SqlChecker.Checked checked = SqlChecker.check(sql, Schemas.shop(dialect));
      assertEquals(List.of(), checked.problems(), sql);
      String limited =
          switch (dialect.limit()) {
            case LIMIT -> sql;
            case FETCH -> sql.replace("LIMIT :p3", "FETCH FIRST :p3 ROWS ONLY");
            case TOP ->
                sql.contains(":p3")
                    ? sql.replace("SELECT", "SELECT TOP (:p3)").replace(" LIMIT :p3", "")
                    : sql;
          };
      assertEquals(limited, checked.sql());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM customers WHERE id = :p1 AND birth_date > :p2",
        "SELECT name FROM customers WHERE id IN (:p1, :p2) LIMIT :p1",
      })
  void theConstraintLetsThemThroughLetterByLetter(String sql) {
    SqlConstraint two = new SqlConstraint(Schemas.shop(Dialect.SQLITE), 2);
    for (int end = 0; end <= sql.length(); end++) {
      assertTrue(two.allows("```sql\n" + sql.substring(0, end)), sql.substring(0, end));
    }
    assertTrue(two.allowsEnd("```sql\n" + sql));
    SqlConstraint one = new SqlConstraint(Schemas.shop(Dialect.SQLITE), 1);
    assertFalse(one.allows("```sql\n" + sql));
  }
}
