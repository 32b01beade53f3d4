package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any English, any comments and any SQL. */
class RecogniserProperties {

  private final Recogniser recogniser = new Recogniser(10_000);

  /** English as people write it, full of what splitters and parsers stumble over. */
  @Provide
  Arbitrary<String> english() {
    return Arbitraries.of(
            "top",
            "5",
            "what's",
            "the",
            "customers'",
            "a:b",
            ":since",
            "?",
            "in 2023?",
            "(net)",
            "[x]",
            "{y}",
            "\"quoted\"",
            "R&D",
            "--",
            "/*",
            "$$",
            "é",
            "日本",
            "🍕",
            "100%",
            "a;b",
            "select",
            "from",
            "\\",
            "#1",
            "`t`")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> "what " + String.join(" ", words));
  }

  @Provide
  Arbitrary<String> lead() {
    Arbitrary<String> part =
        Arbitraries.of(
            " ", "\n", "\t", "-- remark's\n", "/* it's; /* nested */ */", "--\r\n", "/**/");
    return part.list().ofMaxSize(4).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> tail() {
    return Arbitraries.of("", " ", ";", " ;\n", "\n\n", ";\r\n\r\n", "\n-- done\n", ";\n-- it's");
  }

  @Provide
  Arbitrary<String> opener() {
    return Combinators.combine(
            Arbitraries.of("NL", "nl", "Nl", "nL"), Arbitraries.of(":", " :", ": ", ":\n"))
        .as(String::concat);
  }

  @Property
  void aTextComesOutAsItWentIn(
      @ForAll("lead") String lead,
      @ForAll("opener") String opener,
      @ForAll("english") String english,
      @ForAll("tail") String tail)
      throws SQLException {
    assertEquals(
        new Asked(Verb.RUN, english, BindMarkers.in(english)),
        recogniser.recognise(lead + opener + english + tail));
  }

  @Property
  void aQuotedTextComesOutAsItWentIn(
      @ForAll("lead") String lead, @ForAll("english") String english, @ForAll("tail") String tail)
      throws SQLException {
    String quoted = "'" + english.replace("'", "''") + "'";
    assertEquals(new Asked(Verb.RUN, english), recogniser.recognise(lead + "NL " + quoted + tail));
    assertEquals(
        new Asked(Verb.SHOW, english), recogniser.recognise(lead + "NL SHOW" + quoted + tail));
  }

  @Property
  void whatIsPinnedComesOutAsItWentIn(
      @ForAll("lead") String lead,
      @ForAll("english") String english,
      @ForAll("english") String sql,
      @ForAll("tail") String tail)
      throws SQLException {
    String quoted = "'" + english.replace("'", "''") + "'";
    String given = "'" + sql.replace("'", "''") + "'";
    assertEquals(
        new Asked(Verb.PIN, english, sql),
        recogniser.recognise(lead + "NL PIN " + quoted + lead + " AS " + lead + given + tail));
    assertEquals(
        new Asked(Verb.UNPIN, english), recogniser.recognise(lead + "NL UNPIN " + quoted + tail));
    assertEquals(new Asked(Verb.PINS, ""), recogniser.recognise(lead + "NL PINS" + tail));
  }

  @Property
  void aQuotedTextWithARowLimitComesOutAsItWentIn(
      @ForAll("lead") String lead, @ForAll("english") String english, @ForAll("tail") String tail)
      throws SQLException {
    String asked = lead + "NL '" + english.replace("'", "''") + "' ";
    for (String limit : new String[] {"limit ?", "fetch first 5 rows only", "offset ? rows"}) {
      Paged paged = recogniser.paged(asked + limit + tail);
      assertEquals(List.of(english), paged == null ? List.of() : paged.questions());
      assertNull(recogniser.paged(asked + tail));
      assertNull(recogniser.paged(asked + english + " " + limit + tail));
    }
  }

  @Property
  void whatFollowsIsNeverPartOfTheQuestion(
      @ForAll("english") String english, @ForAll("english") String next) {
    for (String end : new String[] {";\n", "\n\n", " ; \n"}) {
      String state = "";
      try {
        recogniser.recognise("NL: " + english + end + next);
      } catch (SQLException refused) {
        state = refused.getSQLState();
      }
      assertEquals("42000", state);
    }
  }

  @Property
  void anOrdinaryStatementIsNeverTakenForAQuestion(
      @ForAll("lead") String lead, @ForAll("english") String english) throws SQLException {
    for (String word :
        new String[] {
          "SELECT ", "NLX: ", "NL_PINS ", "PINS ", "CALL ", "'NL: ", "(", "{", "x NL: "
        }) {
      String statement = lead + word + english;
      assertFalse(Recogniser.mayBeAsked(statement));
      assertNull(recogniser.recognise(statement));
    }
  }

  /** Any text whatever is a question, an ordinary statement, or an error with an SQLState. */
  @Property
  void anyTextEndsWell(@ForAll String text) {
    try {
      Asked asked = recogniser.recognise(text);
      assertTrue(asked == null || Recogniser.mayBeAsked(text));
      asked = recogniser.recognise("NL:" + text);
      assertTrue(asked != null && !asked.question().isBlank());
    } catch (SQLException refused) {
      assertTrue(refused.getSQLState().matches("42000|54000"));
    }
  }
}
