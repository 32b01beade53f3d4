package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SideQuery;
import org.nljdbc.schema.SideWork;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.values.ValueIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a value that no row has which ones may have been meant, and how many rows have each. The
 * database is asked within a time limit; without its counts the values are told that are known.
 */
final class NearestValues {

  private static final Logger LOG = LoggerFactory.getLogger(NearestValues.class);

  private static final int MOST = 3;
  private static final int MOST_HOLDING = 20;
  private static final int SHORTEST_WORD = 3;
  private static final int SECONDS_PER_QUERY = 1;
  private static final long NANOS_IN_ALL = TimeUnit.SECONDS.toNanos(2);
  private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  private final Connection connection;
  private final Schema schema;
  private final ValueIndex index;
  private final long end = System.nanoTime() + NANOS_IN_ALL;

  NearestValues(Connection connection, Schema schema, ValueIndex index) {
    this.connection = connection;
    this.schema = schema;
    this.index = index;
  }

  /** A sentence about a comparison with a value that its column does not hold. */
  String explain(ValueFilter filter) throws SQLException {
    StringBuilder text = new StringBuilder();
    text.append("No row of ").append(filter.table()).append(" has the value '");
    text.append(filter.value()).append("' in ").append(filter.column()).append('.');
    List<String> nearest = nearest(filter);
    Map<String, Long> counts = nearest.isEmpty() ? Map.of() : counts(filter, nearest);
    List<String> told = new ArrayList<>();
    for (String value : nearest) {
      if (counts == null) {
        told.add("'" + value + "'");
      } else {
        // What has gone since it was read, or what this connection may not see, is not told.
        Long count = count(counts, value);
        if (count != null) {
          told.add("'" + value + "' (" + rows(count) + ")");
        }
      }
    }
    return told.isEmpty()
        ? text.toString()
        : text.append(" Nearest: ").append(String.join(", ", told)).append('.').toString();
  }

  /** The count of a value; of one in another case where the database makes no difference. */
  private static @Nullable Long count(Map<String, Long> counts, String value) {
    Long own = counts.get(value);
    return own != null
        ? own
        : counts.entrySet().stream()
            .filter(each -> each.getKey().strip().equalsIgnoreCase(value))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }

  private static String rows(long count) {
    return count + (count == 1 ? " row" : " rows");
  }

  private List<String> nearest(ValueFilter filter) throws SQLException {
    List<String> more =
        index.knowsAll(filter.table(), filter.column()) ? List.of() : holding(filter);
    return index.nearest(filter.table(), filter.column(), filter.value(), more, MOST);
  }

  /** Values that hold the longest word of the one that is absent. */
  private List<String> holding(ValueFilter filter) throws SQLException {
    String word =
        Collections.max(
            List.of(BORDER.split(" " + filter.value())), Comparator.comparingInt(String::length));
    if (word.length() < SHORTEST_WORD || !mayAsk()) {
      return List.of();
    }
    IdentifierRules rules = schema.rules();
    String column = ColumnText.of(filter, schema);
    String sql =
        "SELECT DISTINCT "
            + column
            + " FROM "
            + rules.quoted(filter.table())
            + " WHERE LOWER("
            + column
            + ") LIKE LOWER('%"
            + word
            + "%')";
    try {
      return SideQuery.strings(connection, sql, List.of(), MOST_HOLDING, SECONDS_PER_QUERY);
    } catch (SQLException e) {
      LOG.debug("{}.{} cannot be searched: {}", filter.table(), filter.column(), e.getSQLState());
      return List.of();
    }
  }

  /** How many rows have each value; null if that cannot be found out in time. */
  private @Nullable Map<String, Long> counts(ValueFilter filter, List<String> values)
      throws SQLException {
    if (!mayAsk()) {
      return null;
    }
    IdentifierRules rules = schema.rules();
    String column = ColumnText.of(filter, schema);
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    String sql =
        "SELECT "
            + column
            + ", COUNT(*) FROM "
            + rules.quoted(filter.table())
            + " WHERE "
            + column
            + " IN ("
            + marks
            + ") GROUP BY "
            + column;
    try {
      return SideQuery.counts(connection, sql, values, SECONDS_PER_QUERY);
    } catch (SQLException e) {
      LOG.debug("{}.{} cannot be counted: {}", filter.table(), filter.column(), e.getSQLState());
      return null;
    }
  }

  private boolean mayAsk() throws SQLException {
    return System.nanoTime() - end < 0 && SideWork.mayReadRows(connection, schema.dialect());
  }
}
