package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Effect;

/**
 * Takes over what other processes have found. It is trusted no more than a model: whoever can write
 * there could put any SQL in it.
 */
final class SharedRecall {

  /** What {@link RecallKey#id} gives; it is written into the SQL that runs, as a comment. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

  private final Registry registry;

  SharedRecall(Registry registry) {
    this.registry = registry;
  }

  /**
   * An answer of another process, which is remembered here from then on.
   *
   * @param key what it depends on
   * @param judge whether it holds
   * @return null if there is none that holds
   */
  @Nullable Translation find(RecallKey key, Judge judge) throws SQLException {
    SharedAnswer found = isShared(key) ? registry.sharedAnswers().find(key.digest()) : null;
    if (found == null
        || !found.question().equals(key.wording().text())
        || !ID.matcher(found.id()).matches()) {
      return null;
    }
    Judge.Verdict verdict = judge.judgeSql(found.sql());
    if (!verdict.holds() || !verdict.sql().equals(found.sql())) {
      return null;
    }
    List<Reading> readings = new ArrayList<>();
    for (Reading reading : found.readings()) {
      if (judge.judgeSql(reading.sql()).holds()) {
        readings.add(reading);
      }
    }
    Translation known = found.translation(verdict.absent(), readings);
    registry.translations().put(key, known);
    return known;
  }

  /** Tells other processes what was found. */
  void keep(RecallKey key, Translation made) {
    if (isShared(key)) {
      registry.sharedAnswers().keep(key.digest(), SharedAnswer.of(made));
    }
  }

  /** Values that are bound later stay within a process, as do changes of rows. */
  private static boolean isShared(RecallKey key) {
    return key.wording().parameters() == 0 && key.wording().effect() == Effect.READ;
  }
}
