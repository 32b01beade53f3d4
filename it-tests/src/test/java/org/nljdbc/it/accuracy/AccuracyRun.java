package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the questions of a run, database by database, and writes its reports. */
final class AccuracyRun {

  /** The journal's name within the folder of results. */
  static final String JOURNAL = "answers.jsonl";

  /** The name of the figures. */
  static final String JSON = "report.json";

  /** The name of the page. */
  static final String HTML = "report.html";

  private AccuracyRun() {}

  /**
   * Runs, or goes on with a run that was stopped.
   *
   * @param options what to ask, and how
   * @param progress shown how far it is
   * @return the report, which is also written into the folder of results
   * @throws IOException if the data set or the results cannot be read or written
   * @throws SQLException if the driver can answer nothing, such as when the model cannot be loaded;
   *     what was answered before is kept
   */
  static Report run(Options options, ProgressBar progress) throws IOException, SQLException {
    Dataset dataset = options.dataset();
    List<Question> drawn = Sampling.draw(dataset.questions(), options.questions(), options.seed());
    RunHeader header = RunHeader.of(options, dataset, drawn.size());
    Files.createDirectories(options.out());
    Journal journal = Journal.open(options.out().resolve(JOURNAL), header);
    try (Meters meters = new Meters(options.model(), options.parallel());
        Targets targets = new Targets(options.kind());
        @Nullable PinnedOthers pins = options.pinsOthers() ? new PinnedOthers() : null) {
      Askers askers =
          new Askers(meters.all(), options.settings(), OwnGold.read(options.ownGold()), pins);
      ask(dataset, drawn, journal, targets, askers, progress);
      if (pins != null) {
        progress.note(pins.refused() + " golds could not be pinned");
      }
      if (targets.keysLost() > 0) {
        progress.note(targets.keysLost() + " keys could not be copied");
      }
    }
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Report report = Report.of(header, Machine.describe(), date, journal.scores());
    report.write(options.out().resolve(JSON));
    Files.writeString(options.out().resolve(HTML), HtmlReport.of(report));
    return report;
  }

  private static void ask(
      Dataset dataset,
      List<Question> drawn,
      Journal journal,
      Targets targets,
      Askers askers,
      ProgressBar progress)
      throws IOException, SQLException {
    Set<Integer> done = new HashSet<>();
    journal.scores().forEach(score -> done.add(score.question().number()));
    Map<String, List<Question>> all =
        dataset.questions().stream().collect(Collectors.groupingBy(Question::database));
    Map<String, List<Question>> open =
        drawn.stream()
            .filter(question -> !done.contains(question.number()))
            .collect(Collectors.groupingBy(Question::database, TreeMap::new, Collectors.toList()));
    for (List<Question> questions : open.values()) {
      Path file = dataset.file(questions.get(0));
      String database = questions.get(0).database();
      try (Targets.Target target = targets.open(database, file)) {
        askers.score(
            questions,
            all.getOrDefault(database, List.of()),
            file,
            target,
            score -> {
              journal.add(score);
              List<Score> scores = journal.scores();
              progress.at(scores.size(), drawn.size(), Tally.of(scores));
            });
      }
    }
  }
}
