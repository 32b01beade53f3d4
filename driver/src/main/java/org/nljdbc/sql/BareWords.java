package org.nljdbc.sql;

import java.util.Locale;
import java.util.Set;
import org.nljdbc.schema.Dialect;

/** Words that a parser takes for columns although they are none of a table's. */
final class BareWords {

  private static final Set<String> VALUES =
      Set.of(
          ("CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_USER "
                  + "SESSION_USER SYSTEM_USER USER CURRENT_SCHEMA CURRENT_CATALOG CURRENT_ROLE "
                  + "SYSDATE TODAY NULL TRUE FALSE DEFAULT UTC_DATE UTC_TIMESTAMP")
              .split(" "));

  private static final Set<String> UNITS =
      Set.of(
          ("MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR EPOCH DOW DOY "
                  + "ISODOW ISOYEAR DECADE CENTURY DAY_OF_WEEK DAY_OF_YEAR ISO_WEEK SQL_TSI_DAY "
                  + "SQL_TSI_MONTH SQL_TSI_YEAR DATE TIME CHAR SIGNED UNSIGNED DECIMAL DATETIME "
                  + "BOTH LEADING TRAILING YEAR_MONTH DAY_HOUR")
              .split(" "));

  private static final Set<String> UNIT_FUNCTIONS =
      Set.of(
          ("TIMESTAMPDIFF TIMESTAMPADD DATEDIFF DATEADD DATE_ADD DATE_SUB DATE_TRUNC EXTRACT "
                  + "ADDDATE SUBDATE CONVERT TRIM DATEPART DATENAME")
              .split(" "));

  private static final Set<String> SQLITE_ROW = Set.of("ROWID", "OID", "_ROWID_");
  private static final Set<String> POSTGRES_ROW =
      Set.of("CTID", "XMIN", "XMAX", "CMIN", "CMAX", "TABLEOID");
  private static final Set<String> H2_ROW = Set.of("_ROWID_", "ROWNUM");

  private BareWords() {}

  /** Whether a word stands for a value. */
  static boolean isValue(String name, Dialect dialect) {
    if (Names.isQuoted(name)) {
      return name.charAt(0) == '\'' || name.charAt(0) == '"' && dialect.doubleQuotesMayBeStrings();
    }
    return VALUES.contains(name.toUpperCase(Locale.ROOT)) || isRowColumn(name, dialect);
  }

  /** Whether a word is a column that each table of a database has. */
  static boolean isRowColumn(String name, Dialect dialect) {
    String upper = name.toUpperCase(Locale.ROOT);
    return switch (dialect) {
      case SQLITE -> SQLITE_ROW.contains(upper);
      case POSTGRESQL -> POSTGRES_ROW.contains(upper);
      case H2 -> H2_ROW.contains(upper);
      case ORACLE -> upper.equals("ROWNUM") || upper.equals("ROWID");
      case DUCKDB -> upper.equals("ROWID");
      case MYSQL, MARIADB, CALCITE, HSQLDB, DERBY, DB2, SQLSERVER, OTHER -> false;
    };
  }

  /** Whether a word is a unit of time or the like. */
  static boolean isUnit(String name) {
    return UNITS.contains(name.toUpperCase(Locale.ROOT));
  }

  /** Whether one of a function's arguments may be a unit. */
  static boolean takesUnit(String function) {
    return UNIT_FUNCTIONS.contains(function.toUpperCase(Locale.ROOT));
  }
}
