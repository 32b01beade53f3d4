package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.nljdbc.it.databases.Kind;

/**
 * What a run asks, and of what: the first line of its journal. A run goes on only where all of it
 * is the same.
 *
 * @param dataset name of the data set, and what else than its SQLite files was asked or judged by
 * @param questions how many questions were drawn
 * @param seed which draw
 * @param model the setting {@code nl.model}
 * @param settings the driver's other settings
 */
record RunHeader(
    String dataset, int questions, long seed, String model, Map<String, String> settings) {

  private static final String ON = ", on ";
  private static final String OWN_GOLD = ", gold of its own too";
  private static final String PINS = ", the others of each database pinned";

  /** Keeps its own copy of the settings. */
  RunHeader {
    settings = Map.copyOf(settings);
  }

  /**
   * What a run with these options asks.
   *
   * @param options the options
   * @param data their data set
   * @param drawn how many of its questions are asked
   */
  static RunHeader of(Options options, Dataset data, int drawn) {
    return new RunHeader(
        data.name()
            + (options.kind() == Kind.SQLITE ? "" : ON + options.kind())
            + (options.ownGold() == null ? "" : OWN_GOLD)
            + (options.pinsOthers() ? PINS : ""),
        drawn,
        options.seed(),
        modelName(options.model()),
        options.settings());
  }

  /**
   * The system that was asked.
   *
   * @param data the data set
   * @return the system
   * @throws IOException if the run asked another data set
   */
  Kind kind(Dataset data) throws IOException {
    String rest = dataset.startsWith(data.name()) ? dataset.substring(data.name().length()) : "?";
    String system = rest.replace(OWN_GOLD, "").replace(PINS, "");
    return Stream.of(Kind.values())
        .filter(kind -> system.equals(kind == Kind.SQLITE ? "" : ON + kind))
        .findFirst()
        .orElseThrow(() -> new IOException("the run asked " + dataset + ", not " + data.name()));
  }

  /** Whether answers were also judged by gold in the words of the system that was asked. */
  boolean hasOwnGold() {
    return dataset.contains(OWN_GOLD);
  }

  /** A file by its name alone: where it lies tells nothing, and a run may go on elsewhere. */
  private static String modelName(String model) {
    return model.substring(Math.max(model.lastIndexOf('/'), model.lastIndexOf('\\')) + 1);
  }
}
