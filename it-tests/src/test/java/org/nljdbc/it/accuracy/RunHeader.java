package org.nljdbc.it.accuracy;

import java.util.Map;

/**
 * What a run asks, and of what: the first line of its journal. A run goes on only where all of it
 * is the same.
 *
 * @param dataset name of the data set
 * @param questions how many questions were drawn
 * @param seed which draw
 * @param model the setting {@code nl.model}
 * @param settings the driver's other settings
 */
record RunHeader(
    String dataset, int questions, long seed, String model, Map<String, String> settings) {

  /** Keeps its own copy of the settings. */
  RunHeader {
    settings = Map.copyOf(settings);
  }
}
