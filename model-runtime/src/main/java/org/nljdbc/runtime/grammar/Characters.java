package org.nljdbc.runtime.grammar;

import java.util.ArrayList;
import java.util.List;

/** Reads characters, escapes, and classes of characters in a grammar's text. */
final class Characters {

  private static final String ESCAPES =
      "one of the escapes \\n \\t \\r \\\\ \\\" \\[ \\] \\- \\xNN \\uNNNN \\UNNNNNNNN";

  private final GrammarText text;

  /**
   * Makes a reader.
   *
   * @param text where it reads
   */
  Characters(GrammarText text) {
    this.text = text;
  }

  /**
   * Takes a class, from its opening to its closing bracket.
   *
   * @return its characters, at least one
   * @throws GrammarException if it is not well-formed, or empty
   */
  CharacterSet takeClass() throws GrammarException {
    Place open = text.place();
    text.take();
    boolean negated = text.takeIf("^");
    List<CharacterSet.Range> ranges = new ArrayList<>();
    while (!text.takeIf("]")) {
      Place place = text.place();
      int first = take("\"]\" to close the class of " + open);
      int last = first;
      if (text.peek() == '-') {
        text.take();
        if (text.peek() == ']') {
          ranges.add(new CharacterSet.Range('-', '-'));
        } else {
          last = take("\"]\" to close the class of " + open);
        }
      }
      if (last < first) {
        throw place.error("found a range that ends before it begins. Exchange its ends.");
      }
      ranges.add(new CharacterSet.Range(first, last));
    }
    CharacterSet set = CharacterSet.of(ranges, negated);
    if (ranges.isEmpty() || set.isEmpty()) {
      throw open.error("found a class without characters, expected at least one; any is \".\".");
    }
    return set;
  }

  /**
   * Takes a character, which may be an escape.
   *
   * @param close what is missing if the text ends here
   * @return its code point
   * @throws GrammarException if there is none
   */
  int take(String close) throws GrammarException {
    int next = text.peek();
    if (next == GrammarText.END) {
      throw text.unexpected(close);
    }
    if (isSurrogate(next)) {
      throw text.unexpected("a character: a surrogate alone is none");
    }
    if (next != '\\') {
      return text.take();
    }
    Place place = text.place();
    text.take();
    return switch (text.peek()) {
      case 'n' -> simple('\n');
      case 't' -> simple('\t');
      case 'r' -> simple('\r');
      case '\\', '"', '[', ']', '-' -> text.take();
      case 'x' -> hexadecimal(place, 2);
      case 'u' -> hexadecimal(place, 4);
      case 'U' -> hexadecimal(place, 8);
      default -> throw text.unexpected(ESCAPES);
    };
  }

  private int simple(int meaning) {
    text.take();
    return meaning;
  }

  private int hexadecimal(Place place, int digits) throws GrammarException {
    text.take();
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.peek() < 128 ? Character.digit(text.peek(), 16) : -1;
      if (digit < 0) {
        throw text.unexpected(digits + " hexadecimal digits");
      }
      text.take();
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT || isSurrogate((int) value)) {
      throw place.error(
          String.format("found the code point %X, which is no character", value)
              + ", expected one up to 10FFFF that is no surrogate; write \\U0001F600, not a pair.");
    }
    return (int) value;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
