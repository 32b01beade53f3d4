package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.sql.SqlObject;

/** The lock file as people and other programs see it. */
class LockTextTest {

  private static final String BLOCK =
      """

      [[pin]]
      question = "Top 5 orders in 2023"
      normalised = "top $1 orders in $2"
      parameters = [
        ["$1", "integer", "5"],
        ["$2", "year", "2023"],
      ]
      sql = \"""
      SELECT id
      FROM "orders" WHERE year = 2023 LIMIT 5\"""
      database = "H2 SHOP.PUBLIC"
      objects = [
        ["orders"],
        ["orders", "year", "integer"],
      ]
      model = "by hand"
      by = "ann"
      at = "2024-05-31T12:00:00Z"
      """;

  private static final String HEAD = "version = 1\n";

  private static Pin pin(String question, String sql) {
    return new Pin(
        question,
        List.of(),
        sql,
        "H2 SHOP.PUBLIC",
        List.of(new SqlObject("orders", "", "")),
        "m 12",
        "ann",
        Instant.parse("2024-05-31T12:00:00Z"));
  }

  @Test
  void isTheSameTextEachTime() throws LockSyntaxException {
    List<Pin> pins = LockText.read(HEAD + BLOCK);
    assertEquals("Top 5 orders in 2023", pins.get(0).question());
    assertEquals(new SqlObject("orders", "year", "integer"), pins.get(0).objects().get(1));
    String written = LockText.write(pins);
    assertTrue(written.endsWith(BLOCK), written);
    List<Pin> more = List.of(pin("b", "SELECT 2"), pins.get(0), pin("a", "SELECT 1"));
    String sorted = LockText.write(more);
    assertEquals(sorted, LockText.write(LockText.read(sorted)));
    assertTrue(sorted.indexOf("\"a\"") < sorted.indexOf("\"b\""));
    assertTrue(sorted.indexOf("\"b\"") < sorted.indexOf("Top 5"));
  }

  @Test
  void editorsMayChangeLineEndsAndAddComments() throws LockSyntaxException {
    assertEquals(
        LockText.read(HEAD + BLOCK),
        LockText.read(("# mine\n" + HEAD + BLOCK + "# end").replace("\n", "\r\n")));
    assertEquals(List.of(), LockText.read(""));
    assertEquals(List.of(), LockText.read("\n# nothing\n"));
    assertEquals(List.of(), LockText.read(HEAD));
  }

  @Property
  void anyTextComesBack(@ForAll String question, @ForAll String sql, @ForAll String name)
      throws LockSyntaxException {
    Pin pin =
        new Pin(
            "q" + question,
            List.of(),
            "S" + sql,
            name,
            List.of(new SqlObject(name, "c" + sql, question)),
            question,
            sql,
            Instant.EPOCH);
    // A line end of Windows within SQL is a line end.
    assertEquals(List.of(pin), LockText.read(LockText.write(List.of(pin))));
  }

  @Property
  void quotesComeBack(@ForAll("quotes") String text) throws LockSyntaxException {
    Pin pin = pin("q " + text, "SELECT " + text);
    assertEquals(List.of(pin), LockText.read(LockText.write(List.of(pin))));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> quotes() {
    return net.jqwik.api.Arbitraries.strings().withChars("\"\\'\n\r\ta#]").ofMaxLength(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version = 1 | version = 2 | line 1, column 1 | a newer NL-JDBC",
        "version = 1 | version = x | line 1, column 11 | a number",
        "version = 1 | [[pin]] | line 1, column 1 | version = 1",
        "[[pin]] | [[pins]] | line 3, column 1 | [[pin]]",
        "[[pin]] | <<<<<<< HEAD | line 3, column 1 | merged",
        "question = | questoin = | line 4, column 1 | no field questoin",
        "Top 5 orders in 2023\" | Top 5 orders in 2023 | line 4, column 12 | closing",
        "by = \"ann\" | by = \"ann\" x | line 19, column 12 | end of the line",
        "by = \"ann\" | by = \"\\q\" | line 19, column 7 | escape",
        "by = \"ann\" | by = \"\\u00\" | line 19, column 7 | hexadecimal",
        "by = \"ann\" | by = \"a\u0001n\" | line 19, column 8 | control",
        "by = \"ann\" | at = \"\" | line 20, column 1 | twice",
        "by = \"ann\" | # by | line 3, column 1 | no field by",
        "T12:00:00Z | T12 | line 20, column 1 | a time",
        "\"integer\" | \"whole\" | line 6, column 1 | a parameter is",
        "[\"orders\"] | [] | line 14, column 1 | an object is",
        "[\"orders\"], | [\"orders\"] | line 16, column 3 | ,",
        "top $1 | top 1 | line 5, column 1 | top $1 orders in $2",
        "LIMIT 5\\\"\\\"\\\" | LIMIT 5 | line 10, column 7 | closing"
      })
  void saysWhereAMistakeIs(String right, String wrong, String place, String hint) {
    String text = HEAD + BLOCK;
    String from = right.replace("\\\"\\\"\\\"", "\"\"\"");
    assertTrue(text.contains(from), from);
    String message =
        String.valueOf(
            assertThrows(LockSyntaxException.class, () -> LockText.read(text.replace(from, wrong)))
                .getMessage());
    assertTrue(message.startsWith(place + ":"), message);
    assertTrue(message.contains(hint), message);
  }

  @Test
  void aQuestionIsPinnedOnce() {
    String twice = HEAD + BLOCK + BLOCK.replace("Top 5", "top  5");
    String message =
        String.valueOf(
            assertThrows(LockSyntaxException.class, () -> LockText.read(twice)).getMessage());
    assertTrue(message.startsWith("line 22, column 1: this question is pinned twice"), message);
  }
}
