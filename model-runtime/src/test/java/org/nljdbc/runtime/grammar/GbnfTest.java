package org.nljdbc.runtime.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GbnfTest {

  private static boolean matches(String grammar, String text) throws GrammarException {
    return new GrammarConstraint(Gbnf.parse(grammar)).allowsEnd(text);
  }

  /** The right side of root, with ' for quotes; texts that match; texts that do not. */
  static Stream<Arguments> constructs() {
    return Stream.of(
        Arguments.of("'abc'", List.of("abc"), List.of("ab", "abcd", "")),
        Arguments.of("'a' 'b'", List.of("ab"), List.of("a", "b", "ba")),
        Arguments.of("'a' | 'bc' |", List.of("a", "bc", ""), List.of("abc", "b")),
        Arguments.of("'a' ('b' | 'c' 'd') 'e'", List.of("abe", "acde"), List.of("ae", "abcde")),
        Arguments.of("'ab'*", List.of("", "ab", "abab"), List.of("a", "aba")),
        Arguments.of("'ab'+", List.of("ab", "abab"), List.of("", "aba")),
        Arguments.of("'ab'?", List.of("", "ab"), List.of("a", "abab")),
        Arguments.of("'ab'{2}", List.of("abab"), List.of("ab", "ababab")),
        Arguments.of("'ab'{2,}", List.of("abab", "ababab"), List.of("", "ab")),
        Arguments.of("'ab'{1,3}", List.of("ab", "abab", "ababab"), List.of("", "abababab")),
        Arguments.of("[ab]{ 1 , 3 }", List.of("a", "bab"), List.of("", "abab")),
        Arguments.of("[a]{0}", List.of(""), List.of("a")),
        Arguments.of("('a' 'b'){0,0} 'c'", List.of("c"), List.of("abc")),
        Arguments.of(
            "('a' | 'b' 'c'){2,}", List.of("aa", "bca", "abcbc"), List.of("a", "bc", "bcb")),
        Arguments.of(
            "(('a'{2}){3}){2}", List.of("aaaaaaaaaaaa"), List.of("aaaaaaaaaaa", "aaaaaaaaaaaaa")),
        Arguments.of("'a'*?", List.of("", "a", "aa"), List.of("b")),
        Arguments.of("'a' *", List.of("", "aa"), List.of("b")),
        Arguments.of("''", List.of(""), List.of("a")),
        Arguments.of("''{3} ''* 'a'", List.of("a"), List.of("", "aa")),
        Arguments.of("(() | 'a')+ 'b'", List.of("b", "aab"), List.of("a")),
        Arguments.of("[a-cx]", List.of("a", "b", "c", "x"), List.of("d", "ab", "")),
        Arguments.of("[^a-cx]", List.of("d", "é", "😀"), List.of("a", "x")),
        Arguments.of("[-a]", List.of("-", "a"), List.of("b")),
        Arguments.of("[a-]", List.of("-", "a"), List.of("b")),
        Arguments.of("[\\-a]", List.of("-", "a"), List.of("b")),
        Arguments.of("[a\\-z]", List.of("-", "a", "z"), List.of("b")),
        Arguments.of("[\\]\\[]", List.of("]", "["), List.of("a")),
        Arguments.of(".", List.of("a", "é", "😀"), List.of("ab", "")),
        Arguments.of("[ぁ-ゟ]+", List.of("こんにちは"), List.of("今")),
        Arguments.of("'😀' '\\U0001F600' '\\u00e9' '\\x41'", List.of("😀😀éA"), List.of("😀😀é")),
        Arguments.of("[\\U0001F600-\\U0001F602]", List.of("😁"), List.of("😃")),
        Arguments.of(
            "(\n'a' # a comment with ' and )\n\n | 'b'\n)\n", List.of("a", "b"), List.of("c")),
        Arguments.of("'a' # a comment\n", List.of("a"), List.of("b")),
        Arguments.of("'a' |\n# a comment\n'b'", List.of("a", "b"), List.of("c")),
        Arguments.of("'a' |\r\n'b'\r\n# more\r\n", List.of("a", "b"), List.of("c")),
        Arguments.of("\n  'a'", List.of("a"), List.of("b")));
  }

  @ParameterizedTest
  @MethodSource
  void constructs(String right, List<String> yes, List<String> no) throws GrammarException {
    String grammar = "root ::= " + right.replace('\'', '"');
    for (String text : yes) {
      assertTrue(matches(grammar, text), text);
    }
    for (String text : no) {
      assertFalse(matches(grammar, text), text);
    }
  }

  @Test
  void escapes() throws GrammarException {
    String grammar = "root ::= \"\\n\\t\\r\\\\\\\"\\[\\]\\-\\x7e\\u20AC\\U0001f600\" [\\n\\\\\\\"]";
    String text = "\n\t\r\\\"[]-~€😀";
    assertTrue(matches(grammar, text + "\n"));
    assertTrue(matches(grammar, text + "\\"));
    assertTrue(matches(grammar, text + "\""));
    assertFalse(matches(grammar, text + "n"));
    assertTrue(matches("root ::= \"a\nb\"", "a\nb"));
    assertTrue(matches("root ::= \"[#\" [#\"]", "[##"));
    assertTrue(matches("root ::= .", "\n"));
  }

  @Test
  void rulesStandInAnyOrderAndAreNamedFreely() throws GrammarException {
    String grammar =
        """

        # some rules
        check-mate ::= "x" rule_1   # with comments
        root::=check-mate UPPER-9?

        UPPER-9 ::= ( "y"
                      | "z" )
        rule_1 ::= "1" | "2" |
          "3" |

          "4"
        """;
    assertEquals(List.of("check-mate", "rule_1", "root", "UPPER-9"), Gbnf.parse(grammar).names());
    assertEquals("Grammar[root]", Gbnf.parse("root ::= \"a\"").toString());
    for (String text : List.of("x1", "x4z", "x3y")) {
      assertTrue(matches(grammar, text), text);
    }
    for (String text : List.of("", "x", "x5", "y", "x1yz")) {
      assertFalse(matches(grammar, text), text);
    }
  }

  @Test
  void rulesMayCallThemselvesAnywhere() throws GrammarException {
    String sum = "root ::= root [-+] term | term\nterm ::= [0-9]+ | \"(\" root \")\"";
    assertTrue(matches(sum, "1+22-(3-(4))+5"));
    assertFalse(matches(sum, "1+22-(3-(4)+5"));
    assertFalse(matches(sum, "+1"));
    String hidden = "root ::= none root \"a\" | \"b\"\nnone ::= \"c\"*";
    assertTrue(matches(hidden, "baa"));
    assertTrue(matches(hidden, "ccbaa"));
    assertFalse(matches(hidden, "baac"));
    assertTrue(matches("root ::= root | \"a\" | root root", "aaaa"));
    assertTrue(matches("root ::= root root | \"a\" |", ""));
    assertTrue(matches("root ::= root root | \"a\" |", "aaa"));
    assertTrue(matches("root ::= a | \"x\"\na ::= b | \"\"\nb ::= a \"y\" | root \"z\"", "xzyz"));
    String list = "root ::= \"a\" root | \"a\" root \"b\" |";
    assertTrue(matches(list, "aaaaabbb"));
    assertFalse(matches(list, "aabbb"));
    String palindrome = "root ::= \"a\" root \"a\" | \"b\" root \"b\" | [ab]?";
    assertTrue(matches(palindrome, "abbabba"));
    assertFalse(matches(palindrome, "abbabbb"));
  }
}
