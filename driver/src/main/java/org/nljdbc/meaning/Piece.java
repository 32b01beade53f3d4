package org.nljdbc.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word or mark of a question, as it is written or as it was understood.
 *
 * @param kind what it is
 * @param text its words
 */
record Piece(Kind kind, String text) {

  private static final Pattern PIECE =
      Pattern.compile(
          "\"([^\"]+)\"|(?<![\\p{L}\\p{N}])'([^']+)'(?![\\p{L}\\p{N}])"
              + "|([0-9][0-9,]*(?:\\.[0-9]+)?(?![\\p{L}\\p{N}_]))"
              + "|([\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}_]|['.\\-/](?=[\\p{L}\\p{N}]))*)|(\\S)");

  /** The ending of an owner. */
  static final String POSSESSIVE = "'s";

  private static final List<String> ARTICLES = List.of("a", "an", "the");

  /** What a piece is. */
  enum Kind {
    /** A word in lower case that is not understood yet. */
    WORD,
    /** A word that means itself. */
    TERM,
    /** A value or a mark: nothing else means the same. */
    LITERAL,
    /** What a saying means. */
    SIGN,
    /** A word that says nothing. */
    FILLER,
    /** What joins the thing before it to the one behind it, which it belongs to. */
    OF,
    /** What joins two things of a list. */
    AND,
    /** The end of a sentence. */
    STOP
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** Whether it is an article, which says nothing. */
  boolean isArticle() {
    return kind == Kind.FILLER && ARTICLES.contains(text);
  }

  boolean isNumber() {
    return (kind == Kind.LITERAL || kind == Kind.SIGN) && text.chars().allMatch(Piece::isDigit);
  }

  /** Whether it has a letter, a digit or quotes: it is more than a mark. */
  boolean isValue() {
    return text.startsWith("\"") || text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The pieces of a question as they are written. */
  static List<Piece> of(String question) {
    String plain = question.replaceAll("[\u201c\u201d]", "\"").replaceAll("[\u2018\u2019]", "'");
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(plain);
    while (matcher.find()) {
      if (matcher.group(1) != null || matcher.group(2) != null) {
        String value = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        pieces.add(new Piece(Kind.LITERAL, '"' + value + '"'));
      } else if (matcher.group(3) != null) {
        addNumber(matcher.group(3), pieces);
      } else if (matcher.group(4) != null) {
        addWord(matcher.group(4), pieces);
      } else {
        addMark(matcher.group(5), pieces);
      }
    }
    while (!pieces.isEmpty() && pieces.get(pieces.size() - 1).is(Kind.STOP)) {
      pieces.remove(pieces.size() - 1);
    }
    for (int i = 0; i < pieces.size(); i++) {
      // The grade A and the letter a are no articles: nothing stands behind them.
      if (ARTICLES.contains(pieces.get(i).text()) && endsAt(pieces, i + 1)) {
        pieces.set(i, new Piece(Kind.LITERAL, pieces.get(i).text()));
      }
    }
    return pieces;
  }

  private static boolean endsAt(List<Piece> pieces, int i) {
    return i == pieces.size() || !pieces.get(i).is(Kind.WORD) && !pieces.get(i).is(Kind.LITERAL);
  }

  private static void addNumber(String number, List<Piece> pieces) {
    int end = number.length();
    while (number.charAt(end - 1) == ',') {
      end--;
    }
    pieces.add(new Piece(Kind.LITERAL, number.substring(0, end)));
    if (end < number.length()) {
      pieces.add(new Piece(Kind.AND, ","));
    }
  }

  private static void addWord(String word, List<Piece> pieces) {
    String lower = word.toLowerCase(Locale.ROOT);
    boolean possessive = lower.endsWith("'s") && !lower.equals("what's");
    String bare = possessive ? lower.substring(0, lower.length() - 2) : lower;
    boolean opens = pieces.isEmpty() || pieces.get(pieces.size() - 1).is(Kind.STOP);
    boolean name = Character.isUpperCase(word.codePointAt(0)) && Sayings.english().knows(bare);
    pieces.add(
        name && !opens
            ? new Piece(Kind.LITERAL, word.substring(0, bare.length()))
            : new Piece(Kind.WORD, bare));
    if (possessive) {
      pieces.add(new Piece(Kind.FILLER, POSSESSIVE));
    }
  }

  private static void addMark(String mark, List<Piece> pieces) {
    if (".?!;".contains(mark)) {
      pieces.add(new Piece(Kind.STOP, "."));
    } else if (mark.equals(",")) {
      pieces.add(new Piece(Kind.AND, ","));
    } else if (mark.equals("'")) {
      pieces.add(new Piece(Kind.FILLER, POSSESSIVE));
    } else {
      pieces.add(new Piece(Kind.LITERAL, mark));
    }
  }
}
