package org.nljdbc.memory;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of a question. Two questions are the same if their words are: white space, the case of
 * words (but not {@code US} and {@code us}) and what ends the sentence do not matter.
 *
 * @param text the question, its characters composed
 * @param words its words, quoted words as one, punctuation on its own
 */
record QuestionWords(String text, List<Word> words) {

  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");
  private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,17})\\.[0-9]{1,9}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final String OPENING = "'\"\u201c\u2018";
  private static final String CLOSING = "'\"\u201d\u2019";
  private static final String PUNCTUATION = ".,;:?!)";
  private static final String ENDS = ".;?!";

  QuestionWords {
    words = List.copyOf(words);
  }

  /**
   * A word.
   *
   * @param normal what it is compared by
   * @param kind the kind of value that it may be; null for an ordinary word and for punctuation
   * @param literal the value, without quotes
   * @param start index of its first character
   * @param end index after its last
   */
  record Word(String normal, @Nullable LiteralKind kind, String literal, int start, int end) {

    /** Whether it has a letter or digit, and no quotes around it. */
    boolean isPlain() {
      return kind == null && normal.chars().anyMatch(Character::isLetterOrDigit);
    }
  }

  static QuestionWords of(String question) {
    String text = Normalizer.normalize(question, Normalizer.Form.NFC);
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (isWhite(text.charAt(at))) {
        at++;
        continue;
      }
      int quoteEnd = endOfQuoted(text, at);
      if (quoteEnd > 0) {
        words.add(quoted(text, at, quoteEnd));
        at = quoteEnd;
      } else if (text.charAt(at) == '(') {
        words.add(new Word("(", null, "(", at, at + 1));
        at++;
      } else {
        at = chunk(text, at, words);
      }
    }
    while (words.size() > 1 && ENDS.contains(words.get(words.size() - 1).normal())) {
      words.remove(words.size() - 1);
    }
    return new QuestionWords(text, words);
  }

  /** All words, told apart by single spaces. */
  String normal() {
    return words.stream().map(Word::normal).collect(Collectors.joining(" "));
  }

  /** Takes what stands before the next white space: a word, then its punctuation. */
  private static int chunk(String text, int from, List<Word> words) {
    int end = from;
    while (end < text.length() && !isWhite(text.charAt(end))) {
      end++;
    }
    int wordEnd = end;
    while (wordEnd > from && PUNCTUATION.indexOf(text.charAt(wordEnd - 1)) >= 0) {
      wordEnd--;
    }
    if (wordEnd > from) {
      String word = text.substring(from, wordEnd);
      words.add(new Word(normal(word), kind(word), word, from, wordEnd));
    }
    for (int i = wordEnd; i < end; i++) {
      String mark = text.substring(i, i + 1);
      words.add(new Word(mark, null, mark, i, i + 1));
    }
    return end;
  }

  private static Word quoted(String text, int from, int end) {
    String literal = text.substring(from + 1, end - 1);
    return new Word("\"" + literal + "\"", LiteralKind.QUOTED, literal, from, end);
  }

  /** Where quotes close that open there, or -1: not the apostrophe of {@code what's}. */
  private static int endOfQuoted(String text, int from) {
    int kind = OPENING.indexOf(text.charAt(from));
    if (kind < 0) {
      return -1;
    }
    int close = text.indexOf(CLOSING.charAt(kind), from + 1);
    boolean ends =
        close > from + 1
            && (close + 1 == text.length()
                || isWhite(text.charAt(close + 1))
                || PUNCTUATION.indexOf(text.charAt(close + 1)) >= 0);
    return ends ? close + 1 : -1;
  }

  private static String normal(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    String lower = word.toLowerCase(Locale.ROOT);
    boolean shouted = word.length() > 1 && word.equals(upper) && !word.equals(lower);
    return shouted ? word : lower;
  }

  private static @Nullable LiteralKind kind(String word) {
    if (YEAR.matcher(word).matches()) {
      return LiteralKind.YEAR;
    }
    if (INTEGER.matcher(word).matches()) {
      return LiteralKind.INTEGER;
    }
    if (DECIMAL.matcher(word).matches()) {
      return LiteralKind.DECIMAL;
    }
    return DATE.matcher(word).matches() && isDate(word) ? LiteralKind.DATE : null;
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isWhite(char c) {
    return Character.isWhitespace(c) || c == '\u00a0';
  }
}
