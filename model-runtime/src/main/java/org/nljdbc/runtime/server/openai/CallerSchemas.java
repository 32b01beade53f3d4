package org.nljdbc.runtime.server.openai;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;

/**
 * Schemas that callers have sent, by their digests. Each caller has a share of the room, so that
 * one who sends many pushes out their own; where many callers fill it together, those go first of
 * whoever keeps most. A cache for all does not know whose an entry is. Safe for many threads.
 */
final class CallerSchemas {

  private static final Duration UNUSED = Duration.ofHours(12);

  /** What a schema takes besides its names; it bounds how many small ones there can be. */
  private static final int OVERHEAD = 100;

  /** Whose schema, and which. */
  private record Key(String caller, String digest) {}

  /** A schema, and when it was used last. */
  private record Kept(Schema schema, int weight, long used) {}

  /** The one that was not used for longest is the first. */
  private final Map<Key, Kept> schemas = new LinkedHashMap<>(16, 0.75f, true);

  private final long most;
  private final long mostOfCaller;
  private final LongSupplier clock;
  private long total;

  /**
   * Makes it.
   *
   * @param most names of tables and columns, of all schemas together
   * @param mostOfCaller the same of the schemas of one caller
   * @param clock the time in nanoseconds, as {@link System#nanoTime}
   */
  CallerSchemas(long most, long mostOfCaller, LongSupplier clock) {
    this.most = most;
    this.mostOfCaller = mostOfCaller;
    this.clock = clock;
  }

  private static int weight(Schema schema) {
    return OVERHEAD + schema.tables().stream().mapToInt(table -> 1 + table.columns().size()).sum();
  }

  /** A schema that this caller has sent; null if it is not known, or not any more. */
  synchronized @Nullable Schema find(String caller, String digest) {
    Key key = new Key(caller, digest);
    long now = forgetUnused();
    Kept kept = schemas.get(key);
    if (kept == null) {
      return null;
    }
    schemas.put(key, new Kept(kept.schema, kept.weight, now));
    return kept.schema;
  }

  /** Keeps a schema of a caller; those of theirs that were not used for longest may go for it. */
  synchronized void keep(String caller, String digest, Schema schema) {
    long now = forgetUnused();
    Kept added = new Kept(schema, weight(schema), now);
    Key key = new Key(caller, digest);
    Kept before = schemas.put(key, added);
    total += added.weight - (before == null ? 0 : before.weight);
    // The new one is the last of its caller's, and goes only where others fill the room.
    while (weightOf(caller) > mostOfCaller && !oldestOf(caller).equals(key)) {
      drop(oldestOf(caller));
    }
    while (total > most && schemas.size() > 1) {
      drop(oldestOf(largest()));
    }
  }

  /** Who keeps most; of several the one whose schema was not used for longest. */
  private String largest() {
    Map<String, Long> weights = new LinkedHashMap<>();
    schemas.forEach((key, kept) -> weights.merge(key.caller, (long) kept.weight, Long::sum));
    long greatest = Collections.max(weights.values());
    return weights.entrySet().stream()
        .filter(each -> each.getValue() == greatest)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private long weightOf(String caller) {
    return schemas.entrySet().stream()
        .filter(each -> each.getKey().caller.equals(caller))
        .mapToLong(each -> each.getValue().weight)
        .sum();
  }

  private Key oldestOf(String caller) {
    return schemas.keySet().stream()
        .filter(each -> each.caller.equals(caller))
        .findFirst()
        .orElseThrow();
  }

  private void drop(Key key) {
    Kept gone = schemas.remove(key);
    total -= gone == null ? 0 : gone.weight;
  }

  /** Forgets what nobody has used for long, and tells the time. */
  private long forgetUnused() {
    long now = clock.getAsLong();
    while (!schemas.isEmpty() && now - schemas.values().iterator().next().used > UNUSED.toNanos()) {
      drop(schemas.keySet().iterator().next());
    }
    return now;
  }
}
