package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row limits that frameworks append to a quoted question. */
class PagedTest {

  private final Recogniser recogniser = new Recogniser(10_000);

  private String assembled(String statement, String sql) throws SQLException {
    return Objects.requireNonNull(recogniser.paged(statement)).assemble(List.of(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit ?",
        "LIMIT 10",
        "limit ?, ?",
        "limit ? offset ?",
        "fetch first ? rows only",
        "FETCH FIRST 10 ROWS ONLY",
        "fetch next ? row only",
        "fetch first row only",
        "offset ? rows",
        "offset ?",
        "offset ? rows fetch next ? rows only"
      })
  void goesBehindTheSql(String limit) throws SQLException {
    for (String statement :
        List.of(
            "NL 'who''s new?' " + limit,
            "/* a remark */ nl 'who''s new?'\n" + limit + " ;\n",
            "NL RUN 'who''s new?'" + limit + " -- done")) {
      assertEquals("SELECT 1 ORDER BY 1 " + limit, assembled(statement, "SELECT 1 ORDER BY 1"));
      assertEquals(
          List.of("who's new?"), Objects.requireNonNull(recogniser.paged(statement)).questions());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a FROM t LIMIT 5 | true",
        "SELECT a FROM t ORDER BY a FETCH FIRST 5 ROWS ONLY | true",
        "SELECT TOP 5 a FROM t | true",
        "SELECT a FROM t WHERE b = 'unclosed | true",
        "SELECT a FROM (SELECT a FROM t LIMIT 5) x | false",
        "SELECT a FROM t WHERE b = 'no LIMIT 5' | false",
        "SELECT a FROM t UNION SELECT b FROM u ORDER BY 1 | false"
      })
  void goesAroundALimitOfTheSqlsOwn(String sql, boolean around) throws SQLException {
    assertEquals(
        (around ? "SELECT * FROM (" + sql + ") nl" : sql) + " limit ?",
        assembled("NL 'x' limit ?", sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL 'x'",
        "NL 'x' -- limit 5",
        "NL 'x';",
        "NL 'x' limit",
        "NL 'x' limit x",
        "NL 'x' limit 5 6",
        "NL 'x' limit 5; drop table t",
        "NL 'x' limit 5 union select 1",
        "NL 'x' fetch first 5 rows",
        "NL 'x' fetch 5 rows only",
        "NL 'x' fetch",
        "NL 'x' where a = 1",
        "NL 'x' offset",
        "NL 'x' limit 5 /* open",
        "NL: x limit 5",
        "NL SHOW 'x' limit 5",
        "NL WHAT 'x' limit 5",
        "SELECT 'x' limit 5",
        ""
      })
  void isNothingElse(String statement) throws SQLException {
    assertNull(recogniser.paged(statement));
  }

  @ParameterizedTest
  @CsvSource({"NL '' limit 5, 42000", "NL 'open limit 5, 42000"})
  void refusesWhatNoQuestionIs(String statement, String state) {
    SQLException refused =
        assertThrows(SQLException.class, () -> recogniser.paged(statement.replace("''", "' '")));
    assertEquals(state, refused.getSQLState());
  }
}
