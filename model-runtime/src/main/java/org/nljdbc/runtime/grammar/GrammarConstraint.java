package org.nljdbc.runtime.grammar;

import org.nljdbc.spi.AnswerConstraint;

/**
 * Answers must match a grammar. It judges texts by their characters: a beginning is allowed exactly
 * if some continuation matches the grammar's {@code root}.
 *
 * <p>It recognises with Earley's algorithm over the grammar's transition network, one position for
 * each character, without recursion; any context-free grammar will do, ambiguous ones and left
 * recursion included. The positions of the last few texts are remembered, so that an answer that
 * grows by a token costs only that token's characters. A text that costs more than two million
 * looked-at places in rules (some 110,000 characters of JSON, 70,000 of SQL; far fewer only for
 * grammars that are made for it) is refused, so that no grammar can exhaust memory or time.
 *
 * <p>It is safe for use by many threads.
 */
public final class GrammarConstraint implements AnswerConstraint {

  private final String answerPrefix;
  private final Readings readings;

  /**
   * Constrains whole answers.
   *
   * @param grammar what they must match
   */
  public GrammarConstraint(Grammar grammar) {
    this(grammar, "");
  }

  /**
   * Constrains what follows a prompt's answer prefix.
   *
   * @param grammar what must match behind the prefix
   * @param answerPrefix what every answer begins with, and the grammar knows nothing of
   */
  public GrammarConstraint(Grammar grammar, String answerPrefix) {
    this.answerPrefix = answerPrefix;
    this.readings = new Readings(grammar);
  }

  @Override
  public boolean allows(String answer) {
    if (!answer.startsWith(answerPrefix)) {
      return answerPrefix.startsWith(answer);
    }
    String text = answer.substring(answerPrefix.length());
    Position position = readings.read(text);
    if (position.end() == text.length() || !position.alive()) {
      return position.alive();
    }
    // The first half of a surrogate pair is left.
    char high = text.charAt(position.end());
    return position.canTake(
        Character.toCodePoint(high, Character.MIN_LOW_SURROGATE),
        Character.toCodePoint(high, Character.MAX_LOW_SURROGATE));
  }

  @Override
  public boolean allowsEnd(String answer) {
    if (!answer.startsWith(answerPrefix)) {
      return false;
    }
    String text = answer.substring(answerPrefix.length());
    Position position = readings.read(text);
    return position.end() == text.length() && position.whole();
  }
}
