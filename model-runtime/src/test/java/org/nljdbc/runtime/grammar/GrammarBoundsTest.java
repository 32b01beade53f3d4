package org.nljdbc.runtime.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile grammars and texts. The times only tell an end from none. */
class GrammarBoundsTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static String refused(String grammar) {
    return assertTimeoutPreemptively(
        SOON,
        () ->
            String.valueOf(
                assertThrows(GrammarException.class, () -> Gbnf.parse(grammar)).getMessage()));
  }

  @Test
  void tooLargeGrammarsAreRefused() {
    assertTrue(refused("#".repeat(200_001)).contains("200001 characters"));
    assertTrue(refused("root ::= " + "a{2000} ".repeat(60)).contains("100000 steps"));
    String rules =
        IntStream.range(0, 10_001)
            .mapToObj(i -> "r" + i + "::=\"\"\n")
            .collect(Collectors.joining());
    assertTrue(refused(rules).contains("10000 rules"));
    assertTrue(refused("root ::= " + "(".repeat(190_000)).contains("steps"));
    assertTrue(refused("root ::= " + "(".repeat(30_000)).contains("to close"));
    assertTrue(refused("root ::= " + "[".repeat(190_000)).contains("to close"));
  }

  @Test
  void largeGrammarsAreRead() throws GrammarException {
    String enumeration =
        "root ::= (value \",\")*\nvalue ::= "
            + IntStream.range(0, 5_000)
                .mapToObj(i -> "\"v" + i + "\"")
                .collect(Collectors.joining("|"));
    GrammarConstraint values = new GrammarConstraint(Gbnf.parse(enumeration));
    assertTrue(values.allowsEnd("v0,v4999,v17,"));
    assertFalse(values.allows("v5000"));
    String chain =
        "root ::= r0\n"
            + IntStream.range(0, 9_000)
                .mapToObj(i -> "r" + i + " ::= r" + (i + 1) + "\n")
                .collect(Collectors.joining())
            + "r9000 ::= \"a\"";
    assertTrue(new GrammarConstraint(Gbnf.parse(chain)).allowsEnd("a"));
  }

  @Test
  void repetitionsOfRepetitionsDoNotMultiply() throws GrammarException {
    String grammar = "root ::= " + "(".repeat(5) + "\"ab\"" + "){1,2000}".repeat(5);
    GrammarConstraint constraint = new GrammarConstraint(Gbnf.parse(grammar));
    assertTrue(constraint.allowsEnd("ab".repeat(10)));
    assertFalse(constraint.allows("ab".repeat(10) + "b"));
    GrammarConstraint exact = new GrammarConstraint(Gbnf.parse("root ::= (\"ab\"{1000}){2}"));
    assertTrue(exact.allowsEnd("ab".repeat(2_000)));
    assertFalse(exact.allowsEnd("ab".repeat(1_999)));
    assertFalse(exact.allows("ab".repeat(2_001)));
  }

  /** Very ambiguous ones: a text that would cost too much is refused, and at once from then on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "root ::= root root root | \"a\" | \"\"",
        "root ::= (\"a\"{0,2000}){0,2000}",
        "root ::= (\"a\"* \"a\"*){0,2000} (\"a\"? root \"a\"?)?",
        "root ::= a a a a b\na ::= b? a? b? | \"a\"\nb ::= a a? | root | \"a\"",
      })
  void ambiguousGrammarsCannotTakeForEver(String grammar) throws GrammarException {
    GrammarConstraint constraint = new GrammarConstraint(Gbnf.parse(grammar));
    String longText = "a".repeat(20_000);
    assertTimeoutPreemptively(
        SOON,
        () -> {
          assertTrue(constraint.allows("a".repeat(10)));
          assertFalse(constraint.allows(longText));
          for (int i = 0; i < 1_000; i++) {
            assertFalse(constraint.allows(longText + "a".repeat(i)));
            assertFalse(constraint.allowsEnd(longText));
          }
        });
    assertTrue(constraint.allows("a".repeat(10)));
  }

  @Test
  void listsByRecursionCostNoMoreThanLoops() throws GrammarException {
    int loop = work("root ::= \"a\"*");
    assertTrue(work("root ::= \"a\" root | \"\"") < 5 * loop);
    assertTrue(work("root ::= root \"a\" | \"\"") < 5 * loop);
    assertTrue(work("root ::= \"a\" (\"b\" | rest)?\nrest ::= root") < 5 * loop);
    assertEquals(work("root ::= \"a\"{1,}"), work("root ::= \"a\"+"));
  }

  private static int work(String grammar) throws GrammarException {
    Position position = new Readings(Gbnf.parse(grammar)).read("a".repeat(10_000));
    assertTrue(position.whole(), grammar);
    return position.work();
  }
}
