package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SideQuery;
import org.nljdbc.schema.SideWork;
import org.nljdbc.schema.Table;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.values.ValueIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in the database whether the values exist that a query filters by. One that exists in other
 * case only is put right; one that does not exist at all makes the query doubtful, since a model
 * makes values up, and explains an empty result.
 */
final class ValueCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ValueCheck.class);

  private static final int MOST_FILTERS = 5;
  private static final int SECONDS_PER_QUERY = 1;
  private static final long NANOS_IN_ALL = TimeUnit.SECONDS.toNanos(2);

  private final Connection connection;
  private final Schema schema;
  private final ValueIndex index;
  private final Trace trace;

  /**
   * A check.
   *
   * @param connection the user's connection
   * @param schema the tables that queries may name
   * @param index values that are known already
   * @param trace hears when it looks
   */
  ValueCheck(Connection connection, Schema schema, ValueIndex index, Trace trace) {
    this.connection = connection;
    this.schema = schema;
    this.index = index;
    this.trace = trace;
  }

  /** A check, or null where rows are not to be looked at. */
  static @Nullable ValueCheck of(
      Settings settings, Connection connection, Schema schema, ValueIndex index, Trace trace) {
    boolean mayRead = settings.getInt(Setting.SAMPLES) > 0;
    return mayRead ? new ValueCheck(connection, schema, index, trace) : null;
  }

  /**
   * What was found.
   *
   * @param sql the query, values in the case in which they are stored
   * @param notes what was put right, for the user
   * @param absent comparisons with values that their column does not hold
   */
  record Looked(String sql, List<String> notes, List<ValueFilter> absent) {

    Looked {
      notes = List.copyOf(notes);
      absent = List.copyOf(absent);
    }
  }

  /**
   * Looks for each value, within a time limit; what cannot be looked up counts as there.
   *
   * @param sql the query
   * @param filters its comparisons of text columns with values
   */
  Looked look(String sql, List<ValueFilter> filters) throws SQLException {
    if (filters.isEmpty() || filters.size() > MOST_FILTERS) {
      return new Looked(sql, List.of(), List.of());
    }
    try (Trace.Timing timed = trace.begin(Phase.LOOKUP)) {
      return mayLook() ? found(sql, filters) : new Looked(sql, List.of(), List.of());
    }
  }

  private Looked found(String sql, List<ValueFilter> filters) throws SQLException {
    List<ValueFilter> absent = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String mended = sql;
    long end = System.nanoTime() + NANOS_IN_ALL;
    // From the end of the text, so that the places of the others stay true.
    List<ValueFilter> backwards =
        filters.stream().sorted(Comparator.comparingInt(ValueFilter::start).reversed()).toList();
    for (ValueFilter filter : backwards) {
      List<String> stored = System.nanoTime() - end < 0 ? stored(filter) : null;
      if (stored == null || stored.contains(filter.value())) {
        continue;
      }
      if (stored.isEmpty()) {
        stored = meant(filter);
      }
      if (stored.size() == 1) {
        String value = stored.get(0);
        mended = filter.with(mended, value);
        notes.add("read '" + filter.value() + "' as '" + value + "', which is how it is stored");
      } else if (stored.isEmpty()) {
        absent.add(filter);
      }
    }
    return new Looked(mended, notes, absent);
  }

  /**
   * Values that differ in accents or marks only, or that a glossary calls so, if they are there.
   */
  private List<String> meant(ValueFilter filter) throws SQLException {
    List<String> there = new ArrayList<>();
    for (String value : index.same(filter.table(), filter.column(), filter.value())) {
      ValueFilter other = filter.of(value);
      if (there.size() < 2 && List.of(value).equals(stored(other))) {
        there.add(value);
      }
    }
    return there.size() == 1 ? there : flag(filter);
  }

  /** How its column says yes or no, if that is meant and it does. */
  private List<String> flag(ValueFilter filter) throws SQLException {
    Optional<String> flag = index.flag(filter.table(), filter.column(), filter.value());
    boolean there = flag.isPresent() && List.of(flag.get()).equals(stored(filter.of(flag.get())));
    return there ? List.of(flag.get()) : List.of();
  }

  /** The value as its column holds it; null if it holds none, or several, or cannot be asked. */
  @Nullable String asStored(ValueFilter filter) throws SQLException {
    List<String> stored = mayLook() ? stored(filter) : null;
    return stored != null && stored.size() == 1 ? stored.get(0) : null;
  }

  /** Of values that were absent, those that still are. */
  List<ValueFilter> stillAbsent(List<ValueFilter> filters) throws SQLException {
    if (filters.isEmpty()) {
      return List.of();
    }
    try (Trace.Timing timed = trace.begin(Phase.LOOKUP)) {
      List<ValueFilter> absent = new ArrayList<>();
      for (ValueFilter filter : mayLook() ? filters : List.<ValueFilter>of()) {
        List<String> stored = stored(filter);
        if (stored != null && stored.isEmpty()) {
          absent.add(filter);
        }
      }
      return absent;
    }
  }

  /** A sentence for each value that is absent, which names the nearest ones. */
  List<String> explain(List<ValueFilter> absent) throws SQLException {
    if (absent.isEmpty()) {
      return List.of();
    }
    try (Trace.Timing timed = trace.begin(Phase.LOOKUP)) {
      NearestValues nearest = new NearestValues(connection, schema, index);
      List<String> sentences = new ArrayList<>();
      for (ValueFilter filter : absent) {
        sentences.add(nearest.explain(filter));
      }
      return sentences;
    }
  }

  private boolean mayLook() throws SQLException {
    return SideWork.mayReadRows(connection, schema.dialect());
  }

  /** The value as its column holds it, in one case or several; empty if not, null if unknown. */
  private @Nullable List<String> stored(ValueFilter filter) throws SQLException {
    Table table = table(filter);
    if (table == null || table.view()) {
      return null; // a view may cost anything
    }
    IdentifierRules rules = schema.rules();
    String column = ColumnText.of(filter, schema);
    String from = "SELECT " + column + " FROM " + rules.quoted(table.name()) + " WHERE ";
    List<String> value = List.of(filter.value());
    try {
      if (!SideQuery.strings(connection, from + column + " = ?", value, 1, SECONDS_PER_QUERY)
          .isEmpty()) {
        return value;
      }
      String anyCase =
          from.replaceFirst("SELECT", "SELECT DISTINCT")
              + "LOWER("
              + column
              + ") = LOWER(CAST(? AS "
              + textType()
              + "))";
      return SideQuery.strings(connection, anyCase, value, 2, SECONDS_PER_QUERY);
    } catch (SQLException e) {
      LOG.debug("{}.{} cannot be searched: {}", filter.table(), filter.column(), e.getSQLState());
      return null;
    }
  }

  private String textType() {
    return switch (schema.dialect()) {
      case MYSQL, MARIADB -> "CHAR";
      case SQLITE -> "TEXT";
      case H2, POSTGRESQL, CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          "VARCHAR(4000)";
    };
  }

  private @Nullable Table table(ValueFilter filter) {
    return schema.tables().stream()
        .filter(table -> table.name().equals(filter.table()))
        .findFirst()
        .orElse(null);
  }
}
