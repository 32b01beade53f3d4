package org.nljdbc.sql;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * How those databases say dates of which little more is known ({@link Dialect#isPlain()}). A word
 * that one of them has no counterpart for is left as it is written.
 */
final class DateWords {

  private static final Set<String> PARTS = Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE");

  /** Of the text of a date or a point in time in Derby: from which character, and how many. */
  private static final Map<String, String> DERBY_PLACES =
      Map.of(
          "%Y",
          "1, 4",
          "%m",
          "6, 2",
          "%d",
          "9, 2",
          "%H",
          "12, 2",
          "%M",
          "15, 2",
          "%Y-%m",
          "1, 7",
          "%Y-%m-%d",
          "1, 10");

  private final Dialect dialect;

  private DateWords(Dialect dialect) {
    this.dialect = dialect;
  }

  static DateWords of(Dialect dialect) {
    return new DateWords(dialect);
  }

  /** Whether a function without arguments exists, of those for today and now. */
  boolean has(String function) {
    return switch (dialect) {
      case DUCKDB -> Set.of("TODAY", "NOW", "CURRENT_DATE", "CURRENT_TIMESTAMP").contains(function);
      case HSQLDB -> Set.of("CURDATE", "TODAY", "NOW").contains(function);
      case SQLSERVER -> Set.of("GETDATE", "GETUTCDATE").contains(function);
      default -> false;
    };
  }

  String today() {
    return switch (dialect) {
      case ORACLE -> "TRUNC(SYSDATE)"; // its CURRENT_DATE has a time
      case SQLSERVER -> "CAST(GETDATE() AS DATE)";
      default -> "CURRENT_DATE";
    };
  }

  String now() {
    return "CURRENT_TIMESTAMP";
  }

  /** Some days, months or years before or after a day. */
  String shifted(String day, boolean back, String count, String unit) {
    String signed = (back ? "-" : "") + count;
    return switch (dialect) {
      case SQLSERVER -> "DATEADD(" + unit + ", " + signed + ", " + day + ")";
      case DB2 -> "ADD_" + unit + "S(" + day + ", " + signed + ")";
      case ORACLE ->
          switch (unit) {
            case "MONTH" -> "ADD_MONTHS(" + day + ", " + signed + ")";
            case "YEAR" -> "ADD_MONTHS(" + day + ", " + signed + " * 12)";
            default -> "(" + day + (back ? " - " : " + ") + count + ")";
          };
      case DERBY -> "{fn TIMESTAMPADD(SQL_TSI_" + unit + ", " + signed + ", " + day + ")}";
      default -> "(" + day + (back ? " - " : " + ") + "INTERVAL '" + count + "' " + unit + ")";
    };
  }

  /** Whole days from one day to another; null if the database has MySQL's way. */
  @Nullable String wholeDays(String end, String start) {
    return switch (dialect) {
      case DUCKDB -> "date_diff('day', CAST(" + start + " AS DATE), CAST(" + end + " AS DATE))";
      case SQLSERVER -> "DATEDIFF(DAY, " + start + ", " + end + ")";
      case ORACLE -> "(TRUNC(" + end + ") - TRUNC(" + start + "))";
      case DB2 -> "(DAYS(" + end + ") - DAYS(" + start + "))";
      case DERBY -> "{fn TIMESTAMPDIFF(SQL_TSI_DAY, " + start + ", " + end + ")}";
      default -> null;
    };
  }

  /** Days from one point in time to another, with their fraction; empty where nobody knows. */
  String days(String end, String start) {
    return switch (dialect) {
      case DUCKDB ->
          "((epoch(CAST("
              + end
              + " AS TIMESTAMP)) - epoch(CAST("
              + start
              + " AS TIMESTAMP))) / 86400)";
      case SQLSERVER, HSQLDB -> "(DATEDIFF(SECOND, " + start + ", " + end + ") / 86400E0)";
      case ORACLE -> "(CAST(" + end + " AS DATE) - CAST(" + start + " AS DATE))";
      case DERBY -> "({fn TIMESTAMPDIFF(SQL_TSI_SECOND, " + start + ", " + end + ")} / 86400E0)";
      default -> "";
    };
  }

  /** A part of a date by a function of its name; null where that is how the database has it. */
  @Nullable String byName(String unit, String date) {
    return dialect == Dialect.ORACLE ? extracted(unit, date) : null;
  }

  /** A part of a date by EXTRACT; null where that is how the database has it. */
  @Nullable String byExtract(String unit, String date) {
    return PARTS.contains(unit) && (dialect == Dialect.DERBY || dialect == Dialect.SQLSERVER)
        ? number(unit, date)
        : null;
  }

  /** A part of a date as a number. */
  String number(String unit, String date) {
    return switch (dialect) {
      case DERBY, DB2 -> unit + "(" + date + ")";
      case SQLSERVER -> "DATEPART(" + unit + ", " + date + ")";
      default -> extracted(unit, date);
    };
  }

  /**
   * A date as text.
   *
   * @param format as SQLite has it
   * @param standard the same as Oracle and PostgreSQL have it
   * @return the text; null if nobody knows
   */
  @Nullable String text(String format, String standard, String date) {
    return switch (dialect) {
      case DUCKDB -> "strftime(" + date + ", '" + format + "')";
      case HSQLDB, DB2, ORACLE -> "TO_CHAR(" + date + ", '" + standard + "')";
      case SQLSERVER ->
          "FORMAT("
              + date
              + ", '"
              + standard
                  .replace("YYYY", "yyyy")
                  .replace("DD", "dd")
                  .replace("HH24", "HH")
                  .replace("MI", "mm")
              + "')";
      case DERBY -> "SUBSTR(CAST(" + date + " AS VARCHAR(29)), " + DERBY_PLACES.get(format) + ")";
      default -> null;
    };
  }

  /** A day, or its beginning where it is compared with points in time. */
  String day(LocalDate day, boolean moment) {
    return switch (dialect) {
      case ORACLE -> moment ? "TIMESTAMP '" + day + " 00:00:00'" : "DATE '" + day + "'";
      case DERBY -> moment ? "'" + day + " 00:00:00'" : "'" + day + "'";
      default -> "'" + day + "'";
    };
  }

  private static String extracted(String unit, String date) {
    return "EXTRACT(" + unit + " FROM " + date + ")";
  }
}
