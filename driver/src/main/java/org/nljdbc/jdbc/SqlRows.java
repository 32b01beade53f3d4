package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.List;
import org.nljdbc.translate.Translation;

/** What a statement that was asked to show SQL returns: one row about a translation. */
final class SqlRows {

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("SQL", Types.VARCHAR, 65_536, false),
              new MemoryColumn("MODEL", Types.VARCHAR, 255, false),
              new MemoryColumn("TRIES", Types.INTEGER, 10, false),
              new MemoryColumn("MILLIS", Types.BIGINT, 19, false)));

  private SqlRows() {}

  static MemoryRows of(Translation translation) {
    return new MemoryRows(
        COLUMNS,
        List.of(
            List.of(
                translation.sql(),
                translation.model(),
                translation.tries(),
                translation.millis())));
  }
}
