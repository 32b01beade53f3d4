package org.nljdbc.narrate;

import java.util.List;
import java.util.regex.Pattern;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;

/**
 * The answer to a question as a sentence.
 *
 * @param text the sentence
 * @param source who has said it
 */
public record Narration(String text, Source source) {

  private static final Pattern NEGATION =
      Pattern.compile(
          "\\b(?:never|not|no|without|none|nobody|neither)\\b|n['’]t\\b", Pattern.CASE_INSENSITIVE);

  /** Who has said a sentence. */
  public enum Source {
    /** The model, and the rows bear it out. */
    MODEL,
    /** A rule, from the rows alone. */
    RULE
  }

  /**
   * What a model is asked for a sentence.
   *
   * @param question what was asked
   * @param excerpt what was found
   * @return the prompt; it holds values of rows
   */
  public static Prompt prompt(String question, Excerpt excerpt) {
    String found = excerpt.rows().isEmpty() ? "(no rows)" : excerpt.text();
    return new Prompt(
        List.of(
            new Message(
                Role.SYSTEM, "You are a helpful assistant who explains data in plain English."),
            new Message(
                Role.USER,
                "Question: "
                    + question
                    + "\nResult:\n"
                    + found
                    + "\nAnswer the question in one English sentence that uses the result.")),
        "");
  }

  /**
   * A sentence by rule.
   *
   * @param excerpt what was found
   * @return the sentence
   */
  public static Narration byRule(Excerpt excerpt) {
    return new Narration(Sentence.of(excerpt), Source.RULE);
  }

  /**
   * What a model has said, if the rows bear it out; a sentence by rule otherwise.
   *
   * @param said the model's answer
   * @param question what was asked
   * @param excerpt what was found
   * @return the sentence
   */
  public static Narration checked(String said, String question, Excerpt excerpt) {
    String sentence = said.strip();
    // "No customer has ordered" is what a model makes of no customer who has never ordered.
    boolean twice = excerpt.isEmpty() && NEGATION.matcher(question).find();
    return !excerpt.more() && !twice && Truth.holds(sentence, question, excerpt)
        ? new Narration(sentence, Source.MODEL)
        : byRule(excerpt);
  }
}
