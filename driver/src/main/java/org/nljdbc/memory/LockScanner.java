package org.nljdbc.memory;

import java.util.ArrayList;
import java.util.List;

/** Reads the marks, names and values of a lock file, and knows at which line and column it is. */
final class LockScanner {

  private final String text;
  private int at;

  LockScanner(String text) {
    this.text = text;
  }

  /** Where the scanner is. */
  int place() {
    return at;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** Takes a mark if it comes next. */
  boolean take(String mark) {
    boolean next = text.startsWith(mark, at);
    at += next ? mark.length() : 0;
    return next;
  }

  void expect(String mark) throws LockSyntaxException {
    if (!take(mark)) {
      throw error("here should be " + mark);
    }
  }

  /** Steps over spaces. */
  void spaces() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Steps over spaces, line ends and comments. */
  void blanks() {
    while (true) {
      spaces();
      if (peek() == '#') {
        while (!atEnd() && peek() != '\n') {
          at++;
        }
      } else if (peek() == '\n' || peek() == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  /** Steps over the rest of a line, in which nothing but a comment may be. */
  void endOfLine() throws LockSyntaxException {
    spaces();
    if (!atEnd() && peek() != '\n' && peek() != '\r' && peek() != '#') {
      throw error("here should be the end of the line");
    }
    blanks();
  }

  /** A name of a field. */
  String name() throws LockSyntaxException {
    int from = at;
    while (peek() >= 'a' && peek() <= 'z') {
      at++;
    }
    if (at == from) {
      throw error("here should be [[pin]] or the name of a field");
    }
    return text.substring(from, at);
  }

  int integer() throws LockSyntaxException {
    int from = at;
    while (peek() >= '0' && peek() <= '9' && at - from < 9) {
      at++;
    }
    if (at == from) {
      throw error("here should be a number");
    }
    return Integer.parseInt(text.substring(from, at));
  }

  /** Texts in brackets. */
  List<String> texts() throws LockSyntaxException {
    List<String> texts = new ArrayList<>();
    open();
    while (!closes()) {
      texts.add(text());
      separator();
    }
    return texts;
  }

  /** Takes the opening bracket of a list. */
  void open() throws LockSyntaxException {
    expect("[");
    blanks();
  }

  /** Takes the closing bracket if it comes next. */
  boolean closes() {
    return take("]");
  }

  /** Takes what follows a member of a list: a comma, unless the list ends. */
  void separator() throws LockSyntaxException {
    blanks();
    if (peek() != ']') {
      expect(",");
      blanks();
    }
  }

  /** A text in quotes, in one line or in three quotes over several. */
  String text() throws LockSyntaxException {
    boolean lines = text.startsWith("\"\"\"", at);
    int opening = at;
    expect(lines ? "\"\"\"" : "\"");
    if (lines && !take("\r\n")) {
      take("\n");
    }
    String closing = lines ? "\"\"\"" : "\"";
    StringBuilder value = new StringBuilder();
    while (!take(closing)) {
      char c = peek();
      if (atEnd() || !lines && (c == '\n' || c == '\r')) {
        at = opening;
        throw error("this text does not end: its closing " + closing + " is missing");
      }
      if (c == '\\') {
        value.append(escaped());
      } else if (c == '\r' && text.startsWith("\r\n", at)) {
        at++; // an editor's line ends are not part of the value
      } else if (c < ' ' && c != '\t' && c != '\n') {
        throw error("a control character, code " + (int) c);
      } else {
        value.append(c);
        at++;
      }
    }
    return value.toString();
  }

  private String escaped() throws LockSyntaxException {
    char c = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    String value =
        switch (c) {
          case '"', '\\' -> String.valueOf(c);
          case 'n' -> "\n";
          case 'r' -> "\r";
          case 't' -> "\t";
          case 'u' -> unicode();
          default -> throw error("an unknown escape; write \\\\ for a backslash");
        };
    at += c == 'u' ? 6 : 2;
    return value;
  }

  private String unicode() throws LockSyntaxException {
    String digits = at + 6 <= text.length() ? text.substring(at + 2, at + 6) : "";
    if (!digits.matches("[0-9A-Fa-f]{4}")) {
      throw error("after \\u should be four hexadecimal digits");
    }
    return String.valueOf((char) Integer.parseInt(digits, 16));
  }

  LockSyntaxException error(String problem) {
    return error(at, problem);
  }

  /** An error at a place. */
  LockSyntaxException error(int place, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < place; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new LockSyntaxException(line, place - lineStart + 1, problem);
  }
}
