package org.nljdbc.runtime.grammar;

/** Reads a grammar's text from left to right, and knows where it is. */
final class GrammarText {

  /** What is read behind the last character. */
  static final int END = -1;

  private static final int SHOWN = 40;

  private final String text;
  private int at;
  private int line = 1;
  private int column = 1;

  /**
   * Stands before the first character.
   *
   * @param text the text
   */
  GrammarText(String text) {
    this.text = text;
  }

  /** The next character, or END. */
  int peek() {
    return at < text.length() ? text.codePointAt(at) : END;
  }

  /** Where the next character stands. */
  Place place() {
    return new Place(line, column);
  }

  /** Takes the next character; there must be one. */
  int take() {
    int taken = peek();
    at += Character.charCount(taken);
    if (taken == '\n' || (taken == '\r' && peek() != '\n')) {
      line++;
      column = 1;
    } else {
      column++;
    }
    return taken;
  }

  /** Takes what comes next, if it is this. */
  boolean takeIf(String wanted) {
    if (!text.startsWith(wanted, at)) {
      return false;
    }
    wanted.codePoints().forEach(each -> take());
    return true;
  }

  /** Takes blanks and comments up to the end of the line. */
  void skipBlanks() {
    while (isBlank(peek())) {
      take();
    }
    if (peek() == '#') {
      while (peek() != END && !isLineEnd(peek())) {
        take();
      }
    }
  }

  /** Takes blanks, comments and ends of lines. */
  void skipLines() {
    skipBlanks();
    while (isLineEnd(peek())) {
      take();
      skipBlanks();
    }
  }

  /** Takes the name of a rule; empty if there is none. */
  String takeName() {
    int from = at;
    while (isName(peek())) {
      take();
    }
    return text.substring(from, at);
  }

  /**
   * Takes a decimal number.
   *
   * @param most the greatest that is supported
   * @param what what it is, for messages
   * @throws GrammarException if there is none, or a greater one
   */
  int takeNumber(int most, String what) throws GrammarException {
    Place place = place();
    if (!isDigit(peek())) {
      throw unexpected(what);
    }
    int number = 0;
    while (isDigit(peek())) {
      number = number * 10 + (take() - '0');
      if (number > most) {
        throw place.error("found " + what + " above " + most + ", which is the most. Use less.");
      }
    }
    return number;
  }

  /**
   * What comes next does not belong here.
   *
   * @param expected what does
   * @return the exception to throw
   */
  GrammarException unexpected(String expected) {
    return place().error("found " + found() + ", expected " + expected + ".");
  }

  private String found() {
    int next = peek();
    if (next == END) {
      return "the end of the grammar";
    }
    if (isLineEnd(next)) {
      return "the end of the line";
    }
    if (text.startsWith("::=", at)) {
      return "\"::=\"";
    }
    if (Character.isISOControl(next) || Character.getType(next) == Character.SURROGATE) {
      return String.format("the character U+%04X", next);
    }
    if (!isName(next)) {
      return '"' + Character.toString(next) + '"';
    }
    int end = at;
    while (end < text.length() && isName(text.charAt(end))) {
      end++;
    }
    return end - at <= SHOWN
        ? '"' + text.substring(at, end) + '"'
        : '"' + text.substring(at, at + SHOWN) + "...\"";
  }

  static boolean isName(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || isDigit(character)
        || character == '-'
        || character == '_';
  }

  static boolean isLineEnd(int character) {
    return character == '\n' || character == '\r';
  }

  private static boolean isBlank(int character) {
    return character == ' ' || character == '\t';
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
