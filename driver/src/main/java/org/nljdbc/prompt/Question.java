package org.nljdbc.prompt;

import java.util.List;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.StandIns;

/**
 * A question with what the model is shown of the database.
 *
 * @param text the question
 * @param schema the tables that the model sees
 * @param hits stored values that the question names, as {@link ValueHits} found them
 * @param parameters how many values are bound later; the text has {@code :p1}, {@code :p2} for them
 */
public record Question(String text, Schema schema, List<ValueHits.Hit> hits, int parameters) {

  /**
   * A question without parameters.
   *
   * @param text the question
   * @param schema the tables that the model sees
   * @param hits stored values that the question names
   */
  public Question(String text, Schema schema, List<ValueHits.Hit> hits) {
    this(text, schema, hits, 0);
  }

  /** Keeps its own copy of the hits. */
  public Question {
    hits = List.copyOf(hits);
  }

  /** A text about this question with its parameters as the model is to see them. */
  String shown(String text) {
    return new StandIns(this.text, parameters).shown(text);
  }

  /**
   * The same question over fewer tables.
   *
   * @param smaller the tables that the model sees
   * @return the question
   */
  public Question over(Schema smaller) {
    return new Question(text, smaller, ValueHits.find(text, smaller), parameters);
  }
}
