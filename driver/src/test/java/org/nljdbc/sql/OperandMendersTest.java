package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** What a model's SQL becomes by the types of the columns that it names. */
class OperandMendersTest {

  private static Schema parcels(Dialect dialect) {
    String moment = dialect.isMySqlFamily() ? "datetime" : "timestamp";
    List<Column> columns =
        List.of(
            column("id", "integer", false),
            column("owner", "varchar(20)", true),
            column("town", "varchar(20)", true),
            column("sent_at", moment, false),
            column("arrived_at", moment, false),
            column("paid_on", "date", false),
            column("express", "boolean", false),
            column("state", "parcel_state", true),
            column("tags", "text[]", false));
    return Schema.of(
        dialect,
        dialect.title(),
        IdentifierRules.INSENSITIVE,
        null,
        null,
        List.of(new Table("parcels", false, null, columns, List.of("id"), List.of(), List.of())));
  }

  private static Column column(String name, String type, boolean text) {
    return new Column(name, type, true, text, null, List.of());
  }

  private static SqlChecker.Checked checked(Dialect dialect, String condition) {
    String sql = "SELECT id FROM parcels WHERE " + condition;
    return SqlChecker.checkAnswer(sql, parcels(dialect), SqlLimits.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "POSTGRESQL | sent_at BETWEEN '2026-10-01' AND '2026-10-31'"
            + " | (sent_at >= '2026-10-01' AND sent_at < '2026-11-01')",
        "SQLITE | sent_at NOT BETWEEN '2026-10-01' AND '2026-12-31'"
            + " | (sent_at < '2026-10-01' OR sent_at >= '2027-01-01')",
        "MARIADB | parcels.sent_at <= DATE '2026-02-28' | parcels.sent_at < '2026-03-01'",
        "H2 | sent_at = '2026-10-31' | (sent_at >= '2026-10-31' AND sent_at < '2026-11-01')",
        "POSTGRESQL | sent_at = CURRENT_DATE | CAST(sent_at AS DATE) = CURRENT_DATE",
        "MYSQL | sent_at = CURDATE() | DATE(sent_at) = CURDATE()",
        "H2 | sent_at BETWEEN '2026-10-01' AND '2026-10-01'"
            + " | (sent_at >= '2026-10-01' AND sent_at < '2026-10-02')",
        "H2 | sent_at >= '2026-10-01' AND sent_at <= '2026-10-31'"
            + " | sent_at >= '2026-10-01' AND sent_at < '2026-11-01'",
        "H2 | sent_at <= '2026-11-01' | sent_at < '2026-11-02'",
        "CALCITE | express >= 1 | express >= TRUE",
        "H2 | id = (SELECT id FROM parcels ORDER BY sent_at DESC)"
            + " | id = (SELECT id FROM parcels ORDER BY sent_at DESC LIMIT 1)",
        "OTHER | id = (SELECT id FROM parcels ORDER BY sent_at DESC)"
            + " | id = (SELECT id FROM parcels ORDER BY sent_at DESC FETCH FIRST 1 ROWS ONLY)",
        "H2 | sent_at = '2026-10-31' OR sent_at = '2026-11-30' AND id > 5"
            + " | ((sent_at >= '2026-10-31' AND sent_at < '2026-11-01') OR (sent_at >="
            + " '2026-11-30' AND sent_at < '2026-12-01')) AND id > 5",
        "POSTGRESQL | tags = 'a' OR tags = 'b' AND id > 5"
            + " | ('a' = ANY(tags) OR 'b' = ANY(tags)) AND id > 5",
        "POSTGRESQL | express = 1 AND express <> 0 | express = TRUE AND express <> FALSE",
        "H2 | express = 1 | express = TRUE",
        "MARIADB | express = 'yes' OR express = 'False' | express = TRUE OR express = FALSE",
        "H2 | (SELECT SUM(express) FROM parcels) > 3"
            + " | (SELECT SUM(CAST(express AS INTEGER)) FROM parcels) > 3",
        "POSTGRESQL | state LIKE 'sent%' | CAST(state AS TEXT) ILIKE 'sent%'",
        "H2 | owner NOT LIKE '%ann%' | owner NOT ILIKE '%ann%'",
        "POSTGRESQL | UPPER(state) = 'SENT' | UPPER(CAST(state AS TEXT)) = 'SENT'",
        "POSTGRESQL | tags = 'vip' | 'vip' = ANY(tags)",
        "MARIADB | arrived_at - sent_at > 3 | (TIMESTAMPDIFF(SECOND, sent_at, arrived_at) / 86400)"
            + " > 3",
        "H2 | julianday(arrived_at) - julianday(sent_at) > 3"
            + " | (DATEDIFF(SECOND, sent_at, arrived_at) / 86400.0) > 3",
        "MYSQL | julianday('now') - julianday(sent_at) > 3"
            + " | (TIMESTAMPDIFF(SECOND, sent_at, NOW()) / 86400) > 3",
        "POSTGRESQL | julianday(arrived_at) - julianday(sent_at) > 3"
            + " | (EXTRACT(EPOCH FROM (CAST(arrived_at AS TIMESTAMP) - CAST(sent_at AS TIMESTAMP)))"
            + " / 86400) > 3",
        "MYSQL | CAST(id AS REAL) > CAST('3' AS INTEGER) | CAST(id AS DOUBLE) > CAST('3' AS"
            + " SIGNED)",
        "MARIADB | CAST(id AS VARCHAR(9)) = '3' | CAST(id AS CHAR) = '3'",
      })
  void itIsSaidAsItIsMeant(Dialect dialect, String written, String meant) {
    SqlChecker.Checked checked = checked(dialect, written);
    assertEquals(List.of(), checked.problems());
    assertEquals("SELECT id FROM parcels WHERE " + meant, checked.sql());
    assertFalse(checked.notes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "POSTGRESQL | paid_on BETWEEN '2026-10-01' AND '2026-10-31'",
        "POSTGRESQL | sent_at BETWEEN '2026-10-01' AND '2026-10-31 12:00:00'",
        "SQLITE | sent_at > '2026-10-31'",
        "POSTGRESQL | sent_at BETWEEN '2026-10-01' AND '2026-11-01'",
        "POSTGRESQL | id > 1 AND sent_at >= '2026-10-01' AND sent_at <= '2027-01-01'",
        "SQLITE | id = (SELECT id FROM parcels ORDER BY sent_at DESC)",
        "SQLITE | sent_at <= '2026-02-30'",
        "MARIADB | express = 1",
        "POSTGRESQL | owner LIKE '2%' AND LOWER(owner) = 'ann'",
        "SQLITE | owner LIKE '%ann%'",
        "POSTGRESQL | tags = '{vip}'",
        "POSTGRESQL | arrived_at - sent_at > INTERVAL '3' DAY",
        "SQLITE | julianday(arrived_at) - julianday(sent_at) > 3",
        "MARIADB | CAST(id AS DECIMAL(9,2)) > 3",
        "POSTGRESQL | CAST(id AS REAL) > 3",
      })
  void whatIsRightStays(Dialect dialect, String written) {
    SqlChecker.Checked checked = checked(dialect, written);
    assertEquals("SELECT id FROM parcels WHERE " + written, checked.sql());
    assertEquals(List.of(), checked.notes());
  }

