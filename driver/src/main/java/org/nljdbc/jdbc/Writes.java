package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.SideQuery;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.PlannedWrite;

/**
 * The requests to write of one connection. Each is counted before it runs, and bounded while it
 * does; where people want to see it first, it waits here for their word.
 */
final class Writes {

  private static final int COUNT_SECONDS = 60;
  private static final int MOST_WAITING = 16;

  private static final MemoryMetaData COLUMNS =
      new MemoryMetaData(
          List.of(
              new MemoryColumn("STATUS", Types.VARCHAR, 255, false),
              new MemoryColumn("ROWS", Types.BIGINT, 19, false),
              new MemoryColumn("TABLE_NAME", Types.VARCHAR, 255, false),
              new MemoryColumn("SQL", Types.VARCHAR, 65_536, false),
              new MemoryColumn("CONFIRM", Types.VARCHAR, 255, false),
              new MemoryColumn("NOTES", Types.VARCHAR, 4_000, false)));

  private final Connection real;
  private final Connection side;
  private final Settings settings;
  private final Planner planner;
  private final Runnable wrote;
  private final Map<String, Counted> waiting = new LinkedHashMap<>(); // guarded by itself

  /**
   * Requests to write.
   *
   * @param real the real connection
   * @param side the same for the driver's own queries
   * @param planner translates a request
   * @param wrote told each time that a request has run
   */
  Writes(Connection real, Connection side, Settings settings, Planner planner, Runnable wrote) {
    this.real = real;
    this.side = side;
    this.settings = settings;
    this.planner = planner;
    this.wrote = wrote;
  }

  /** Translates a request. */
  @FunctionalInterface
  interface Planner {
    PlannedWrite plan(Wording wording, Asking asking) throws SQLException;
  }

  /** A request with the number of rows that it would change now. */
  private record Counted(Asked asked, PlannedWrite write, long rows) {
    String sql() {
      return write.translation().sql();
    }
  }

  /** Whether a request is to be shown before it runs. */
  boolean showsFirst(Asked asked) {
    return asked.verb() != Verb.CONFIRM && settings.get(Setting.WRITES).equals(Setting.CONFIRM);
  }

  /** Shows what a request would do, to be confirmed. */
  MemoryRows proposed(Asked asked, Asking asking) throws SQLException {
    return rows(propose(asked, asking));
  }

  /** The SQL of a request, which does not run. */
  Translated shown(Asked asked, Asking asking) throws SQLException {
    return translated(asked, plan(asked, asking));
  }

  /**
   * Runs a request, or one that was shown.
   *
   * @param execution runs the SQL on the user's statement
   * @param changed how many rows that has changed
   * @throws SQLException NL004 if it is to be confirmed first; NL005 if it would change, or has
   *     changed and was undone, more rows than {@code nl.maxAffectedRows}
   */
  <R> R run(Asked asked, Asking asking, Execution<R> execution, ToLongFunction<R> changed)
      throws SQLException {
    if (showsFirst(asked)) {
      Counted counted = propose(asked, asking);
      throw Errors.unconfirmed(counted.write.translation().id(), counted.rows, counted.sql());
    }
    Counted counted =
        asked.verb() == Verb.CONFIRM
            ? confirmed(asked.question())
            : counted(asked, plan(asked, asking));
    asking.check();
    Translated translated = translated(counted.asked, counted.write);
    int most = settings.getInt(Setting.MAX_AFFECTED_ROWS);
    R result =
        new BoundedWrite(real, most)
            .run(counted.sql(), () -> asking.execute(() -> execution.run(translated)), changed);
    wrote.run();
    synchronized (waiting) {
      waiting.remove(counted.write.translation().id());
    }
    return result;
  }

  /**
   * The SQL of a request that is prepared.
   *
   * @throws SQLException 0A000 if it would have to be confirmed
   */
  Translated prepared(Asked asked, Asking asking) throws SQLException {
    if (showsFirst(asked)) {
      throw Errors.preparedUnseen();
    }
    asking.check();
    Wording wording = new Wording(asked.numbered(), asked.markers().size(), List.of());
    return translated(asked, planner.plan(wording, asking));
  }

  /** Executes what was prepared; only afterwards is it known how many rows that changes. */
  <R> R bounded(Translated prepared, BoundedWrite.Work<R> work, ToLongFunction<R> changed)
      throws SQLException {
    R result =
        new BoundedWrite(real, settings.getInt(Setting.MAX_AFFECTED_ROWS))
            .run(prepared.plain(), work, changed);
    wrote.run();
    return result;
  }

  private PlannedWrite plan(Asked asked, Asking asking) throws SQLException {
    asking.check();
    return planner.plan(Wording.of(asked.unbound().question()), asking);
  }

  private Counted propose(Asked asked, Asking asking) throws SQLException {
    Counted counted = counted(asked, plan(asked, asking));
    keep(counted.write.translation().id(), counted);
    return counted;
  }

  private void keep(String id, Counted counted) {
    synchronized (waiting) {
      waiting.remove(id);
      waiting.put(id, counted);
      if (waiting.size() > MOST_WAITING) {
        waiting.remove(waiting.keySet().iterator().next());
      }
    }
  }

  /** Whether a request of this id waits to be confirmed. */
  boolean waits(String id) {
    synchronized (waiting) {
      return waiting.containsKey(id);
    }
  }

  /** What was shown, if it would still change as many rows as were shown. */
  private Counted confirmed(String id) throws SQLException {
    Counted shown;
    synchronized (waiting) {
      shown = waiting.get(id);
    }
    if (shown == null) {
      throw Errors.nothingToConfirm(id);
    }
    Counted now = counted(shown.asked, shown.write);
    if (now.rows != shown.rows) {
      keep(id, now);
      throw Errors.unconfirmed(id, now.rows, now.sql());
    }
    return now;
  }

  private Counted counted(Asked asked, PlannedWrite write) throws SQLException {
    long rows = write.rows();
    if (!write.count().isEmpty()) {
      List<String> count = SideQuery.strings(side, write.count(), List.of(), 1, COUNT_SECONDS);
      rows = count.isEmpty() ? 0 : Long.parseLong(count.get(0));
    }
    int most = settings.getInt(Setting.MAX_AFFECTED_ROWS);
    if (rows > most) {
      throw Errors.tooManyRows(rows, most, Errors.TooMany.COUNTED, write.translation().sql());
    }
    return new Counted(asked, write, rows);
  }

  private Translated translated(Asked asked, PlannedWrite write) {
    return Translated.ofWrite(asked, write.translation(), settings.getBoolean(Setting.SQL_COMMENT));
  }

  private static MemoryRows rows(Counted counted) {
    String id = counted.write.translation().id();
    List<@Nullable Object> row = new ArrayList<>();
    row.add("not run: waits to be confirmed on this connection");
    row.add(counted.rows);
    row.add(counted.write.table());
    row.add(counted.sql());
    row.add("NL CONFIRM '" + id + "'");
    row.add(String.join(" ", counted.write.translation().notes()));
    return new MemoryRows(COLUMNS, List.of(row));
  }
}
