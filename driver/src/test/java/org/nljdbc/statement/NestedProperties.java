package org.nljdbc.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any English within any SQL. */
class NestedProperties {

  private static final String QUOTES = "(?s).*['\"].*";

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
            "'",
            "\"",
            "a:b",
            ":since",
            "?",
            "in 2023?",
            "(net)",
            "(",
            ")",
            ":)",
            "[x]",
            "]",
            "{y}",
            "\"quoted\"",
            "'(a'",
            "R&D",
            "--",
            "/*",
            "*/",
            "$$",
            "é",
            "日本",
            "🍕",
            "100%",
            "a;b",
            "select",
            "from",
            "where",
            ",",
            "\\",
            "#1",
            "`t`",
            "NL('x')",
            "(NL: y)",
            "by\n-- remark\nname",
            "x)",
            "as")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(words -> "what " + String.join(" ", words) + " end");
  }

  /** What may stand in front of a table, and behind it. */
  @Provide
  Arbitrary<List<String>> frames() {
    return Arbitraries.of(
        List.of("SELECT * FROM ", " x"),
        List.of("-- it's\nSELECT a, 'b''s)' FROM t JOIN ", " x ON x.a = t.a"),
        List.of("SELECT COUNT(*) FROM ", " dbvrcnt"),
        List.of("SELECT * FROM (SELECT * FROM ", " y WHERE a = 'it''s') x ORDER BY 1"),
        List.of("/* ( */ SELECT * FROM ", " x WHERE \"a)\" = ? AND b IN ('(', ')') LIMIT 5"),
        List.of("INSERT INTO t SELECT * FROM ", " AS x -- done"),
        List.of("WITH q AS (SELECT * FROM ", " x) SELECT * FROM q"));
  }

  /** What may stand in front of a sub-query in an expression, and behind it. */
  @Provide
  Arbitrary<List<String>> operands() {
    return Arbitraries.of(
        List.of("SELECT * FROM t WHERE a IN ", " AND b = 'it''s'"),
        List.of("SELECT a, ", " AS n FROM t"),
        List.of("SELECT * FROM t WHERE b > ", " ORDER BY 1"),
        List.of("DELETE FROM t WHERE NOT EXISTS ", ""),
        List.of("UPDATE t SET a = ", ", b = ? WHERE \"c)\" = 1"),
        List.of("-- it's\nSELECT COALESCE(", ", 0) FROM t"),
        List.of("SELECT * FROM (SELECT 1 WHERE 2 = ANY ", ") x WHERE \"a)\" IN ('(', ')')"));
  }

  @Property
  void aQuotedOperandComesOutAsItWentIn(
      @ForAll("english") String english,
      @ForAll("operands") List<String> frame,
      @ForAll Quoting database)
      throws SQLException {
    Assume.that(!english.contains("\\"));
    String quoted = "'" + english.replace("'", "''") + "'";
    for (String operand : List.of("(NL " + quoted + ")", "( nl Run " + quoted + " ; )")) {
      Nested nested = recogniser.within(frame.get(0) + operand + frame.get(1), database);
      assertNotNull(nested, operand);
      assertEquals(List.of(english), nested.questions());
      assertEquals(frame.get(0) + "(SQL)" + frame.get(1), nested.assemble(List.of("SQL")));
    }
  }

  /** A string with a name in front of it that goes on is the database's to understand. */
  @Property
  void aStringThatGoesOnIsNeverTakenForAQuestion(
      @ForAll("english") String english,
      @ForAll("operands") List<String> frame,
      @ForAll Quoting database)
      throws SQLException {
    Assume.that(!english.contains("\\"));
    String quoted = "'" + english.replace("'", "''") + "'";
    for (String operand :
        List.of("(NL %s, 1)", "(NL %s || x)", "(NL %s::text)", "(NL(%s))", "(nl.a %s)", "(nl:a)")) {
      String statement = frame.get(0) + operand.replace("%s", quoted) + frame.get(1);
      assertNull(recogniser.within(statement, database), statement);
    }
  }

  @Property
  void aQuotedTextComesOutAsItWentIn(
      @ForAll("english") String english,
      @ForAll("frames") List<String> frame,
      @ForAll Quoting database)
      throws SQLException {
    Assume.that(!english.contains("\\ '") && !english.contains("\\"));
    String quoted = "'" + english.replace("'", "''") + "'";
    for (String table :
        List.of("NL(" + quoted + ")", "(nl " + quoted + ")", "( Nl (" + quoted + ") )")) {
      Nested nested = recogniser.within(frame.get(0) + table + frame.get(1), database);
      assertNotNull(nested, table);
      assertEquals(List.of(english), nested.questions());
      assertEquals(frame.get(0) + "(SQL)" + frame.get(1), nested.assemble(List.of("SQL")));
    }
  }

  /**
   * A free text is right or refused, unless it reads as SQL as well: with a closing bracket that
   * was not opened and an opening one behind it.
   */
  @Property(tries = 5000)
  void aFreeTextIsNeverSplitWronglyWithoutAnError(
      @ForAll("english") String english,
      @ForAll("frames") List<String> frame,
      @ForAll Quoting database) {
    splitsOrRefuses(english, frame, database);
  }

  /** The same as part of an expression, behind which more may follow. */
  @Property(tries = 5000)
  void aFreeOperandIsNeverSplitWronglyWithoutAnError(
      @ForAll("english") String english,
      @ForAll("operands") List<String> frame,
      @ForAll Quoting database) {
    splitsOrRefuses(english, frame, database);
  }

  private void splitsOrRefuses(String english, List<String> frame, Quoting database) {
    boolean isSqlToo =
        english.matches(QUOTES)
            ? english.matches("(?s).*\\).*\\(.*")
            : sum(english) == 0 && opensLate(english);
    Assume.that(isInOrder(english) || !isSqlToo);
    String statement = frame.get(0) + "(NL: " + english + ")" + frame.get(1);
    try {
      Nested nested = recogniser.within(statement, database);
      assertNotNull(nested, statement);
      assertEquals(List.of(new QuestionText(10_000).free(english)), nested.questions());
      assertEquals(frame.get(0) + "(SQL)" + frame.get(1), nested.assemble(List.of("SQL")));
    } catch (SQLException refused) {
      assertEquals("42000", refused.getSQLState());
      boolean plain = isInOrder(english) && !english.matches(QUOTES);
      assertTrue(!plain, () -> statement + " -> " + refused.getMessage());
    }
  }

  private static int sum(String text) {
    return text.chars().map(c -> c == '(' ? 1 : c == ')' ? -1 : 0).sum();
  }

  private static boolean opensLate(String text) {
    int open = 0;
    boolean surplus = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      surplus |= open < 0;
      if (surplus && c == '(') {
        return true;
      }
    }
    return false;
  }

  private static boolean isInOrder(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  /** Whatever stands in quotes or comments is no question. */
  @Property
  void whatIsQuotedIsNeverTakenForAQuestion(
      @ForAll("english") String english, @ForAll Quoting database) throws SQLException {
    Assume.that(!english.contains("\\") && !english.contains("*/") && !english.contains("/*"));
    String inside = " FROM NL('x') q JOIN (NL: " + english + ") z ";
    for (String statement :
        List.of(
            "SELECT '" + inside.replace("'", "''") + "' FROM t",
            "SELECT \"" + inside.replace("\"", "\"\"") + "\" FROM t",
            "SELECT `" + inside.replace("`", "``") + "` FROM t",
            "SELECT 1 /*" + inside + "*/ FROM t",
            "SELECT 1 -- " + inside.replace("\n", " ") + "\n FROM t")) {
      assertNull(recogniser.within(statement, database), statement);
      assertNull(recogniser.recognise(statement));
    }
  }

  /** Where no table stands there is no question, whatever it looks like. */
  @Property
  void anExpressionIsNeverTakenForAQuestion(
      @ForAll("english") String english, @ForAll Quoting database) throws SQLException {
    Assume.that(!english.contains("\\"));
    String quoted = "'" + english.replace("'", "''") + "'";
    for (String form :
        List.of(
            "SELECT NL(%s), NL(%s) FROM t",
            "SELECT a FROM t WHERE NL(%s) = 1 AND b IN (NL(%s), 2)",
            "INSERT INTO t VALUES (NL(%s), NL %s), (NL %s)",
            "UPDATE t SET a = NL(%s) WHERE b IN (NL %s, NL %s)",
            "SELECT f(NL %s), NL %s FROM t",
            "CALL NL(%s)")) {
      String statement = form.replace("%s", quoted);
      assertNull(recogniser.within(statement, database), statement);
    }
  }

  /** Any text whatever is a statement with questions, an ordinary one, or an error with a state. */
  @Property
  void anyTextEndsWell(
      @ForAll String text, @ForAll("english") String english, @ForAll Quoting database) {
    for (String statement :
        List.of(
            text,
            "SELECT * FROM (NL:" + text + ") x",
            "SELECT * FROM NL('" + text + "') x",
            "SELECT * FROM t WHERE a IN (NL: " + text + ") AND b = (NL '" + text + "')",
            "SELECT * FROM " + english + " x, NL('a')")) {
      try {
        Nested nested = recogniser.within(statement, database);
        assertTrue(nested == null || Recogniser.mayHoldQuestions(statement));
        assertTrue(nested == null || nested.questions().stream().noneMatch(String::isBlank));
      } catch (SQLException refused) {
        assertTrue(refused.getSQLState().matches("42000|54000"));
      }
    }
  }

  /** Pieces of SQL, with comments and quotes that may stay open and NL where it means nothing. */
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "-- ",
            "/*",
            "*/",
            "\n",
            " ",
            "'",
            "''",
            "\"",
            "`",
            "$$",
            "[",
            "]",
            "\\",
            "(",
            ")",
            ",",
            ";",
            ":",
            "?",
            "nl",
            "NL:",
            "NL ",
            "NL('x')",
            "NL explain 'x'",
            "nl.a",
            "x",
            "SELECT ",
            "FROM ",
            "AS ",
            "INTO ",
            "INSERT ",
            "CREATE ",
            "TABLE ",
            "EXPLAIN ",
            "SET ",
            "VALUES ")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }

  /** Recognition ends well wherever a text, a comment or a quote breaks off. */
  @Property(tries = 5000)
  void aTextThatBreaksOffEndsWell(@ForAll("pieces") String text, @ForAll Quoting database) {
    try {
      var asked = recogniser.recognise(text);
      var nested = recogniser.within(text, database);
      assertTrue(asked != null || nested == null || Recogniser.mayHoldQuestions(text), text);
    } catch (SQLException refused) {
      assertTrue(refused.getSQLState().matches("42000|54000"), text);
    }
  }

  /** What is nothing but a comment, closed or not, is the database's to understand. */
  @Property
  void aCommentAloneIsNeverAQuestion(@ForAll("pieces") String text, @ForAll Quoting database)
      throws SQLException {
    String line = text.replace("\n", " ");
    for (String statement : List.of("-- " + line, "-- NL: " + line, "/* NL: '" + noEnd(text))) {
      assertNull(recogniser.recognise(statement), statement);
      assertNull(recogniser.within(statement, database), statement);
    }
  }

  private static String noEnd(String text) {
    return text.replace("*", "").replace("/", "");
  }
}
