package org.nljdbc.meaning;

import java.util.List;
import java.util.Optional;

/**
 * What an English question asks for, without its wording: two questions mean the same if this is
 * equal. It is built to be different in doubt. A word that is no known way to say something means
 * itself, in its place, but for the ending of a plural; so do numbers, quoted words and marks.
 * Therefore another number, value, negation, comparison or aggregate is another meaning, and so is
 * the same word elsewhere. That no two questions of different meaning ever share one cannot be
 * promised; docs/accuracy.md has how often they did.
 *
 * @param signs what is said, in order
 */
public record Meaning(List<String> signs) {

  private static final int LONGEST = 1000;

  /** Keeps its own copy. */
  public Meaning {
    signs = List.copyOf(signs);
  }

  /**
   * The meaning of a question.
   *
   * @param question the question
   * @param synonyms words that mean the same in its database
   * @return empty if it is not known to be English, is longer than 1,000 characters, or says
   *     nothing that could be compared
   */
  public static Optional<Meaning> of(String question, Synonyms synonyms) {
    if (question.length() > LONGEST) {
      return Optional.empty();
    }
    List<String> signs = Arrangement.of(Reader.read(question, synonyms));
    return signs.isEmpty() ? Optional.empty() : Optional.of(new Meaning(signs));
  }
}
