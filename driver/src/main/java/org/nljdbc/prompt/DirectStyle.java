package org.nljdbc.prompt;

/**
 * The parts of the direct prompt that can be chosen; the defaults are what measured best.
 *
 * @param instruction the system message before the schema; {@code %s} stands for the dialect
 * @param answerPrefix what the answer is made to begin with
 * @param notes whether notes on the dialect stand before the schema
 * @param valueHits whether stored values that the question names stand before the question
 * @param comments whether comments on tables and columns stand in the schema
 * @param sampleValues how many sample values of a text column stand in the schema. Measured on
 *     Qwen2.5-Coder-0.5B with 100 questions: execution accuracy 0.53 without any, 0.41 with some
 */
public record DirectStyle(
    String instruction,
    String answerPrefix,
    boolean notes,
    boolean valueHits,
    boolean comments,
    int sampleValues) {

  /** The style that is used. */
  public static final DirectStyle DEFAULT =
      new DirectStyle(
          "You translate questions into SQL for %s. Answer with one SELECT statement that uses only"
              + " the tables and columns below.",
          "```sql\nSELECT", true, true, true, 0);
}
