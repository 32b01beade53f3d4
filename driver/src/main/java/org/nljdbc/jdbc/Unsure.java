package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Turn;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.translate.Translation;

/**
 * Answers of one connection that are too likely wrong to run: each waits for somebody's word, which
 * holds for one run of that very SQL.
 */
final class Unsure {

  private static final int MOST = 64;

  private final int least;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>(); // by id; guarded by itself

  Unsure(Settings settings) {
    this.least = settings.getInt(Setting.MIN_CONFIDENCE);
  }

  /**
   * A question whose SQL was refused.
   *
   * @param asked the question, without bind markers
   * @param earlier what it went on from
   * @param sql the SQL
   */
  record Waiting(Asked asked, List<Turn> earlier, String sql) {}

  /**
   * Refuses SQL that is too likely wrong; one whose confidence is not known is let through.
   *
   * @param confirmed the SQL that somebody has confirmed for this run, or null
   * @throws SQLException NL001 if it is, and nobody has confirmed it
   */
  void require(Translated translated, @Nullable String confirmed) throws SQLException {
    for (Translation each : translated.translations()) {
      if (each.confidence() * 100 < least && !each.sql().equals(confirmed)) {
        // Values that are bound, and statements around a question, are there when it is asked anew.
        boolean alone = translated.inquiry() instanceof Asked asked && asked.markers().isEmpty();
        if (alone) {
          keep(each.id(), (Asked) translated.inquiry(), translated.earlier(), each.sql());
        }
        throw Errors.notConfident(each, least, alone);
      }
    }
  }

  private void keep(String id, Asked asked, List<Turn> earlier, String sql) {
    synchronized (waiting) {
      waiting.remove(id); // what was refused last goes last
      waiting.put(id, new Waiting(asked, earlier, sql));
      if (waiting.size() > MOST) {
        waiting.remove(waiting.keySet().iterator().next());
      }
    }
  }

  /**
   * Takes somebody's word for an answer, for one run.
   *
   * @param id its id
   * @return what may run now; null if no answer of that id waits
   */
  @Nullable Waiting confirm(String id) {
    synchronized (waiting) {
      return waiting.remove(id);
    }
  }
}
