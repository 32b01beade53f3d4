package org.nljdbc.prompt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * Remembers how schemas that do not fit begin in prompts, so that their tokens are not counted
 * again for each question. Bounded, and small: of tables it keeps their places. After ten minutes
 * they are counted again, since a model at a server may have estimated them when it could not
 * count. Safe for use by many threads.
 */
public final class OpeningMemory {

  private static final int MOST = 64;

  private static final Duration TRUE_FOR = Duration.ofMinutes(10);

  private final Cache<Key, Opening> known;

  /** Makes an empty one. */
  public OpeningMemory() {
    this(Ticker.systemTicker());
  }

  OpeningMemory(Ticker ticker) {
    known =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUE_FOR).ticker(ticker).build();
  }

  /**
   * What a beginning depends on.
   *
   * @param schema the schema's fingerprint
   * @param model the fingerprint of the model that counts, which has one form of prompt
   * @param room most tokens of the tables that all questions are shown
   */
  record Key(String schema, String model, int room) {}

  /**
   * How a schema begins.
   *
   * @param order the places of its tables in the common order
   * @param common how many of them all questions are shown
   * @param tokens tokens of the beginning of a prompt that shows the whole schema
   */
  record Opening(List<Integer> order, int common, int tokens) {
    Opening {
      order = List.copyOf(order);
    }

    /** The tables of the schema in the common order. */
    List<Table> tables(Schema schema) {
      return order.stream().map(schema.tables()::get).toList();
    }
  }

  @Nullable Opening find(Key key) {
    return known.getIfPresent(key);
  }

  void keep(Key key, Opening opening) {
    known.put(key, opening);
  }

  /** Forgets all of them. */
  public void clear() {
    known.invalidateAll();
  }
}
