package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MendsTest {

  private static Mend mend(Rewrite... edits) {
    return new Mend(Mend.Kind.MEANING, List.of(edits), "");
  }

  @Test
  void changesAtOneBorderAreForDifferentRounds() {
    Mend brackets = mend(Rewrite.insert(0, "("), Rewrite.insert(3, ")"));
    Mend word = mend(new Rewrite(0, 1, "abc"));
    Mend apart = mend(new Rewrite(1, 2, "<"));
    assertTrue(word.overlaps(brackets.edits()));
    assertFalse(apart.overlaps(brackets.edits()));
    assertEquals(List.of(brackets, apart), Mends.together(List.of(brackets, word, apart)));
  }

  @Test
  void oneThatBreaksTheTextTakesNoOtherWithIt() {
    Mend good = mend(new Rewrite(0, 1, "b"));
    Mend bad = mend(Rewrite.insert(3, ")"));
    Mend other = mend(new Rewrite(4, 5, "2"));
    assertEquals(
        List.of(good, other),
        Mends.readable("a = 1", List.of(good, bad, other), text -> !text.contains(")")));
    assertEquals("b = 2", Mends.applied("a = 1", List.of(good, other)));
  }

  @Test
  void whatIsPutInTwiceAtOnePlaceIsThereTwice() {
    assertEquals(
        "((a))",
        Rewrite.apply(
            "a",
            List.of(
                Rewrite.insert(0, "("),
                Rewrite.insert(1, ")"),
                Rewrite.insert(1, ")"),
                Rewrite.insert(0, "("))));
  }
}
