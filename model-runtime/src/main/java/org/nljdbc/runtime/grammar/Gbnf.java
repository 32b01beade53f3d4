package org.nljdbc.runtime.grammar;

/**
 * GBNF, llama.cpp's notation for grammars, as its guide describes it
 * (https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md).
 *
 * <pre>
 *   root ::= "[" (number ("," number)*)? "]"   # a rule: name, ::=, alternatives between |
 *   number ::= "-"? [0-9]{1,9}                  # "literal" [class] [^class] . (group) name
 *                                               # item* item+ item? item{m} item{m,} item{m,n}
 * </pre>
 *
 * <p>A rule ends with its line, except after {@code ::=}, after {@code |}, and within parentheses.
 * Escapes are {@code \n \t \r \\ \" \[ \] \- \xNN \}{@code uNNNN \UNNNNNNNN}. A whole text must
 * match the rule {@code root}.
 *
 * <p>Rules may call themselves anywhere, also at their beginning (left recursion, which llama.cpp
 * refuses). What the notation says of tokens, {@code <think>}, is not supported, as a grammar is
 * checked against text. A class without characters, a rule defined twice, and a rule that no finite
 * text matches are errors.
 *
 * <p>Bounds: 200,000 UTF-16 units of text, 10,000 rules (repeated groups included), 100,000 steps
 * (some two for each character of a literal, class, name and repetition), 2,000 repetitions.
 */
public final class Gbnf {

  private static final int LONGEST_TEXT = 200_000;

  private Gbnf() {}

  /**
   * Reads a grammar.
   *
   * @param grammar its text
   * @return the grammar
   * @throws GrammarException if the text is no grammar, or beyond a bound: it names line and
   *     column, what was found, and what was expected
   */
  public static Grammar parse(String grammar) throws GrammarException {
    if (grammar.length() > LONGEST_TEXT) {
      throw new Place(1, 1)
          .error(
              "found a grammar of "
                  + grammar.length()
                  + " characters, expected at most "
                  + LONGEST_TEXT
                  + ". Shorten it.");
    }
    return new GrammarParser(grammar).parse();
  }
}
