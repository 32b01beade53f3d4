package org.nljdbc.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.translate.Translation;

/** The current result of a statement that was asked to show SQL: one row about a translation. */
final class ShownSql {

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("SQL", Types.VARCHAR, 65_536),
              new MemoryColumn("MODEL", Types.VARCHAR, 255),
              new MemoryColumn("TRIES", Types.INTEGER, 10),
              new MemoryColumn("MILLIS", Types.BIGINT, 19)));

  private final MemoryResultSet rows;
  private boolean left;

  ShownSql(StatementBase statement, Translation translation) {
    List<Object> row =
        List.of(translation.sql(), translation.model(), translation.tries(), translation.millis());
    this.rows = new MemoryResultSet(statement, COLUMNS, List.of(row));
  }

  static ResultSetMetaData metaData() {
    return COLUMNS;
  }

  ResultSet rows() {
    return rows;
  }

  /** The rows, or null once the statement has moved on. */
  @Nullable ResultSet current() {
    return left ? null : rows;
  }

  /** Moves on to the next result, of which there is none. */
  boolean leave(boolean close) {
    left = true;
    if (close) {
      rows.end();
    }
    return false;
  }
}
