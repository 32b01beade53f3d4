package org.nljdbc.runtime.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What holds of every grammar, tried on random ones. */
class GrammarPropertiesTest {

  private static final int GRAMMARS = 400;
  private static final int TEXTS = 12;
  private static final int LONGEST = 60;

  @Test
  void derivedTextsAndTheirBeginningsAreAllowed() throws GrammarException {
    for (int seed = 0; seed < GRAMMARS; seed++) {
      RandomGrammar random = new RandomGrammar(seed);
      String grammar = random.text();
      GrammarConstraint constraint = new GrammarConstraint(Gbnf.parse(grammar));
      for (int i = 0; i < TEXTS; i++) {
        String text = random.derive();
        assertTrue(constraint.allowsEnd(text), () -> grammar + text);
        for (int end = 0; end <= text.length(); end++) {
          String begin = text.substring(0, end);
          assertTrue(constraint.allows(begin), () -> grammar + begin);
        }
      }
    }
  }

  @Test
  void wholeTextsAreThoseOfThePlainMatcher() throws GrammarException {
    int matching = 0;
    int others = 0;
    for (int seed = 0; seed < GRAMMARS; seed++) {
      RandomGrammar random = new RandomGrammar(seed);
      String grammar = random.text();
      GrammarConstraint constraint = new GrammarConstraint(Gbnf.parse(grammar));
      for (int i = 0; i < TEXTS; i++) {
        String derived = random.derive();
        String text = random.mutate(derived.substring(0, Math.min(LONGEST, derived.length())));
        boolean expected = random.matches(text);
        assertEquals(expected, constraint.allowsEnd(text), () -> grammar + text);
        if (expected) {
          matching++;
          assertTrue(constraint.allows(text), () -> grammar + text);
        } else {
          others++;
        }
      }
    }
    assertTrue(matching > 300 && others > 300, matching + " and " + others);
  }

  /** A beginning that is refused has no matching continuation; one allowed has one. */
  @Test
  void beginningsAreAllowedExactlyIfSomethingFollows() throws GrammarException {
    String grammar = "root ::= \"a\" root \"b\" | [ab] \"c\"? | \"ca\"{2} root";
    GrammarConstraint constraint = new GrammarConstraint(Gbnf.parse(grammar));
    String letters = "abc";
    int longest = 9;
    for (int length = 0; length <= 5; length++) {
      for (int i = 0; i < Math.pow(3, length); i++) {
        StringBuilder text = new StringBuilder();
        for (int rest = i, k = 0; k < length; k++, rest /= 3) {
          text.append(letters.charAt(rest % 3));
        }
        assertEquals(
            reaches(constraint, text.toString(), longest + 2),
            constraint.allows(text.toString()),
            text.toString());
      }
    }
    assertFalse(constraint.allows("cc"));
  }

  /** Whether a whole text can be reached, by trying all letters. */
  private static boolean reaches(GrammarConstraint constraint, String text, int longest) {
    if (constraint.allowsEnd(text)) {
      return true;
    }
    return text.length() < longest
        && "abc".chars().anyMatch(letter -> reaches(constraint, text + (char) letter, longest));
  }
}
