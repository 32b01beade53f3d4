package org.nljdbc.translate;

import java.util.List;
import org.nljdbc.sql.ValueFilter;

/**
 * What processes tell each other of an answer.
 *
 * @param id as of {@link Translation}, like all that follows
 * @param question the question
 * @param sql its SQL, without parameters
 * @param model the model's id
 * @param logProbability of the answer, or NaN
 * @param tokens of the answer
 * @param confidence from 0 to 1, or NaN
 * @param notes what the user should know
 * @param terms what the glossary said
 * @param examples the pinned questions that the model was shown
 * @param readings other ways to read the question
 */
public record SharedAnswer(
    String id,
    String question,
    String sql,
    String model,
    double logProbability,
    int tokens,
    double confidence,
    List<String> notes,
    List<String> terms,
    List<String> examples,
    List<Reading> readings) {

  /** Keeps its own copies of the lists. */
  public SharedAnswer {
    notes = List.copyOf(notes);
    terms = List.copyOf(terms);
    examples = List.copyOf(examples);
    readings = List.copyOf(readings);
  }

  static SharedAnswer of(Translation made) {
    return new SharedAnswer(
        made.id(),
        made.question(),
        made.sql(),
        made.model(),
        made.logProbability(),
        made.tokens(),
        made.confidence(),
        made.notes(),
        made.terms(),
        made.examples(),
        made.readings());
  }

  /**
   * A translation of this process.
   *
   * @param absent comparisons with values that the database does not hold now
   * @param holding those readings that hold
   */
  Translation translation(List<ValueFilter> absent, List<Reading> holding) {
    return new Translation(
        id,
        question,
        sql,
        model,
        logProbability,
        tokens,
        confidence,
        0,
        absent,
        notes,
        List.of(),
        terms,
        examples,
        holding,
        "",
        0,
        Translation.Source.RECALLED);
  }
}
