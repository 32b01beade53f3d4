package org.nljdbc.values;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.glossary.BoundGlossary.ColumnName;
import org.nljdbc.glossary.ColumnTerms;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Hidden;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SideWork;
import org.nljdbc.schema.Table;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the values of each schema that is kept, as long as that is: what one connection sees alone
 * is known for it alone. They are read at a question, for a bounded time; what is left is read at
 * the next one. Safe for use by many threads.
 */
public final class ValueStore {

  private static final Logger LOG = LoggerFactory.getLogger(ValueStore.class);

  private static final long NANOS_AT_FIRST = Duration.ofSeconds(2).toNanos();
  private static final long NANOS_AFTERWARDS = Duration.ofMillis(500).toNanos();
  private static final Duration YOUNGEST = Duration.ofMinutes(1);

  /** Values of one schema, and of all together. */
  private static final int MOST_OF_SCHEMA = 20_000;

  private static final int MOST_IN_ALL = 200_000;

  /**
   * What was read of a schema.
   *
   * @param most values of a column, as the setting was
   * @param nanos when reading began
   * @param read values by column
   * @param finished whether no column is left to be read
   * @param bound the schema that the index was made for; weak, since it may be the entry's key
   * @param said what the glossary said of columns then
   * @param index the index
   */
  private record Entry(
      int most,
      long nanos,
      Map<ColumnName, ColumnValues> read,
      boolean finished,
      WeakReference<Schema> bound,
      Map<ColumnName, ColumnTerms> said,
      ValueIndex index) {

    boolean isFor(BoundGlossary ground) {
      return bound.refersTo(ground.schema()) && said.equals(ground.columns());
    }

    int weight() {
      return 1 + read.values().stream().mapToInt(each -> each.values().size()).sum();
    }
  }

  /** By the schema itself, not by its digest: two databases may be built alike. */
  private final Cache<Schema, Entry> entries =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(MOST_IN_ALL)
          .weigher((Schema schema, Entry entry) -> entry.weight())
          .build();

  /**
   * The values of a connection's schema.
   *
   * @param connection the user's connection; left as it was
   * @param live the schema as it was read, with samples if values may be read at all
   * @param ground the same as the glossary makes it; values of what it lacks are not told
   * @param hidden tables and columns whose values are not read
   * @param most most values of a column; 0: none but the samples
   * @param maxAge how long they are taken for true, a minute at the least
   * @param progress told how far reading is
   * @return the values
   * @throws SQLException as the driver throws it where the connection's state is asked for; a
   *     column that cannot be read goes without
   */
  public ValueIndex get(
      Connection connection,
      Schema live,
      BoundGlossary ground,
      Hidden hidden,
      int most,
      Duration maxAge,
      Progress progress)
      throws SQLException {
    Entry known = entries.getIfPresent(live);
    Duration age = maxAge.compareTo(YOUNGEST) < 0 ? YOUNGEST : maxAge;
    boolean young =
        known != null && known.most == most && System.nanoTime() - known.nanos < age.toNanos();
    if (known != null && young && known.finished && known.isFor(ground)) {
      return known.index;
    }
    boolean mayRead = most > 0 && SideWork.mayReadRows(connection, live.dialect());
    Map<ColumnName, ColumnValues> read = new LinkedHashMap<>();
    if (known != null && (young || !mayRead && known.most == most)) {
      read.putAll(known.read);
    }
    long budget = read.isEmpty() ? NANOS_AT_FIRST : NANOS_AFTERWARDS;
    boolean finished =
        most == 0 || mayRead && read(connection, live, hidden, most, read, budget, progress);
    ValueIndex index = ValueIndex.of(ground, read.values());
    if (finished || mayRead) {
      long since = known != null && young ? known.nanos : System.nanoTime();
      WeakReference<Schema> bound = new WeakReference<>(ground.schema());
      entries.put(
          live, new Entry(most, since, Map.copyOf(read), finished, bound, ground.columns(), index));
    }
    return index;
  }

  /** Forgets everything. */
  public void clear() {
    entries.invalidateAll();
  }

  /** Reads what is missing; false if time is up before its end. */
  private static boolean read(
      Connection connection,
      Schema live,
      Hidden hidden,
      int most,
      Map<ColumnName, ColumnValues> read,
      long budget,
      Progress progress) {
    Map<ColumnName, Column> wanted = wanted(live, hidden);
    int share = Math.max(1, Math.min(most, MOST_OF_SCHEMA / Math.max(1, wanted.size())));
    ValueReader reader = new ValueReader(live, share);
    long start = System.nanoTime();
    for (ColumnName name : wanted.keySet()) {
      if (read.containsKey(name)) {
        continue;
      }
      if (System.nanoTime() - start > budget) {
        LOG.info("read values of {} of {} columns so far", read.size(), wanted.size());
        return false;
      }
      read.put(name, reader.read(connection, name.table(), name.column()));
      progress.at("reading values", (double) read.size() / (wanted.size() + 1));
    }
    LOG.debug("read values of {} columns", wanted.size());
    return true;
  }

  /** Text columns of tables: a view may cost anything. */
  private static Map<ColumnName, Column> wanted(Schema live, Hidden hidden) {
    Map<ColumnName, Column> wanted = new LinkedHashMap<>();
    for (Table table : live.tables()) {
      for (Column column : table.columns()) {
        if (!table.view()
            && column.text()
            && !hidden.holds(table.name())
            && !hidden.holds(table.name(), column.name())) {
          wanted.put(new ColumnName(table.name(), column.name()), column);
        }
      }
    }
    return wanted;
  }
}