  @Test
  void textsAreJoinedByConcatInMySqlAlone() {
    String joined = "owner || ' ' || town = 'Ann Rome'";
    String sql = "SELECT id FROM parcels WHERE ";
    assertEquals(
        sql + "CONCAT(owner, ' ', town) = 'Ann Rome'", checked(Dialect.MARIADB, joined).sql());
    assertEquals(sql + joined, checked(Dialect.POSTGRESQL, joined).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"MARIADB | sent_at", "MYSQL | paid_on"})
  void aMeanOfDatesMeansNothing(Dialect dialect, String column) {
    SqlChecker.Checked checked =
        SqlChecker.checkAnswer(
            "SELECT AVG(" + column + ") FROM parcels", parcels(dialect), SqlLimits.NONE);
    assertTrue(checked.message().contains("means nothing"), checked.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"POSTGRESQL | id = #Ann#", "H2 | parcels.id > #two#", "MARIADB | id <> #Ann#"})
  void aTextIsNoNumber(Dialect dialect, String condition) {
    String problem = checked(dialect, condition.replace('#', '\'')).message();
    assertTrue(problem.contains("id holds numbers"), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"POSTGRESQL | id = #3#", "SQLITE | id = #Ann#", "H2 | id > #-2.5e3#"})
  void aTextThatReadsAsANumberIsOne(Dialect dialect, String condition) {
    assertEquals(List.of(), checked(dialect, condition.replace('#', '\'')).problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"POSTGRESQL | King | Queen", "SQLITE | King | ''", "H2 | a1 | -"})
  void aSumOfTextsThatAreNoNumbersMeansNothing(Dialect dialect, String one, String other) {
    SqlChecker.Checked checked = sum(dialect, List.of(one, other));
    assertTrue(checked.message().contains("holds texts"), checked.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"POSTGRESQL | 12 | n/a", "SQLITE | n/a | -3.5", "H2 | 1,200 | 7 kg"})
  void aSumOfTextsOfWhichOneIsANumberMeansSomething(Dialect dialect, String one, String other) {
    assertEquals(List.of(), sum(dialect, List.of(one, other)).problems());
    assertEquals(List.of(), sum(dialect, List.of()).problems());
  }

  private static SqlChecker.Checked sum(Dialect dialect, List<String> samples) {
    List<Column> columns = List.of(new Column("bed", "varchar(20)", true, true, null, samples));
    Schema schema =
        Schema.of(
            dialect,
            dialect.title(),
            IdentifierRules.INSENSITIVE,
            null,
            null,
            List.of(new Table("rooms", false, null, columns, List.of(), List.of(), List.of())));
    return SqlChecker.checkAnswer("SELECT SUM(bed) FROM rooms", schema, SqlLimits.NONE);
  }
}
