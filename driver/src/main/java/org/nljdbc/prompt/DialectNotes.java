package org.nljdbc.prompt;

import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;

/** What a model tends to get wrong in a dialect, in one or two sentences. */
final class DialectNotes {

  private DialectNotes() {}

  static String of(Schema schema) {
    String dates =
        switch (schema.dialect()) {
          case SQLITE ->
              "Dates are text: use strftime('%Y', d) for parts of a date, date('now') for today.";
          case H2, CALCITE, HSQLDB ->
              "Use EXTRACT(YEAR FROM d) for parts of a date, CURRENT_DATE for today.";
          case POSTGRESQL, DUCKDB ->
              "Use EXTRACT(YEAR FROM d) for parts of a date, CURRENT_DATE for today, ILIKE to"
                  + " ignore case.";
          case MYSQL, MARIADB ->
              "Use YEAR(d) and MONTH(d) for parts of a date, CURDATE() for today.";
          case DERBY, DB2 ->
              "Use YEAR(d) and MONTH(d) for parts of a date, CURRENT_DATE for today.";
          case ORACLE -> "Use EXTRACT(YEAR FROM d) for parts of a date, TRUNC(SYSDATE) for today.";
          case SQLSERVER ->
              "Use YEAR(d) and MONTH(d) for parts of a date, CAST(GETDATE() AS DATE) for today.";
          case OTHER -> "Use standard SQL.";
        };
    return dates + quoting(schema);
  }

  /** Only where some name needs it: a note that does not apply misleads a small model. */
  private static String quoting(Schema schema) {
    IdentifierRules rules = schema.rules();
    boolean needed =
        !rules.quote().isEmpty()
            && schema.tables().stream()
                .anyMatch(
                    table ->
                        !rules.write(table.name()).equals(table.name())
                            || table.columns().stream()
                                .anyMatch(c -> !rules.write(c.name()).equals(c.name())));
    return needed ? " Keep the quotes " + rules.quote() + " around names that have them." : "";
  }
}
