package org.nljdbc.jdbc;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.memory.Pin;
import org.nljdbc.memory.PinParameter;
import org.nljdbc.memory.PinReport;
import org.nljdbc.statement.Verb;

/** What a statement returns that was about pins: one row for each. */
final class PinRows {

  static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("STATUS", Types.VARCHAR, 255, false),
              new MemoryColumn("QUESTION", Types.VARCHAR, 4_000, false),
              new MemoryColumn("NORMALISED", Types.VARCHAR, 4_000, false),
              new MemoryColumn("PARAMETERS", Types.VARCHAR, 4_000, false),
              new MemoryColumn("SQL", Types.VARCHAR, 65_536, false),
              new MemoryColumn("DATABASE", Types.VARCHAR, 255, false),
              new MemoryColumn("MODEL", Types.VARCHAR, 255, false),
              new MemoryColumn("PINNED_BY", Types.VARCHAR, 255, false),
              new MemoryColumn("PINNED_AT", Types.VARCHAR, 30, false)));

  private PinRows() {}

  /** Whether a verb is about pins. */
  static boolean answers(Verb verb) {
    return switch (verb) {
      case PIN, UNPIN, PINS, FEEDBACK_UP, FEEDBACK_DOWN -> true;
      case RUN, WRITE, SHOW, EXPLAIN, EXPLAIN_HTML, PROMPT, STATUS, NARRATE, CONFIRM, NEW -> false;
    };
  }

  static MemoryRows of(List<PinReport> reports) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (PinReport report : reports) {
      Pin pin = report.pin();
      List<@Nullable Object> row = new ArrayList<>();
      row.add(report.status());
      row.add(pin.question());
      row.add(pin.normalised());
      row.add(
          pin.parameters().stream().map(PinParameter::toString).collect(Collectors.joining(", ")));
      row.add(pin.sql());
      row.add(pin.database());
      row.add(pin.model());
      row.add(pin.by());
      row.add(pin.at().toString());
      rows.add(row);
    }
    return new MemoryRows(COLUMNS, rows);
  }
}
