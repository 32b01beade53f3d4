package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.List;
import org.nljdbc.narrate.Excerpt;
import org.nljdbc.narrate.Narration;

/** What a statement returns that answers in words: one row. */
final class NarrationRows {

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("ANSWER", Types.VARCHAR, 4_000, false),
              new MemoryColumn("SOURCE", Types.VARCHAR, 10, false),
              new MemoryColumn("ROWS_READ", Types.INTEGER, 10, false),
              new MemoryColumn("SQL", Types.VARCHAR, 65_536, false)));

  private NarrationRows() {}

  static MemoryRows of(Narration narration, Excerpt excerpt, String sql) {
    return new MemoryRows(
        COLUMNS,
        List.of(List.of(narration.text(), narration.source().name(), excerpt.rows().size(), sql)));
  }
}
