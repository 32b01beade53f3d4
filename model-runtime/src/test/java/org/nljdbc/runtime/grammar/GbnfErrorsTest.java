package org.nljdbc.runtime.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GbnfErrorsTest {

  private static Arguments error(String grammar, int line, int column, String... said) {
    return Arguments.of(grammar, line, column, said);
  }

  static Stream<Arguments> errors() {
    String a = "root ::= \"a\"";
    return Stream.of(
        error("", 1, 1, "found the end of the grammar", "a rule named \"root\""),
        error("a ::= \"b\"\n", 2, 1, "a rule named \"root\""),
        error("root", 1, 5, "found the end of the grammar, expected \"::=\""),
        error("root = \"a\"", 1, 6, "found \"=\", expected \"::=\""),
        error("root :: = \"a\"", 1, 6, "found \":\", expected \"::=\""),
        error("\"a\"", 1, 1, "found \"\"\", expected a rule's name"),
        error("root\n::= \"a\"", 1, 5, "found the end of the line, expected \"::=\""),
        error(a + "\n  | \"b\"", 2, 3, "found \"|\", expected a rule's name", "next line only"),
        error(a + " |\nb ::= \"c\"", 2, 3, "found \"::=\", expected"),
        error(a + "\n" + a, 2, 1, "second rule named \"root\"", "line 1, column 1", "Rename"),
        error("root ::= é", 1, 10, "found \"é\", expected a literal"),
        error("root ::= \"😀\" )", 1, 14, "found \")\"", "no \"(\" is open"),
        error("root ::= (\"a\"\n", 2, 1, "found the end of", "close", "line 1, column 10"),
        error("root ::= (\"a\" ((\n\"b\")\nx ::= \"y\"", 3, 3, "found \"::=\"", "\")\""),
        error("root ::= \"a\n", 2, 1, "'\"' to close the literal of line 1, column 10"),
        error("root ::= [ab\n", 2, 1, "\"]\" to close the class of line 1, column 10"),
        error("root ::= [ab-", 1, 14, "\"]\" to close the class of line 1, column 10"),
        error("root ::= \"a\" \"\\q\"", 1, 16, "found \"q\", expected one of the escapes"),
        error("root ::= \"\\", 1, 12, "found the end of the grammar", "escapes"),
        error("root ::= \"\\x4\"", 1, 14, "found \"\"\", expected 2 hexadecimal digits"),
        error("root ::= \"\\u123g\"", 1, 16, "found \"g\", expected 4 hexadecimal digits"),
        error("root ::= [\\U0001F60\u0665]", 1, 20, "expected 8 hexadecimal digits"),
        error("root ::= [\\U00110000]", 1, 11, "110000", "no character"),
        error("root ::= [\\UFFFFFFFF]", 1, 11, "FFFFFFFF", "no character"),
        error("root ::= \"\\uD83D\\uDE00\"", 1, 11, "D83D", "\\U0001F600"),
        error("root ::= \"\uD83D\"", 1, 11, "U+D83D", "surrogate"),
        error("root ::= []", 1, 10, "class without characters"),
        error("root ::= []]", 1, 10, "class without characters"),
        error("root ::= [^]", 1, 10, "class without characters"),
        error("root ::= [^\\x00-\\uD7FF\\uE000-\\U0010FFFF]", 1, 10, "class without"),
        error("root ::= [b-a]", 1, 11, "range that ends before it begins"),
        error("root ::= *", 1, 10, "found \"*\"", "to be repeated"),
        error("root ::= \"a\" | +", 1, 16, "found \"+\"", "to be repeated"),
        error("root ::= (?)", 1, 11, "found \"?\"", "to be repeated"),
        error(a + "{}", 1, 14, "found \"}\", expected a number of repetitions"),
        error(a + "{,3}", 1, 14, "found \",\", expected a number of repetitions"),
        error(a + "{2", 1, 15, "found the end of the grammar, expected \"}\""),
        error(a + "{2;3}", 1, 15, "found \";\", expected \"}\""),
        error(a + "{2,x}", 1, 16, "found \"x\"", "or \"}\""),
        error(a + "{2,3 4}", 1, 18, "found \"4\", expected \"}\""),
        error(a + "{3,2}", 1, 16, "found 2, expected 3 or more"),
        error(a + "{2001}", 1, 14, "above 2000"),
        error(a + "{1,99999999999}", 1, 16, "above 2000"),
        error("root ::= <think>", 1, 10, "found \"<\"", "tokens", "not supported"),
        error("root ::= !<[1000]>", 1, 10, "found \"!\"", "tokens"),
        error("root ::= \u0001", 1, 10, "found the character U+0001"),
        error(a + "\nb ::= c\nd ::= c e", 2, 7, "found \"c\"", "Define it"),
        error("a ::= root", 1, 7, "found \"root\"", "Define it"),
        error("root ::= root", 1, 1, "\"root\"", "no text can match"),
        error(a + " | b\nb ::= \"x\" c\nc ::= b+ | (b | c){3}", 2, 1, "\"b\"", "alternative"),
        error("root ::= \"" + "a".repeat(49_999) + "\" \"b\"", 1, 10, "100000 steps"),
        error("x".repeat(201) + " ::= \"a\"", 1, 1, "name of 201 characters"),
        error("root ::= " + "x".repeat(60) + "=", 1, 70, "found \"=\""),
        error("root ::= \"a\"{" + "x".repeat(60), 1, 14, "found \"" + "x".repeat(40) + "...\""));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void saysWhatAndWhere(String grammar, int line, int column, String[] said) {
    GrammarException error =
        assertThrows(GrammarException.class, () -> Gbnf.parse(grammar), grammar);
    String message = String.valueOf(error.getMessage());
    assertEquals(
        "line " + line + ", column " + column,
        "line " + error.line() + ", column " + error.column(),
        message);
    assertTrue(message.startsWith("Grammar, line " + line + ", column " + column + ": "), message);
    for (String part : said) {
      assertTrue(message.contains(part), message);
    }
  }
}
