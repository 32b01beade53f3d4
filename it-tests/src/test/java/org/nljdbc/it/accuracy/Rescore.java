package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.TestDatabase;

/**
 * Judges the answers of a run by {@link TestSuiteRules}, without asking anything. A run on another
 * system than SQLite gets copies of its databases anew.
 */
final class Rescore {

  private Rescore() {}

  /**
   * Judges the answers of a run.
   *
   * @param report the run
   * @param data the data set that it asked
   * @param ownGold the gold in the words of its system that it was judged by, or null if by none
   * @return the report with the new judgements
   * @throws IOException if the run asked another data set, or was judged by other gold
   * @throws SQLException if a database cannot be opened or copied
   */
  static Report of(Report report, Dataset data, @Nullable Path ownGold)
      throws IOException, SQLException {
    RunHeader header = report.header();
    if (header.hasOwnGold() != (ownGold != null)) {
      throw new IOException(
          header.hasOwnGold()
              ? "the run was judged by gold of its own system too: name that file behind the report"
              : "the run was not judged by gold of its own system, so it takes no such file");
    }
    Map<Score, Boolean> right = new HashMap<>();
    Map<String, List<Score>> byDatabase =
        report.scores().stream()
            .filter(score -> score.verdict().ran() && score.sql() != null)
            .collect(
                Collectors.groupingBy(
                    score -> score.question().database(), TreeMap::new, Collectors.toList()));
    OwnGold own = OwnGold.read(ownGold);
    try (Targets targets = new Targets(header.kind(data))) {
      for (List<Score> scores : byDatabase.values()) {
        Question first = scores.get(0).question();
        Path file = data.file(first);
        try (Targets.Target target = targets.open(first.database(), file);
            Golds golds = new Golds(file, target, own);
            Connection answered = connection(file, target)) {
          for (Score score : scores) {
            String sql = String.valueOf(score.sql());
            right.put(score, golds.isPublished(score.question(), sql, answered));
          }
        }
      }
    }
    List<Score> scores = new ArrayList<>();
    for (Score score : report.scores()) {
      scores.add(score.published(right.getOrDefault(score, false)));
    }
    return Report.of(header, report.machine(), report.date(), scores);
  }

  /** The bare driver's connection to what was asked. */
  private static Connection connection(Path file, Targets.Target target) throws SQLException {
    TestDatabase copy = target.copy();
    return copy == null
        ? DriverManager.getConnection("jdbc:sqlite:" + file, target.properties())
        : copy.bare();
  }
}
