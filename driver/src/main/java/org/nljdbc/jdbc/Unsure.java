package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.translate.Translation;

/**
 * Answers of one connection that are too likely wrong to run: each waits for somebody's word, and
 * once it has it, that very SQL runs.
 */
final class Unsure {

  private static final int MOST = 64;

  private final int least;
  private final Map<String, Translated> waiting = bounded(); // guarded by itself
  private final Map<String, String> confirmed = bounded(); // the SQL by its id; guarded by itself

  Unsure(Settings settings) {
    this.least = settings.getInt(Setting.MIN_CONFIDENCE);
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /**
   * Refuses SQL that is too likely wrong; one whose confidence is not known is let through.
   *
   * @throws SQLException NL001 if it is, and nobody has confirmed it here
   */
  void require(Translated translated) throws SQLException {
    for (Translation each : translated.translations()) {
      if (each.confidence() * 100 < least && !isConfirmed(each)) {
        // Values that are bound, and statements around a question, are there when it is asked anew.
        boolean alone = translated.inquiry() instanceof Asked asked && asked.markers().isEmpty();
        if (alone) {
          synchronized (waiting) {
            waiting.put(each.id(), translated);
          }
        }
        throw Errors.notConfident(each, least, alone);
      }
    }
  }

  private boolean isConfirmed(Translation translation) {
    synchronized (confirmed) {
      return translation.sql().equals(confirmed.get(translation.id()));
    }
  }

  /**
   * Takes somebody's word for an answer.
   *
   * @param id its id
   * @return what may run now; null if no answer of that id waits
   */
  @Nullable Translated confirm(String id) {
    Translated found;
    synchronized (waiting) {
      found = waiting.get(id);
    }
    if (found == null) {
      return null;
    }
    Map<String, String> now = new HashMap<>();
    found.translations().forEach(each -> now.put(each.id(), each.sql()));
    synchronized (confirmed) {
      confirmed.putAll(now);
    }
    return found;
  }
}
