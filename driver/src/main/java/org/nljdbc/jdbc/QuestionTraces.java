package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.Verb;
import org.nljdbc.trace.Subject;
import org.nljdbc.trace.Trace;
import org.nljdbc.trace.Traces;

/** Begins the traces of one connection's questions. */
final class QuestionTraces {

  private static final String OTHER = "other_sql";

  private final Connection real;
  private volatile @Nullable String database;

  QuestionTraces(Connection real) {
    this.real = real;
  }

  /**
   * A question begins on this thread.
   *
   * @param prepared whether its SQL is found now and executed later, if at all
   */
  Trace begin(Inquiry inquiry, boolean prepared) {
    return Traces.begin(new Subject(verb(inquiry), prepared, this::database));
  }

  private static String verb(Inquiry inquiry) {
    if (inquiry instanceof Nested) {
      return "nested";
    }
    Verb verb = inquiry instanceof Asked asked ? asked.verb() : Verb.RUN;
    return verb.name().toLowerCase(Locale.ROOT);
  }

  /** As OpenTelemetry calls it. */
  private String database() {
    String known = database;
    if (known == null) {
      known = ask();
      database = known;
    }
    return known;
  }

  private String ask() {
    try {
      return switch (Dialect.of(real.getMetaData())) {
        case SQLITE -> "sqlite";
        case H2 -> "h2database";
        case POSTGRESQL -> "postgresql";
        case MYSQL -> "mysql";
        case MARIADB -> "mariadb";
        case DUCKDB -> "duckdb";
        case HSQLDB -> "hsqldb";
        case DERBY -> "derby";
        case DB2 -> "ibm.db2";
        case ORACLE -> "oracle.db";
        case SQLSERVER -> "microsoft.sql_server";
        case CALCITE, OTHER -> OTHER;
      };
    } catch (SQLException unknown) {
      return OTHER; // the question itself will tell what is wrong
    }
  }
}
