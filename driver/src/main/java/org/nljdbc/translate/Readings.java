package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SideWork;
import org.nljdbc.spi.Calibration;

/**
 * Tells in how many ways a question may be read: answers that the model finds likely too, and that
 * give other rows. Whether they do is tried, since most answers that differ in their words say the
 * same.
 */
final class Readings {

  /** Mean log-probability of a token by which another answer may be less likely. */
  private static final double MARGIN = 0.1;

  private static final int MOST = 3;
  private static final long NANOS_IN_ALL = TimeUnit.SECONDS.toNanos(2);

  private final Connection connection;
  private final Schema schema;
  private final @Nullable Calibration calibration;

  Readings(Connection connection, Schema schema, @Nullable Calibration calibration) {
    this.connection = connection;
    this.schema = schema;
    this.calibration = calibration;
  }

  /**
   * The readings besides one.
   *
   * @param taken the answer that was taken
   * @param others all that hold
   * @return the likeliest first, as far as a time limit allows
   */
  List<Reading> besides(Attempt taken, List<Attempt> others) throws SQLException {
    List<Attempt> likely =
        others.stream()
            .filter(other -> !sameText(other, taken))
            .filter(other -> other.verdict().doubt() <= taken.verdict().doubt())
            .filter(other -> mean(other) > mean(taken) - MARGIN)
            .sorted(Comparator.comparingDouble(Readings::mean).reversed())
            .toList();
    if (likely.isEmpty() || !SideWork.mayReadRows(connection, schema.dialect())) {
      return List.of();
    }
    long end = System.nanoTime() + NANOS_IN_ALL;
    Optional<List<String>> own = TrialRun.rows(connection, taken.verdict().sql());
    if (own.isEmpty()) {
      return List.of();
    }
    Set<List<String>> known = new HashSet<>(Set.of(own.get()));
    List<Reading> readings = new ArrayList<>();
    for (Attempt other : likely) {
      if (readings.size() == MOST || System.nanoTime() - end > 0) {
        break;
      }
      Optional<List<String>> rows = TrialRun.rows(connection, other.verdict().sql());
      if (rows.isPresent() && known.add(rows.get())) {
        readings.add(new Reading(other.verdict().sql(), other.confidence(calibration)));
      }
    }
    return readings;
  }

  private static boolean sameText(Attempt one, Attempt other) {
    return squeezed(one).equalsIgnoreCase(squeezed(other));
  }

  private static String squeezed(Attempt attempt) {
    return attempt.verdict().sql().replaceAll("\\s+", " ").strip();
  }

  private static double mean(Attempt attempt) {
    return attempt.logProbability() / Math.max(1, attempt.tokens());
  }
}
