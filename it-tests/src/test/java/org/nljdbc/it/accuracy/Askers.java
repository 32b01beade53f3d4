package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Workers;

/**
 * Asks the questions of one database after the other, several of a database at once, each over
 * connections of its own. The model is one, so it answers them together.
 *
 * @param meters one for each question that is asked at a time
 * @param settings the driver's settings beside the model
 * @param ownGold gold in the words of the databases to ask
 * @param pins pins what a question may see, for one question at a time; or null
 */
record Askers(
    List<Meter> meters,
    Map<String, String> settings,
    OwnGold ownGold,
    @Nullable PinnedOthers pins) {

  /**
   * Asks and judges.
   *
   * @param questions the questions to ask, all of one database
   * @param all all questions of that database
   * @param file the database as a SQLite file
   * @param target the database to ask
   * @param told hears of the scores in the order of the questions
   * @throws SQLException if no further question can be asked
   * @throws IOException if a score cannot be kept
   */
  void score(
      List<Question> questions,
      List<Question> all,
      Path file,
      Targets.Target target,
      Workers.Told<Score> told)
      throws SQLException, IOException {
    List<Asker> askers = new ArrayList<>();
    try {
      for (Meter meter : meters.subList(0, Math.min(meters.size(), questions.size()))) {
        askers.add(new Asker(file, target, settings, meter, ownGold, pins));
      }
      askers.get(0).pin(all);
      new Workers<>(askers)
          .each(questions, (asker, question) -> Scorer.score(question, asker, askers.size()), told);
    } finally {
      close(askers);
    }
  }

  private static void close(List<Asker> askers) throws SQLException {
    @Nullable SQLException failure = null;
    for (Asker asker : askers) {
      try {
        asker.close();
      } catch (SQLException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
