package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** What SQL becomes for databases of which only the words are known. */
class PlainDialectTest {

  private static Schema parcels(Dialect dialect) {
    List<Column> columns =
        List.of(
            column("id", "integer", false),
            column("town", "varchar(20)", true),
            column("weight", "integer", false),
            column("sent_at", "timestamp", false),
            column("arrived_at", "timestamp", false),
            column("paid_on", "date", false),
            column("express", "boolean", false));
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

  private static void assertMended(Dialect dialect, String wrong, String right) {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(wrong, parcels(dialect), SqlLimits.NONE);
    assertEquals(List.of(), checked.problems(), checked::message);
    assertEquals(right, checked.sql());
    assertEquals(wrong.equals(right), checked.notes().isEmpty(), checked.notes()::toString);
    SqlChecker.Checked again = SqlChecker.checkAnswer(right, parcels(dialect), SqlLimits.NONE);
    assertEquals(List.of(), again.problems(), again::message);
    assertEquals(right, again.sql(), "what holds is not mended again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "DERBY | SELECT id FROM parcels ORDER BY weight LIMIT 3"
            + " | SELECT id FROM parcels ORDER BY weight FETCH FIRST 3 ROWS ONLY",
        "ORACLE | SELECT id FROM parcels ORDER BY weight LIMIT 3 OFFSET 6"
            + " | SELECT id FROM parcels ORDER BY weight OFFSET 6 ROWS FETCH NEXT 3 ROWS ONLY",
        "DB2 | SELECT id FROM parcels ORDER BY weight LIMIT 6, 3"
            + " | SELECT id FROM parcels ORDER BY weight OFFSET 6 ROWS FETCH NEXT 3 ROWS ONLY",
        "DERBY | SELECT id FROM parcels WHERE weight = (SELECT weight FROM parcels ORDER BY id LIMIT 1)"
            + " LIMIT 2 | SELECT id FROM parcels WHERE weight = (SELECT weight FROM parcels ORDER BY"
            + " id FETCH FIRST 1 ROWS ONLY) FETCH FIRST 2 ROWS ONLY",
        "SQLSERVER | SELECT id FROM parcels ORDER BY weight LIMIT 3"
            + " | SELECT TOP (3) id FROM parcels ORDER BY weight",
        "SQLSERVER | SELECT DISTINCT town FROM parcels LIMIT 3"
            + " | SELECT DISTINCT TOP (3) town FROM parcels",
        "SQLSERVER | SELECT id FROM parcels WHERE weight = (SELECT weight FROM parcels ORDER BY id"
            + " LIMIT 1) | SELECT id FROM parcels WHERE weight = (SELECT TOP (1) weight FROM parcels"
            + " ORDER BY id)",
        "SQLSERVER | SELECT id FROM parcels ORDER BY weight LIMIT 3 OFFSET 6"
            + " | SELECT id FROM parcels ORDER BY weight OFFSET 6 ROWS FETCH NEXT 3 ROWS ONLY",
        "SQLSERVER | SELECT id FROM parcels UNION SELECT weight FROM parcels ORDER BY id LIMIT 3"
            + " | SELECT id FROM parcels UNION SELECT weight FROM parcels ORDER BY id OFFSET 0 ROWS"
            + " FETCH NEXT 3 ROWS ONLY",
        "HSQLDB | SELECT id FROM parcels LIMIT 3 | SELECT id FROM parcels LIMIT 3",
        "DUCKDB | SELECT TOP 3 id FROM parcels | SELECT id FROM parcels LIMIT 3",
      })
  void endsAfterSomeRows(Dialect dialect, String wrong, String right) {
    assertMended(dialect, wrong, right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "DERBY | paid_on LIKE '2023%' | (paid_on >= '2023-01-01' AND paid_on < '2024-01-01')",
        "DB2 | paid_on LIKE '%2023-02%' | (paid_on >= '2023-02-01' AND paid_on < '2023-03-01')",
        "DERBY | sent_at LIKE '2023-12-%' | (sent_at >= '2023-12-01 00:00:00' AND sent_at <"
            + " '2024-01-01 00:00:00')",
        "ORACLE | paid_on NOT LIKE '2023-%' | NOT (paid_on >= DATE '2023-01-01' AND paid_on < DATE"
            + " '2024-01-01')",
        "DUCKDB | sent_at LIKE '2024-02-28%' | (sent_at >= '2024-02-28' AND sent_at <"
            + " '2024-02-29')",
        "SQLSERVER | paid_on LIKE '%-05-%' | (DATEPART(MONTH, paid_on) = 5)",
        "HSQLDB | paid_on LIKE '2023-02-31%' | paid_on LIKE '2023-02-31%'",
        "ORACLE | paid_on > '2023-05-01' | paid_on > DATE '2023-05-01'",
        "ORACLE | sent_at > '2023-05-01' | sent_at > TIMESTAMP '2023-05-01 00:00:00'",
        "ORACLE | paid_on BETWEEN '2023-05-01' AND '2023-05-31' | paid_on BETWEEN DATE '2023-05-01'"
            + " AND DATE '2023-05-31'",
        "DERBY | sent_at >= '2023-05-01' | sent_at >= '2023-05-01 00:00:00'",
        "DERBY | paid_on >= '2023-05-01' | paid_on >= '2023-05-01'",
        "DB2 | paid_on >= '2023-05-01' | paid_on >= '2023-05-01'",
        "DERBY | EXTRACT(YEAR FROM paid_on) = 2023 | YEAR(paid_on) = 2023",
        "SQLSERVER | EXTRACT(HOUR FROM sent_at) = 9 | DATEPART(HOUR, sent_at) = 9",
        "ORACLE | YEAR(paid_on) = 2023 | EXTRACT(YEAR FROM paid_on) = 2023",
        "DB2 | YEAR(paid_on) = 2023 | YEAR(paid_on) = 2023",
        "DERBY | strftime('%Y', paid_on) = '2023' | SUBSTR(CAST(paid_on AS VARCHAR(29)), 1, 4) ="
            + " '2023'",
        "DERBY | strftime('%Y', paid_on) = 2023 | YEAR(paid_on) = 2023",
        "ORACLE | strftime('%Y-%m', paid_on) = '2023-05' | TO_CHAR(paid_on, 'YYYY-MM') = '2023-05'",
        "SQLSERVER | strftime('%Y-%m', paid_on) = '2023-05' | FORMAT(paid_on, 'yyyy-MM') = '2023-05'",
        "DUCKDB | strftime('%m', paid_on) = '05' | strftime(paid_on, '%m') = '05'",
        "ORACLE | paid_on = CURDATE() | paid_on = TRUNC(SYSDATE)",
        "SQLSERVER | paid_on = CURRENT_DATE() | paid_on = CAST(GETDATE() AS DATE)",
        "DERBY | paid_on = date('now') | paid_on = CURRENT_DATE",
        "SQLSERVER | paid_on > DATE_SUB(CURDATE(), INTERVAL 7 DAY) | paid_on > DATEADD(DAY, -7,"
            + " CAST(GETDATE() AS DATE))",
        "ORACLE | paid_on > date('now', '-3 months') | paid_on > ADD_MONTHS(TRUNC(SYSDATE), -3)",
        "DB2 | paid_on > date('now', '-3 months') | paid_on > ADD_MONTHS(CURRENT_DATE, -3)",
        "DUCKDB | paid_on > date('now', '-3 months') | paid_on > (CURRENT_DATE - INTERVAL '3' MONTH)",
        "DERBY | DATEDIFF(arrived_at, sent_at) > 2 | {fn TIMESTAMPDIFF(SQL_TSI_DAY, sent_at,"
            + " arrived_at)} > 2",
        "SQLSERVER | DATEDIFF(arrived_at, sent_at) > 2 | DATEDIFF(DAY, sent_at, arrived_at) > 2",
        "DUCKDB | DATEDIFF(arrived_at, sent_at) > 2 | date_diff('day', CAST(sent_at AS DATE),"
            + " CAST(arrived_at AS DATE)) > 2",
        "HSQLDB | DATEDIFF(arrived_at, sent_at) > 2 | DATEDIFF(arrived_at, sent_at) > 2",
        "HSQLDB | julianday(arrived_at) - julianday(sent_at) > 2 | (DATEDIFF(SECOND, sent_at,"
            + " arrived_at) / 86400E0) > 2",
      })
  void saysDatesInTheDatabasesWords(Dialect dialect, String wrong, String right) {
    String query = "SELECT id FROM parcels WHERE ";
    assertMended(dialect, query + wrong, query + right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "DERBY | SELECT id FROM parcels WHERE town LIKE 'r%'"
            + " | SELECT id FROM parcels WHERE UPPER(town) LIKE 'R%'",
        "ORACLE | SELECT id FROM parcels WHERE town NOT ILIKE '%rome%'"
            + " | SELECT id FROM parcels WHERE UPPER(town) NOT LIKE '%ROME%'",
        "SQLSERVER | SELECT id FROM parcels WHERE town ILIKE '%rome%'"
            + " | SELECT id FROM parcels WHERE town LIKE '%rome%'",
        "DUCKDB | SELECT id FROM parcels WHERE town LIKE 'r%'"
            + " | SELECT id FROM parcels WHERE town ILIKE 'r%'",
        "DERBY | SELECT AVG(weight) FROM parcels | SELECT AVG(CAST(weight AS FLOAT)) FROM parcels",
        "DUCKDB | SELECT AVG(weight) FROM parcels | SELECT AVG(weight) FROM parcels",
        "HSQLDB | SELECT SUM(weight) / COUNT(*) FROM parcels"
            + " | SELECT 1E0 * SUM(weight) / COUNT(*) FROM parcels",
        "ORACLE | SELECT SUM(weight) / COUNT(*) FROM parcels"
            + " | SELECT SUM(weight) / COUNT(*) FROM parcels",
        "DERBY | SELECT SUM(express) FROM parcels"
            + " | SELECT SUM(CASE WHEN express THEN 1 WHEN NOT express THEN 0 END) FROM parcels",
        "HSQLDB | SELECT id FROM parcels WHERE express = 1"
            + " | SELECT id FROM parcels WHERE express = TRUE",
        "DERBY | SELECT SUM(town) FROM parcels"
            + " | SELECT SUM(CAST(NULLIF(town, '') AS DECIMAL(30, 6))) FROM parcels",
        "DERBY | SELECT IFNULL(town, '') FROM parcels | SELECT COALESCE(town, '') FROM parcels",
        "ORACLE | SELECT NVL(town, '-') FROM parcels | SELECT NVL(town, '-') FROM parcels",
        "DB2 | SELECT town, COUNT(*) FROM parcels GROUP BY id"
            + " | SELECT town, COUNT(*) FROM parcels GROUP BY id, town",
        "SQLSERVER | SELECT [town] FROM parcels | SELECT [town] FROM parcels",
        "ORACLE | SELECT T1.town AS t FROM parcels AS T1 JOIN (SELECT id FROM parcels AS p) AS T2 ON"
            + " CAST(T1.id AS INTEGER) = T2.id EXCEPT SELECT x.town FROM parcels AS x"
            + " | SELECT T1.town AS t FROM parcels T1 JOIN (SELECT id FROM parcels p) T2 ON"
            + " CAST(T1.id AS INTEGER) = T2.id MINUS SELECT x.town FROM parcels x",
        "ORACLE | WITH w AS (SELECT id FROM parcels) SELECT EXTRACT(YEAR FROM p.paid_on) AS y FROM"
            + " w, parcels AS p | WITH w AS (SELECT id FROM parcels) SELECT EXTRACT(YEAR FROM"
            + " p.paid_on) AS y FROM w, parcels p",
        "DB2 | SELECT p.id FROM parcels AS p EXCEPT SELECT 1 FROM parcels AS q"
            + " | SELECT p.id FROM parcels AS p EXCEPT SELECT 1 FROM parcels AS q",
        "SQLSERVER | SELECT LENGTH(town), substr(town, 1, 2) FROM parcels"
            + " | SELECT LEN(town), SUBSTRING(town, 1, 2) FROM parcels",
        "ORACLE | SELECT town FROM parcels WHERE ROWNUM < 3"
            + " | SELECT town FROM parcels WHERE ROWNUM < 3",
      })
  void saysTheRestInTheDatabasesWords(Dialect dialect, String wrong, String right) {
    assertMended(dialect, wrong, right);
  }

  @Test
  void sqlServerHasNoSignForJoiningTexts() {
    assertMended(
        Dialect.SQLSERVER,
        "SELECT town || ', ' || id FROM parcels",
        "SELECT CONCAT(town, ', ', id) FROM parcels");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "DUCKDB, SELECT * FROM read_csv('/etc/passwd')",
        "DUCKDB, SELECT * FROM '/etc/passwd'",
        "DUCKDB, SELECT (FROM '/etc/passwd' SELECT b)",
        "DUCKDB, SELECT * FROM (TABLE '/etc/passwd')",
        "DUCKDB, WITH s AS (SUMMARIZE parcels) SELECT * FROM s",
        "DUCKDB, SELECT file FROM glob('/home/**')",
        "DUCKDB, SELECT #2 FROM parcels USING SAMPLE 5",
        "ORACLE, SELECT q'[']' || my_fn() || q'[']' FROM dual",
        "SQLSERVER, SELECT 1 AS [a]]'] DELETE FROM parcels SELECT 1 AS [b]]']",
        "SQLSERVER, SELECT id FROM parcels WITH (TABLOCKX)",
        "DUCKDB, SELECT content FROM read_text('/etc/passwd')",
        "DUCKDB, SELECT getenv('HOME') FROM parcels",
        "DERBY, SELECT SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY('x') FROM parcels",
        "SQLSERVER, SELECT * FROM OPENROWSET(BULK 'C:/x' SINGLE_CLOB)",
        "SQLSERVER, SELECT id FROM parcels; EXEC xp_cmdshell 'dir'",
        "ORACLE, SELECT UTL_HTTP.REQUEST('http://localhost') FROM parcels",
        "ORACLE, SELECT DBMS_XMLGEN.GETXML('x') FROM parcels",
        "DB2, SELECT NEXT VALUE FOR numbers FROM parcels",
        "HSQLDB, SELECT id FROM parcels INTO other",
      })
  void refusesWhatReadsElsewhereOrWrites(Dialect dialect, String sql) {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(sql, parcels(dialect), SqlLimits.NONE);
    assertFalse(checked.problems().isEmpty(), sql);
  }
}
