package org.nljdbc.prompt;

import java.util.List;

/**
 * What somebody asks, before anything is known of the database.
 *
 * @param text the question, not blank; with {@code :p1}, {@code :p2} and so on in the place of
 *     values that are bound later
 * @param parameters how many values are bound later, 0 or more
 * @param earlier what it goes on from, oldest first; empty for a question that stands alone
 * @param effect what its SQL is to do
 */
public record Wording(String text, int parameters, List<Turn> earlier, Effect effect) {

  /**
   * A question that is answered with rows.
   *
   * @param text the question
   * @param parameters how many values are bound later
   * @param earlier what it goes on from
   */
  public Wording(String text, int parameters, List<Turn> earlier) {
    this(text, parameters, earlier, Effect.READ);
  }

  /** Keeps its own copy of the turns. */
  public Wording {
    earlier = List.copyOf(earlier);
  }

  /**
   * A question that stands alone.
   *
   * @param text the question
   * @return it, without parameters
   */
  public static Wording of(String text) {
    return new Wording(text, 0, List.of());
  }

  /**
   * Whether the text says everything: nothing is bound later, and nothing was said before.
   *
   * @return true if the same text always means the same
   */
  public boolean isWhole() {
    return parameters == 0 && earlier.isEmpty();
  }

  /**
   * The same in other words.
   *
   * @param words the question, not blank
   * @return it, all else equal
   */
  public Wording saying(String words) {
    return new Wording(words, parameters, earlier, effect);
  }
}
