package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** What becomes of years in a model's SQL by what the question says of them. */
class YearMenderTest {

  private static final String SELECT = "SELECT id FROM events WHERE ";

  private static Schema events() {
    List<Column> columns =
        List.of(
            column("id", "integer", false),
            column("day", "date", false),
            column("at", "timestamp", false),
            column("noted", "varchar(20)", true),
            column("season_year", "varchar(4)", true),
            column("founded", "integer", false));
    return Schema.of(
        Dialect.POSTGRESQL,
        "PostgreSQL",
        IdentifierRules.INSENSITIVE,
        null,
        null,
        List.of(new Table("events", false, null, columns, List.of("id"), List.of(), List.of())));
  }

  private static Column column(String name, String type, boolean text) {
    return new Column(name, type, true, text, null, List.of());
  }

  private static SqlChecker.Checked checked(String condition, NamedYears years) {
    return SqlChecker.checkAnswer(
        SELECT + condition, events(), SqlLimits.NONE, Alternatives.UNKNOWN, years);
  }

  private static NamedYears said(YearBound bound) {
    return year -> year == 2020 ? Set.of(bound) : Set.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "AFTER | day > '2020-01-01' | day >= '2021-01-01'",
        "AFTER | events.day >= '2020-12-31' | events.day >= '2021-01-01'",
        "AFTER | at > '2020-12-31 00:00:00' | at >= '2021-01-01'",
        "AFTER | day > '2020' | day >= '2021-01-01'",
        "AFTER | noted > '2020' | noted >= '2021'",
        "AFTER | season_year >= '2020' | season_year > '2020'",
        "AFTER | founded >= 2020 | founded > 2020",
        "AFTER | EXTRACT(YEAR FROM day) >= 2020 | EXTRACT(YEAR FROM day) > 2020",
        "AFTER | day > CAST('2020-01-01' AS DATE) | day >= CAST('2021-01-01' AS DATE)",
        "FROM | day > '2020-12-31' | day >= '2020-01-01'",
        "FROM | noted > '2020' | noted >= '2020'",
        "BEFORE | at <= '2020-12-31' | at < '2020-01-01'",
        "BEFORE | founded <= 2020 | founded < 2020",
        "THROUGH | day < '2020-01-01' | day < '2021-01-01'",
        "THROUGH | noted <= '2020' | noted < '2021'",
        "THROUGH | founded < 2020 | founded <= 2020",
        "WITHIN | day > '2020-01-01' AND day < '2020-12-31'"
            + " | day >= '2020-01-01' AND day < '2021-01-01'",
      })
  void itIsAsTheQuestionSays(YearBound bound, String written, String meant) {
    SqlChecker.Checked checked = checked(written, said(bound));
    assertEquals(List.of(), checked.problems());
    assertEquals(SELECT + meant, checked.sql());
    assertFalse(checked.notes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "AFTER | day > '2020-12-31'",
        "AFTER | day >= '2021-01-01'",
        "AFTER | day > '2020-03-01'",
        "AFTER | day < '2020-01-01'",
        "AFTER | day > '2019-01-01'",
        "AFTER | founded > 2020",
        "AFTER | season_year > '2020'",
        "AFTER | (SELECT COUNT(*) FROM events) >= 2020",
        "FROM | day >= '2020-01-01'",
        "BEFORE | at < '2020-01-01'",
        "THROUGH | day <= '2020-12-31'",
        "WITHIN | day >= '2020-01-01' AND day < '2021-01-01'",
        "WITHIN | founded >= 2020",
        "UNTIL | day < '2020-01-01'",
      })
  void whatIsRightOrOpenStays(YearBound bound, String written) {
    SqlChecker.Checked checked = checked(written, said(bound));
    assertEquals(SELECT + written, checked.sql());
    assertEquals(List.of(), checked.notes());
  }

  @Test
  void aYearOfWhichTwoThingsAreSaidStays() {
    String written = "day >= '2020-01-01'";
    assertEquals(
        SELECT + written,
        checked(written, year -> Set.of(YearBound.AFTER, YearBound.WITHIN)).sql());
    Map<Integer, Set<YearBound>> both =
        Map.of(2019, Set.of(YearBound.AFTER), 2020, Set.of(YearBound.AFTER));
    assertEquals(
        SELECT + written, checked(written, year -> both.getOrDefault(year, Set.of())).sql());
  }

  @Test
  void aPersonMeansWhatItSays() {
    String sql = SELECT + "day > '2020-01-01'";
    assertEquals(sql, SqlChecker.check(sql, events(), SqlLimits.NONE).sql());
  }
}
