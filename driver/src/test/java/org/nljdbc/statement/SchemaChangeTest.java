package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaChangeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a(x INT)",
        "-- V2\n/* x */ alter table a add y int",
        "Drop view v",
        "SET search_path TO other",
        "use shop",
        "COMMENT ON TABLE a IS 'x'"
      })
  void mayFollowADefinition(String statement) {
    assertTrue(SchemaChange.mayFollow(statement));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SELECT 1", "INSERT INTO a VALUES (1)", "CREATED", "(CREATE)"})
  void doesNotFollowWhatReadsAndWritesRows(String statement) {
    assertFalse(SchemaChange.mayFollow(statement));
  }

  @Test
  void doesNotFollowNothing() {
    assertFalse(SchemaChange.mayFollow(null));
  }
}
