package org.nljdbc.runtime.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarConstraintTest {

  private static GrammarConstraint constraint(String grammar) throws GrammarException {
    return new GrammarConstraint(Gbnf.parse(grammar));
  }

  private static void assertAllowed(GrammarConstraint constraint, String text) {
    for (int end = 0; end <= text.length(); end++) {
      assertTrue(constraint.allows(text.substring(0, end)), text.substring(0, end));
    }
    assertTrue(constraint.allowsEnd(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "-0.5e+10",
        "\"a \\\" \\u00e9 é 😀 \\n\"",
        "{\"a\": [1, 2.5, {\"b\": null}], \"c\": {\"d\": true}}",
        "[[[[]]], {\"\": {}}]\n",
      })
  void jsonAndItsBeginningsAreAllowed(String text) throws GrammarException {
    assertAllowed(constraint(SampleGrammars.JSON), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}",
        "[,",
        "[1,]",
        "{1",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "01",
        "-a",
        "1.e",
        "1.}",
        "\"\n",
        "\"\\x",
        "\"\\u12g",
        "tru ",
        "nulll",
        "[1 2",
        "{} {",
        "[}"
      })
  void whatNoJsonBeginsWithIsRefused(String text) throws GrammarException {
    GrammarConstraint json = constraint(SampleGrammars.JSON);
    assertFalse(json.allows(text), text);
    assertFalse(json.allowsEnd(text), text);
    assertTrue(json.allows(text.substring(0, text.length() - 1)) || text.length() < 2, text);
    assertFalse(json.allows(text + "]"), text);
  }

  @Test
  void aBeginningIsNoEnd() throws GrammarException {
    GrammarConstraint json = constraint(SampleGrammars.JSON);
    for (String text : List.of("", " ", "[", "[1", "\"", "1.", "1e", "tru", "{\"a\":1", "-")) {
      assertTrue(json.allows(text), text);
      assertFalse(json.allowsEnd(text), text);
    }
  }

  @Test
  void longTextsMatch() throws GrammarException {
    assertAllowed(constraint(SampleGrammars.JSON), SampleGrammars.json(2_000));
    assertAllowed(constraint(SampleGrammars.SQL), SampleGrammars.sql(1_000));
    GrammarConstraint sql = constraint(SampleGrammars.SQL);
    assertFalse(sql.allows("SELECT FROM x"));
    assertFalse(sql.allows("DELETE"));
    assertFalse(sql.allowsEnd("SELECT a FROM b WHERE"));
    assertTrue(constraint(SampleGrammars.JSON).allowsEnd(SampleGrammars.json(20_000)));
  }

  @Test
  void thePrefixIsNotJudged() throws GrammarException {
    GrammarConstraint digits = new GrammarConstraint(Gbnf.parse("root ::= [0-9]+"), "SELECT ");
    assertTrue(digits.allows(""));
    assertTrue(digits.allows("SEL"));
    assertTrue(digits.allows("SELECT "));
    assertTrue(digits.allows("SELECT 12"));
    assertTrue(digits.allowsEnd("SELECT 12"));
    assertFalse(digits.allowsEnd("SELECT "));
    assertFalse(digits.allowsEnd("SEL"));
    assertFalse(digits.allows("SELECT x"));
    assertFalse(digits.allows("12"));
    assertFalse(digits.allowsEnd("12"));
  }

  @Test
  void halfASurrogatePairIsABeginning() throws GrammarException {
    String grin = "😀";
    GrammarConstraint face = constraint("root ::= \"a\" [" + grin + "-😂] \"b\"");
    assertTrue(face.allows("a" + grin.charAt(0)));
    assertFalse(face.allowsEnd("a" + grin.charAt(0)));
    assertTrue(face.allows("a" + grin));
    assertTrue(face.allowsEnd("a" + grin + "b"));
    assertFalse(face.allows("a" + "𐀀".charAt(0)));
    assertFalse(face.allows("a" + grin.charAt(0) + "b"));
    assertFalse(face.allows("a" + grin.charAt(1)));
    assertFalse(constraint("root ::= .").allows(grin.substring(1)));
    assertFalse(constraint("root ::= \"a\"").allows("b" + grin.charAt(0)));
  }

  @Test
  void nestingHasNoLimit() throws GrammarException {
    GrammarConstraint json = constraint(SampleGrammars.JSON);
    int depth = 5_000;
    String open = "[{\"a\":".repeat(depth);
    String whole = open + "1" + "}]".repeat(depth);
    assertTrue(json.allows(open));
    assertTrue(json.allowsEnd(whole));
    assertFalse(json.allowsEnd(whole.substring(1)));
    assertFalse(json.allows(whole + "]"));
    String parentheses = "root ::= " + "(".repeat(10_000) + "\"a\"" + ")?".repeat(10_000);
    assertTrue(constraint(parentheses).allowsEnd(""));
    assertTrue(constraint(parentheses).allowsEnd("a"));
  }

  @Test
  void whatWasAskedBeforeChangesNothing() throws GrammarException {
    GrammarConstraint used = constraint(SampleGrammars.JSON);
    Random random = new Random(1);
    String text = SampleGrammars.json(300);
    for (int i = 0; i < 3_000; i++) {
      String asked = altered(text, random);
      GrammarConstraint fresh = constraint(SampleGrammars.JSON);
      assertEquals(fresh.allows(asked), used.allows(asked), asked);
      assertEquals(fresh.allowsEnd(asked), used.allowsEnd(asked), asked);
    }
  }

  private static String altered(String text, Random random) {
    StringBuilder asked = new StringBuilder(text.substring(0, random.nextInt(text.length() + 1)));
    int at = random.nextInt(asked.length() + 1);
    switch (random.nextInt(3)) {
      case 0 -> asked.insert(at, "[1,\"\\".charAt(random.nextInt(5)));
      case 1 -> asked.delete(at, Math.min(at + random.nextInt(3), asked.length()));
      default -> {}
    }
    return asked.toString();
  }

  @Test
  void manyThreadsGetWhatOneWouldGet() throws Exception {
    GrammarConstraint shared = constraint(SampleGrammars.JSON);
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(i);
        all.add(() -> differences(shared, random));
      }
      for (Future<Integer> each : pool.invokeAll(all)) {
        assertEquals(0, each.get());
      }
    } finally {
      pool.shutdown();
    }
  }

  private static int differences(GrammarConstraint shared, Random random) throws GrammarException {
    String text = SampleGrammars.json(200);
    int differences = 0;
    for (int i = 0; i < 500; i++) {
      String asked = altered(text, random);
      GrammarConstraint own = constraint(SampleGrammars.JSON);
      if (own.allows(asked) != shared.allows(asked)
          || own.allowsEnd(asked) != shared.allowsEnd(asked)) {
        differences++;
      }
    }
    return differences;
  }
}
