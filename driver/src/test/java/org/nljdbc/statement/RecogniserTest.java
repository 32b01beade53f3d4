package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecogniserTest {

  private final Recogniser recogniser = new Recogniser(100);

  static Stream<Arguments> questions() {
    return Stream.of(
        Arguments.of("NL: top 5 customers", "top 5 customers"),
        Arguments.of("nl:top 5", "top 5"),
        Arguments.of("Nl : top 5", "top 5"),
        Arguments.of("  \n\t NL: top 5 \n", "top 5"),
        Arguments.of("\uFEFF\u00A0NL: top 5", "top 5"),
        Arguments.of("NL:\n\n  top 5", "top 5"),
        Arguments.of("NL: top 5;", "top 5"),
        Arguments.of("NL: top 5 ; ;\n\n", "top 5"),
        Arguments.of("NL: top 5\nby revenue;", "top 5\nby revenue"),
        Arguments.of("NL: top 5\r\nby revenue\r\n\r\n", "top 5\nby revenue"),
        Arguments.of("NL: sales; then costs", "sales; then costs"),
        Arguments.of("NL: what's each customer's name?", "what's each customer's name?"),
        Arguments.of("NL: ratio a:b, why?", "ratio a:b, why?"),
        Arguments.of("-- remark\nNL: top 5", "top 5"),
        Arguments.of("/* dynamic native SQL */ NL: top 5", "top 5"),
        Arguments.of("/* a /* nested */ b */\n-- c\r\nNL: top 5", "top 5"),
        Arguments.of("NL: top 5 /* traceparent='00-1' */", "top 5"),
        Arguments.of("NL: top 5; /* a */ /* b */", "top 5"),
        Arguments.of("NL: top 5 /* a */ ;", "top 5"),
        Arguments.of("NL: top 5\n-- why\nby revenue", "top 5\nby revenue"),
        Arguments.of("NL: top 5;\n-- the end\n", "top 5"),
        Arguments.of("NL: a -- b", "a -- b"),
        Arguments.of("NL 'top 5'", "top 5"),
        Arguments.of("nl'top 5';", "top 5"),
        Arguments.of("NL 'what''s 5; or\n\n6?' ; -- end", "what's 5; or\n\n6?"),
        Arguments.of("NL '''a'''", "'a'"),
        Arguments.of("NL RUN: top 5", "top 5"),
        Arguments.of("NL run 'top 5'", "top 5"),
        Arguments.of("NL: 🍕 je région", "🍕 je région"));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void takesTheQuestionOut(String statement, String question) throws SQLException {
    assertTrue(Recogniser.mayBeAsked(statement));
    assertEquals(new Asked(Verb.RUN, question), recogniser.recognise(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL SHOW: top 5",
        "nl show 'top 5'",
        "/* x */ Nl\nShow\n:\ntop 5;",
        "NL SHOW'top 5'"
      })
  void takesTheVerbToo(String statement) throws SQLException {
    assertEquals(new Asked(Verb.SHOW, "top 5"), recogniser.recognise(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL EXPLAIN HTML: top 5",
        "nl explain  html 'top 5'",
        "Nl\nExplain\nHtml\n:\ntop 5;"
      })
  void aVerbMayHaveTwoWords(String statement) throws SQLException {
    assertEquals(new Asked(Verb.EXPLAIN_HTML, "top 5"), recogniser.recognise(statement));
  }

  @Test
  void theSecondWordIsNoQuestion() throws SQLException {
    assertEquals(new Asked(Verb.EXPLAIN, "html"), recogniser.recognise("NL EXPLAIN: html"));
    for (String statement : new String[] {"NL HTML: a", "NL EXPLAIN TEXT: a", "NL SHOW HTML: a"}) {
      assertThrows(SQLException.class, () -> recogniser.recognise(statement), statement);
    }
  }

  static Stream<Arguments> pins() {
    return Stream.of(
        Arguments.of("NL PIN: top 5 as 'x'", new Asked(Verb.PIN, "top 5 as 'x'")),
        Arguments.of("nl pin 'top 5' ;", new Asked(Verb.PIN, "top 5")),
        Arguments.of(
            "NL PIN 'what''s up' AS 'SELECT ''a''' ; -- end",
            new Asked(Verb.PIN, "what's up", "SELECT 'a'")),
        Arguments.of("NL PIN 'a'as/* c */'\nSELECT 1; '", new Asked(Verb.PIN, "a", "SELECT 1;")),
        Arguments.of("NL UNPIN 'top 5'", new Asked(Verb.UNPIN, "top 5")),
        Arguments.of("NL PINS", new Asked(Verb.PINS, "")),
        Arguments.of("-- x\n nl pins -- all\n;", new Asked(Verb.PINS, "")));
  }

  @ParameterizedTest
  @MethodSource("pins")
  void takesWhatIsPinned(String statement, Asked asked) throws SQLException {
    assertEquals(asked, recogniser.recognise(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "SELECT 1",
        "N",
        "NL",
        "NL;",
        "NL top 5",
        "NL pinned",
        "NLPINS",
        "NL.pins",
        "NL, PINS",
        "NL @a = 1",
        "NLS: a",
        "NL_x: a",
        "N L: a",
        "nullify",
        "-- NL: a",
        "-- a\rSELECT 'NL: x'",
        "/* NL: a */ SELECT 1",
        "/* /* */ NL: a */ SELECT 1",
        "/* open NL: a",
        "(NL: a)",
        "SELECT 1; NL: a",
        "'NL: a'",
        "\"NL\": a"
      })
  void leavesOrdinaryStatementsAlone(String statement) throws SQLException {
    assertNull(recogniser.recognise(statement));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL STATUS", "nl status;", "-- x\nNl  Status ; -- y"})
  void statusNeedsNoQuestion(String statement) throws SQLException {
    assertEquals(new Asked(Verb.STATUS, ""), recogniser.recognise(statement));
  }

  @Test
  void leavesNullAlone() throws SQLException {
    assertFalse(Recogniser.mayBeAsked(null));
    assertNull(recogniser.recognise(null));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("NL:", "42000", "empty"),
        Arguments.of("NL: ;", "42000", "empty"),
        Arguments.of("NL: -- only a comment", "42000", "empty"),
        Arguments.of("NL: /* only a comment */", "42000", "empty"),
        Arguments.of("NL ''", "42000", "empty"),
        Arguments.of("NL '  '", "42000", "empty"),
        Arguments.of("NL SHOW:", "42000", "empty"),
        Arguments.of("NL SHOW", "42000", "colon"),
        Arguments.of("NL SHOW top 5", "42000", "colon"),
        Arguments.of("NL DROP: top 5", "42000", "'DROP'"),
        Arguments.of("NL SHOWW: top 5", "42000", "(SHOW is near)"),
        Arguments.of("NL EXPLAN: top 5", "42000", "(EXPLAIN is near)"),
        Arguments.of("NL FEEDBACK: top 5", "42000", "FEEDBACK UP for a right answer"),
        Arguments.of("NL CONFIRM", "42000", "id is missing"),
        Arguments.of("NL how many orders are there", "42000", "The colon is missing"),
        Arguments.of("NL: how many cats?; how many dogs?", "42000", "More than one question"),
        Arguments.of("NL PINS: top 5", "42000", "alone"),
        Arguments.of("NL PINS 'top 5'", "42000", "alone"),
        Arguments.of("NL PINS; SELECT 1", "42000", "alone"),
        Arguments.of("NL PIN", "42000", "colon"),
        Arguments.of("NL PIN ''", "42000", "empty"),
        Arguments.of("NL PIN 'a' AS SELECT 1", "42000", "in apostrophes"),
        Arguments.of("NL PIN 'a' AS ' '", "42000", "in apostrophes"),
        Arguments.of("NL PIN 'a' AS 'b' c", "42000", "in apostrophes"),
        Arguments.of("NL PIN 'a' AS", "42000", "in apostrophes"),
        Arguments.of("NL PIN 'a' AS 'b", "42000", "does not end"),
        Arguments.of("NL SHOW 'a' AS 'b'", "42000", "follows"),
        Arguments.of("NL decide 'top 5'", "42000", "'decide'"),
        Arguments.of("NL STATUS: of what", "42000", "no question"),
        Arguments.of("NL STATUS 'of what'", "42000", "no question"),
        Arguments.of("NL PROMPT", "42000", "colon"),
        Arguments.of("NL 'open", "42000", "does not end"),
        Arguments.of("NL 'what's up'", "42000", "''"),
        Arguments.of("NL 'a'; SELECT 1", "42000", "follows"),
        Arguments.of("NL: what's up;\nSELECT 1", "42000", "apostrophe"),
        Arguments.of("NL: what's up\n\nSELECT 'a'", "42000", "apostrophe"),
        Arguments.of("NL: a;\n/* c */ b", "42000", "apostrophe"),
        Arguments.of("NL: " + "x".repeat(101), "54000", "nl.questionMaxLength"),
        Arguments.of("NL '" + "x".repeat(100_000) + "'", "54000", "100000"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrong(String statement, String state, String hint) {
    SQLException error = assertThrows(SQLException.class, () -> recogniser.recognise(statement));
    assertEquals(state, error.getSQLState());
    assertTrue(String.valueOf(error.getMessage()).contains(hint), error::getMessage);
  }

  @Test
  void countsCodePoints() throws SQLException {
    String pizzas = "🍕".repeat(100);
    assertEquals(new Asked(Verb.RUN, pizzas), recogniser.recognise("NL: " + pizzas));
  }

  @Test
  void takesABareQuestionAsItIs() throws SQLException {
    assertEquals(new Asked(Verb.RUN, "a;\n\nb"), recogniser.question(" a;\n\nb "));
    for (String bad : List.of(" ", "x".repeat(101))) {
      assertThrows(SQLException.class, () -> recogniser.question(bad));
    }
  }

  @Test
  void ordinaryStatementsCostNoMemory() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String[] statements = {
      "SELECT name FROM t WHERE id = ?", "  -- remark\n/* more */ UPDATE t SET x = 1", "nullify"
    };
    int calls = 10_000;
    long bytes = Long.MAX_VALUE;
    // What the interpreter allocates counts only until the code is compiled.
    for (int round = 0; round < 100 && bytes >= calls; round++) {
      long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
      int asked = 0;
      for (int i = 0; i < calls; i++) {
        String statement = statements[i % statements.length];
        boolean special =
            Recogniser.mayBeAsked(statement)
                || Recogniser.mayHoldQuestions(statement)
                || SchemaChange.mayFollow(statement);
        asked += special ? 1 : 0;
      }
      bytes = thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      assertEquals(0, asked);
    }
    assertTrue(bytes < calls, bytes + " bytes for " + calls + " statements");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL: orders of customer ? ; newest first",
        "NL 'articles called \"Why me?; a tale\"'",
        "NL UNPIN 'how many cats?; how many dogs?'",
        "NL UNPIN: how many cats?; how many dogs?",
      })
  void oneQuestionMayHoldMarks(String statement) throws SQLException {
    assertNotNull(new Recogniser(10_000).recognise(statement));
  }
}
