package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {

  private static final String GOLD =
      "SELECT T1.name FROM pet AS T1 JOIN owner AS T2 ON T1.oid = T2.id WHERE T2.city = 'Rome'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WRONG_TABLE  | SELECT name FROM pet T1 JOIN vet T2 ON T1.oid = T2.id WHERE T2.city = 'Rome'
          JOIN         | SELECT name FROM pet WHERE city = 'Rome'
          NESTING      | SELECT name FROM pet WHERE oid = (SELECT id FROM owner WHERE city = 'Rome')
          AGGREGATION  | SELECT max(name) FROM pet JOIN owner ON oid = id WHERE city = 'Rome'
          AGGREGATION  | SELECT DISTINCT name FROM pet JOIN owner ON oid = id WHERE city = 'Rome'
          WRONG_COLUMN | SELECT kind FROM pet JOIN owner ON oid = id WHERE city = 'Rome'
          CONDITION    | SELECT name FROM pet JOIN owner ON oid = id WHERE country = 'Rome'
          VALUE        | SELECT name FROM pet JOIN owner ON oid = id WHERE city = 'rome'
          OTHER        | SELECT name FROM pet JOIN owner ON oid = id WHERE city <> 'Rome'
          """)
  void tellsWhatDiffersFirst(FailureKind expected, String predicted) {
    assertEquals(expected, kind(predicted, 1, 1));
  }

  @Test
  void countsColumnsOfTheResults() {
    assertEquals(FailureKind.EXTRA_COLUMN, kind("SELECT * FROM pet", 1, 4));
    assertEquals(FailureKind.MISSING_COLUMN, kind("SELECT name FROM pet", 2, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UNKNOWN_COLUMN | 42000: ... Last problem: There is no column weight in pet. Ask closer to the names of tables.
          UNKNOWN_COLUMN | [SQLITE_ERROR] no such column: weight
          UNKNOWN_TABLE  | There is no table beast. There is no column weight.
          UNKNOWN_TABLE  | [SQLITE_ERROR] no such table: beast
          NOT_RUNNABLE   | 42000: It cannot be read. Ask closer to the names of tables and columns.
          """)
  void readsErrors(FailureKind expected, String error) {
    assertEquals(expected, FailureKind.ofError(error));
  }

  private static FailureKind kind(String predicted, int goldColumns, int columns) {
    return FailureKind.ofRows(
        QueryReader.shape(GOLD).orElseThrow(),
        QueryReader.shape(predicted).orElseThrow(),
        List.of(goldColumns, columns));
  }
}
