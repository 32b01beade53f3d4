package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.translate.Translation;

/** What a statement that was asked to show SQL returns: one row about a translation. */
final class SqlRows {

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("SQL", Types.VARCHAR, 65_536, false),
              new MemoryColumn("MODEL", Types.VARCHAR, 255, false),
              new MemoryColumn("TRIES", Types.INTEGER, 10, false),
              new MemoryColumn("MILLIS", Types.BIGINT, 19, false),
              new MemoryColumn("CONFIDENCE", Types.INTEGER, 10, true),
              new MemoryColumn("SOURCE", Types.VARCHAR, 20, false)));

  private SqlRows() {}

  static MemoryRows of(Translation translation) {
    List<@Nullable Object> row =
        Arrays.asList(
            translation.sql(),
            translation.model(),
            translation.tries(),
            translation.millis(),
            percent(translation.confidence()),
            translation.source().name());
    return new MemoryRows(COLUMNS, List.of(row));
  }

  /** A confidence as people read it; null if it is not known. */
  static @Nullable Integer percent(double confidence) {
    return Double.isNaN(confidence) ? null : (Integer) (int) Math.round(confidence * 100);
  }
}
