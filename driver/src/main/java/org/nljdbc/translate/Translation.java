package org.nljdbc.translate;

import java.util.List;

/**
 * SQL that was made for a question and has passed every check.
 *
 * @param id short identifier, the same in warnings, logs and comments
 * @param question the question
 * @param sql one read-only statement, in the connection's own dialect, without a trailing semicolon
 * @param model the model's id
 * @param logProbability natural logarithm of the answer's probability, or NaN
 * @param tries how many times the model was asked, 1 or more; 0 if the answer came from the cache
 * @param notes what the user should know, such as tables left out of the prompt; one sentence each
 * @param millis time that the translation took, in milliseconds
 */
public record Translation(
    String id,
    String question,
    String sql,
    String model,
    double logProbability,
    int tries,
    List<String> notes,
    long millis) {

  /** Keeps its own copy of the notes. */
  public Translation {
    notes = List.copyOf(notes);
  }
}
