package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.translate.Reading;
import org.nljdbc.translate.Translation;

/** What a statement returns whose question may be read in several ways: a row for each. */
final class ReadingRows {

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("READING", Types.INTEGER, 10, false),
              new MemoryColumn("CONFIDENCE", Types.INTEGER, 10, true),
              new MemoryColumn("SQL", Types.VARCHAR, 65_536, false),
              new MemoryColumn("PIN", Types.VARCHAR, 65_536, false)));

  private ReadingRows() {}

  static MemoryRows of(Translation translation) {
    List<Reading> all = new ArrayList<>();
    all.add(new Reading(translation.sql(), translation.confidence()));
    all.addAll(translation.readings());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Reading reading : all) {
      rows.add(
          Arrays.asList(
              rows.size() + 1,
              SqlRows.percent(reading.confidence()),
              reading.sql(),
              "NL PIN " + quoted(translation.question()) + " AS " + quoted(reading.sql())));
    }
    return new MemoryRows(COLUMNS, rows);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
