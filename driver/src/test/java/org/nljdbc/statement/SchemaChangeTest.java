package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaChangeTest {

  private static String after(String text) {
    List<String> told = new ArrayList<>();
    SchemaChange.each(text, change -> told.add(change.name()));
    return String.join(" ", told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a(x INT)",
        "-- V2\n/* x */ alter table a add y int",
        "Drop view v",
        "RENAME TABLE a TO b",
        "SET search_path TO other",
        "use shop",
        "ATTACH DATABASE 'x' AS y",
        "detach y",
        "COMMENT ON TABLE a IS 'x'"
      })
  void mayFollowADefinition(String statement) {
    assertTrue(SchemaChange.mayFollow(statement));
    assertEquals("DEFINITION", after(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT 1",
        "INSERT INTO a VALUES (1)",
        "UPDATE a SET x = 1",
        "DELETE FROM a",
        "EXPLAIN SELECT 1",
        "CREATED",
        "(CREATE)",
        "/",
        "-",
        "SELECT ';'; SELECT 2;"
      })
  void doesNotFollowWhatReadsAndWritesRows(String statement) {
    assertFalse(SchemaChange.mayFollow(statement));
    assertEquals("", after(statement));
  }

  @Test
  void doesNotFollowNothing() {
    assertFalse(SchemaChange.mayFollow(null));
    SchemaChange.each(null, change -> assertEquals(SchemaChange.NONE, change));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE TEMP TABLE a(x INT), TEMPORARY",
    "create local temporary table a(x int), TEMPORARY",
    "CREATE OR REPLACE GLOBAL TEMPORARY VIEW v AS SELECT 1, TEMPORARY",
    "CREATE TABLE temp(x INT), TEMPORARY",
    "begin, BEGIN",
    "START TRANSACTION, BEGIN",
    "commit work, COMMIT",
    "END, COMMIT",
    "ROLLBACK, ROLLBACK",
    "ABORT, ROLLBACK",
    "rollback work to savepoint a, ROLLBACK_TO",
    "ROLLBACK TO a, ROLLBACK_TO",
    "ROLLBACK; SELECT 1 AS to, ROLLBACK"
  })
  void tellsWhatBecomesOfDefinitions(String statement, SchemaChange change) {
    assertEquals(change.name(), after(statement));
  }

  @ParameterizedTest
  @CsvSource({
    "INSERT INTO a VALUES (1); CREATE TABLE b(x INT), DEFINITION",
    "BEGIN; CREATE TABLE b(x INT); COMMIT;, BEGIN DEFINITION COMMIT",
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END;, DEFINITION",
    "CREATE PROCEDURE p() BEGIN DELETE FROM b; COMMIT; END, DEFINITION"
  })
  void severalStatementsAreLookedAt(String text, String changes) {
    assertEquals(changes, after(text));
  }
}
